-- severity: error
-- claim: what was rejected belongs to a payload in captures
-- why: a rejection without its payload cannot be looked at or replayed
SELECT
    rejected.rejected_id,
    rejected.capture_id
FROM rejected
LEFT JOIN captures ON captures.capture_id = rejected.capture_id
WHERE captures.capture_id IS NULL
ORDER BY rejected.rejected_id
