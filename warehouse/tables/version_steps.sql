-- Every version with the one before it, where both may be told of.
-- needs: article_versions, receipts
WITH numbered AS (
    SELECT
        versions.story_id,
        versions.article_id,
        versions.version,
        versions.status,
        versions.headline,
        versions.body,
        receipts.batch_id,
        last_value(versions.status) OVER whole_story AS story_status
    FROM article_versions AS versions
    INNER JOIN receipts ON receipts.article_id = versions.article_id AND receipts.is_first_of_article
    WINDOW whole_story AS (
        PARTITION BY versions.story_id
        ORDER BY versions.version
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
)

SELECT
    later.story_id,
    later.article_id,
    earlier.article_id AS previous_article_id,
    later.version,
    earlier.status AS old_status,
    later.status AS new_status,
    earlier.headline AS old_headline,
    later.headline AS new_headline,
    earlier.body AS old_body,
    later.body AS new_body,
    earlier.batch_id AS old_batch_id,
    later.batch_id AS new_batch_id,
    later.status <> 'withdrawn' AND earlier.status <> 'withdrawn' AS has_texts,
    later.story_status NOT IN ('withdrawn', 'embargoed') AS has_quotes
FROM numbered AS later
INNER JOIN numbered AS earlier ON earlier.story_id = later.story_id AND earlier.version = later.version - 1
WHERE later.status <> 'embargoed' AND earlier.status <> 'embargoed'
