-- Mentions in the current articles. Those of an actor that was merged into another are that other's.
-- needs: current, merged
SELECT
    rows_read.* EXCLUDE (batch_id)
    REPLACE (
        coalesce(merged.actor_id, rows_read.actor_id) AS actor_id,
        coalesce(merged.actor_key, rows_read.actor_key) AS actor_key,
        coalesce(merged.actor_name, rows_read.actor_name) AS actor_name,
        coalesce(merged.actor_kind, rows_read.actor_kind) AS actor_kind
    )
FROM lake.mentions AS rows_read
INNER JOIN current ON current.article_id = rows_read.article_id AND current.batch_id = rows_read.batch_id
LEFT JOIN merged ON merged.merged_actor_id = rows_read.actor_id
QUALIFY row_number() OVER (PARTITION BY rows_read.mention_id ORDER BY rows_read.extractor) = 1
ORDER BY
    rows_read.article_id,
    rows_read.char_start,
    rows_read.mention_id
