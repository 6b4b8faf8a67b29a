-- Payloads with what became of their items.
-- needs: payloads, receipts
WITH outcomes AS (
    SELECT
        capture_id,
        count(*) FILTER (WHERE outcome = 'stored') AS stored_count,
        count(*) FILTER (WHERE outcome = 'revision') AS revision_count,
        count(*) FILTER (WHERE outcome = 'duplicate') AS duplicate_count
    FROM receipts
    GROUP BY capture_id
)

SELECT
    payloads.*,
    coalesce(outcomes.stored_count, 0) AS stored_count,
    coalesce(outcomes.revision_count, 0) AS revision_count,
    coalesce(outcomes.duplicate_count, 0) + payloads.listed_count AS duplicate_count
FROM payloads
LEFT JOIN outcomes ON outcomes.capture_id = payloads.capture_id
ORDER BY
    payloads.received_at,
    payloads.raw_file,
    payloads.raw_offset,
    payloads.capture_id
