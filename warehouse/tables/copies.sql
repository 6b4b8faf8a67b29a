-- For each article the one whose words these are: an article of another wire within 14 days, with a sixth or more of the
-- shorter of both in common. The agency's own item comes before all that credit it, else what was told first; of several
-- stories the one that began first, and of that the version with most in common. The copy of a copy is one of the first;
-- copy_share is always what stands in that one. Pairs that only keys too common lead to do not count.
-- needs: receipts
WITH RECURSIVE articles_once AS (
    SELECT
        md5_number_lower(receipts.article_id) AS n,
        receipts.article_id,
        receipts.story_id,
        coalesce(receipts.published_at, receipts.first_seen_at) AS told_at,
        receipts.first_seen_at,
        lower(coalesce(wires.agency, receipts.publisher)) AS teller,
        lower(receipts.agency) AS agency,
        list_distinct(receipts.sentence_hashes) AS sentences
    FROM receipts
    LEFT JOIN side.wires AS wires ON wires.wire = receipts.wire
    WHERE receipts.is_first_of_article
),

led AS (
    SELECT
        pairs.first_n,
        pairs.second_n,
        pairs.least_keys,
        unnest(pairs.keys) AS key
    FROM kept.copy_pairs AS pairs
),

led_by_common AS (
    SELECT
        led.first_n,
        led.second_n
    FROM led
    INNER JOIN kept.copy_entries AS one ON one.n = led.first_n
    INNER JOIN kept.copy_entries AS two ON two.n = led.second_n
    LEFT JOIN kept.common_keys AS common_one ON common_one.key = led.key AND common_one.day = one.day
    LEFT JOIN kept.common_keys AS common_two ON common_two.key = led.key AND common_two.day = two.day
    GROUP BY
        led.first_n,
        led.second_n
    HAVING count(*) - count(coalesce(common_one.key, common_two.key)) < any_value(led.least_keys)
),

pairs AS (
    SELECT kept_pairs.*
    FROM kept.copy_pairs AS kept_pairs
    ANTI JOIN led_by_common
        ON led_by_common.first_n = kept_pairs.first_n AND led_by_common.second_n = kept_pairs.second_n
),

sides AS (
    SELECT
        first_n AS n,
        second_n AS other_n,
        shared_count
    FROM pairs

    UNION ALL

    SELECT
        second_n AS n,
        first_n AS other_n,
        shared_count
    FROM pairs
),

paired AS (
    SELECT
        here.n,
        here.article_id,
        here.told_at,
        here.first_seen_at,
        there.n AS other_n,
        there.article_id AS other_id,
        there.story_id AS other_story_id,
        there.told_at AS other_told_at,
        min(there.told_at) OVER (PARTITION BY here.n, there.story_id) AS other_story_told_at,
        there.first_seen_at AS other_first_seen_at,
        sides.shared_count,
        coalesce(here.agency <> here.teller AND here.agency = there.teller, FALSE) AS is_credited
    FROM sides
    INNER JOIN articles_once AS here ON here.n = sides.n
    INNER JOIN articles_once AS there ON there.n = sides.other_n
),

agencies_own AS (
    SELECT DISTINCT paired.other_n AS n
    FROM paired
    INNER JOIN articles_once AS there ON there.n = paired.other_n
    WHERE paired.is_credited AND coalesce(there.agency, there.teller) = there.teller
),

links AS (
    SELECT
        paired.n,
        paired.other_n
    FROM paired
    LEFT JOIN agencies_own AS here_own ON here_own.n = paired.n
    LEFT JOIN agencies_own AS there_own ON there_own.n = paired.other_n
    WHERE
        (there_own.n IS NULL, paired.other_told_at, paired.other_first_seen_at, paired.other_id)
        < (here_own.n IS NULL, paired.told_at, paired.first_seen_at, paired.article_id)
    QUALIFY row_number() OVER (
        PARTITION BY paired.n
        ORDER BY
            paired.is_credited DESC,
            there_own.n IS NULL,
            paired.other_story_told_at,
            paired.other_story_id,
            paired.shared_count DESC,
            paired.other_told_at,
            paired.other_id
    ) = 1
),

chains AS (
    SELECT
        links.n,
        links.other_n
    FROM links

    UNION

    SELECT
        chains.n,
        links.other_n
    FROM chains
    INNER JOIN links ON links.n = chains.other_n
),

firsts AS (
    SELECT
        chains.n,
        chains.other_n
    FROM chains
    ANTI JOIN links ON links.n = chains.other_n
),

counted AS (
    SELECT
        firsts.n,
        firsts.other_n,
        sides.shared_count,
        entry.mark_count
    FROM firsts
    INNER JOIN kept.copy_entries AS entry ON entry.n = firsts.n
    INNER JOIN sides ON sides.n = firsts.n AND sides.other_n = firsts.other_n

    UNION ALL

    -- What a copy of a copy has of the first was not counted when it was paired.
    SELECT
        firsts.n,
        firsts.other_n,
        len(list_intersect(here_receipt.copy_marks, there_receipt.copy_marks)) AS shared_count,
        len(here_receipt.copy_marks) AS mark_count
    FROM firsts
    ANTI JOIN sides ON sides.n = firsts.n AND sides.other_n = firsts.other_n
    INNER JOIN articles_once AS here ON here.n = firsts.n
    INNER JOIN articles_once AS there ON there.n = firsts.other_n
    INNER JOIN receipts AS here_receipt ON here_receipt.article_id = here.article_id AND here_receipt.is_first_of_article
    INNER JOIN receipts AS there_receipt ON there_receipt.article_id = there.article_id AND there_receipt.is_first_of_article
)

SELECT
    here.article_id,
    there.article_id AS copy_of,
    counted.shared_count / counted.mark_count AS copy_share,
    CASE
        WHEN here.agency <> here.teller AND here.agency = there.teller
            THEN len(list_intersect(here.sentences, there.sentences)) / nullif(len(here.sentences), 0)
    END AS agency_share
FROM counted
INNER JOIN articles_once AS here ON here.n = counted.n
INNER JOIN articles_once AS there ON there.n = counted.other_n
