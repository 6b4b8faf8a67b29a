-- Every version of every story, in the order in which its sender made them.
-- An unnumbered version stands among numbered ones where its time puts it: after the highest number that is earlier.
-- needs: receipts, copies
WITH numbered AS (
    SELECT
        receipts.*,
        coalesce(updated_at, published_at, first_seen_at) AS made_at,
        try_cast(nullif(regexp_extract(version_label, '[0-9]+'), '') AS BIGINT) AS sender_number
    FROM receipts
    WHERE is_first_of_article
),

placed AS (
    SELECT
        numbered.*,
        coalesce(
            sender_number,
            max(sender_number) OVER (
                PARTITION BY story_id
                ORDER BY made_at
                RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 MICROSECOND PRECEDING
            ),
            -1
        ) AS place
    FROM numbered
),

ordered AS (
    SELECT
        placed.*,
        row_number() OVER sender_order AS version,
        lead(first_seen_at) OVER sender_order AS superseded_at,
        CASE
            WHEN status = 'withdrawn'
                THEN coalesce(editorial_note, CASE WHEN word_count BETWEEN 1 AND 100 THEN body END)
        END AS told_reason
    FROM placed
    WINDOW sender_order AS (
        PARTITION BY story_id
        ORDER BY place, made_at, first_seen_at, article_id
    )
),

explained AS (
    SELECT
        ordered.*,
        CASE
            WHEN last_value(status) OVER whole_story = 'withdrawn' THEN last_value(told_reason) OVER whole_story
        END AS withdrawal_reason
    FROM ordered
    WINDOW whole_story AS (
        PARTITION BY story_id
        ORDER BY version
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
)

SELECT
    explained.* EXCLUDE (batch_id, outcome, is_first_of_article, made_at, sender_number, place, told_reason)
    REPLACE (
        CASE WHEN status = 'embargoed' AND embargo_until_at <= run.now_at THEN 'usable' ELSE status END AS status
    ),
    copies.copy_of,
    copies.copy_share,
    copies.agency_share
FROM explained
CROSS JOIN lake.run AS run
LEFT JOIN copies ON copies.article_id = explained.article_id
ORDER BY
    explained.first_seen_at,
    explained.story_id,
    explained.version
