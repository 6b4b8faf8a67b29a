-- severity: error
-- claim: received = stored + revision + duplicate + deferred + quarantined + refused, for every payload
-- why: nothing may be lost on the way, and nothing may come from nowhere
SELECT
    capture_id,
    received_count,
    stored_count + revision_count + duplicate_count + deferred_count + quarantined_count + refused_count AS ended_count
FROM captures
WHERE
    received_count
    <> stored_count + revision_count + duplicate_count + deferred_count + quarantined_count + refused_count
ORDER BY capture_id
