-- Every item that was kept, once, with what it was when it came: the first of its story, a new version, or known already.
-- A payload that two batches hold (a step died between keeping and noting, and others had come meanwhile) counts where
-- it was received first.
-- needs: payloads
WITH items AS (
    SELECT
        versions.*,
        row_number() OVER story_order AS nth_of_story,
        row_number() OVER article_order AS nth_of_article
    FROM lake.article_versions AS versions
    INNER JOIN payloads ON payloads.capture_id = versions.capture_id AND payloads.batch_id = versions.batch_id
    WINDOW
        story_order AS (
            PARTITION BY versions.story_id
            ORDER BY versions.first_seen_at, versions.raw_file, versions.raw_offset, versions.item_position, versions.article_id
        ),
        article_order AS (
            PARTITION BY versions.article_id
            ORDER BY versions.first_seen_at, versions.raw_file, versions.raw_offset, versions.item_position
        )
)

SELECT
    items.* EXCLUDE (nth_of_story, nth_of_article),
    nth_of_article = 1 AS is_first_of_article,
    CASE
        WHEN nth_of_story = 1 THEN 'stored'
        WHEN nth_of_article = 1 THEN 'revision'
        ELSE 'duplicate'
    END AS outcome
FROM items
