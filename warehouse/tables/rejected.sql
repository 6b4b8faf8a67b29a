-- What was not stored, once, with when somebody last replayed it.
WITH replays AS (
    SELECT
        rejected_id,
        max(replayed_at) AS replayed_at
    FROM side.replays
    GROUP BY rejected_id
)

SELECT
    refused.*,
    replays.replayed_at
FROM lake.rejected AS refused
LEFT JOIN replays ON replays.rejected_id = refused.rejected_id
QUALIFY
    row_number() OVER (
        PARTITION BY refused.rejected_id
        ORDER BY refused.rejected_at, refused.raw_file, refused.raw_offset, refused.batch_id
    ) = 1
ORDER BY
    refused.rejected_at,
    refused.raw_file,
    refused.raw_offset,
    refused.item_position NULLS FIRST,
    refused.rejected_id
