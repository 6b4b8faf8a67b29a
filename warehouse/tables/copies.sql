-- For each article the earlier one of another wire whose sentences it has: at least three in common, and at least half of
-- those of the shorter. Of several, the story that began first, and of that the version with most in common.
-- Sentences that stand in more than 200 articles tell nothing and would join everything with everything.
-- needs: receipts
WITH articles_once AS (
    SELECT
        article_id,
        story_id,
        wire,
        coalesce(published_at, first_seen_at) AS told_at,
        first_seen_at,
        list_distinct(sentence_hashes) AS hash_list
    FROM receipts
    WHERE is_first_of_article
),

sentences AS (
    SELECT
        article_id,
        unnest(hash_list) AS sentence_hash
    FROM articles_once
),

telling_sentences AS (
    SELECT
        article_id,
        sentence_hash
    FROM sentences
    QUALIFY count(*) OVER (PARTITION BY sentence_hash) <= 200
),

shared AS (
    SELECT
        later.article_id,
        earlier.article_id AS earlier_id,
        count(*) AS shared_count
    FROM telling_sentences AS later
    INNER JOIN telling_sentences AS earlier ON earlier.sentence_hash = later.sentence_hash AND earlier.article_id <> later.article_id
    GROUP BY
        later.article_id,
        earlier.article_id
    HAVING count(*) >= 3
),

pairs AS (
    SELECT
        later.article_id,
        earlier.article_id AS copy_of,
        shared.shared_count / len(later.hash_list) AS copy_share,
        min(earlier.told_at) OVER (PARTITION BY later.article_id, earlier.story_id) AS story_told_at,
        earlier.story_id,
        shared.shared_count,
        earlier.told_at
    FROM shared
    INNER JOIN articles_once AS later ON later.article_id = shared.article_id
    INNER JOIN articles_once AS earlier ON earlier.article_id = shared.earlier_id
    WHERE
        earlier.wire <> later.wire
        AND (earlier.told_at, earlier.first_seen_at, earlier.article_id) < (later.told_at, later.first_seen_at, later.article_id)
        AND later.told_at - earlier.told_at <= INTERVAL 14 DAYS
        AND shared.shared_count >= 0.5 * least(len(later.hash_list), len(earlier.hash_list))
)

SELECT
    article_id,
    copy_of,
    copy_share
FROM pairs
QUALIFY row_number() OVER (
    PARTITION BY article_id
    ORDER BY story_told_at, story_id, shared_count DESC, told_at, copy_of
) = 1
