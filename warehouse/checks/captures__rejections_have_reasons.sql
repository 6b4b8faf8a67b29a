-- severity: error
-- claim: a payload counts as many deferred, quarantined and refused items as it has rows in rejected
-- why: a number without rows cannot be explained to anybody
WITH reasons AS (
    SELECT
        capture_id,
        count(DISTINCT coalesce(item_position, -1)) AS item_count
    FROM rejected
    WHERE table_name IN ('captures', 'article_versions')
    GROUP BY capture_id
)

SELECT
    captures.capture_id,
    captures.deferred_count + captures.quarantined_count + captures.refused_count AS rejected_count,
    coalesce(reasons.item_count, 0) AS reason_count
FROM captures
LEFT JOIN reasons ON reasons.capture_id = captures.capture_id
WHERE
    (captures.deferred_count + captures.quarantined_count + captures.refused_count > 0)
    <> (coalesce(reasons.item_count, 0) > 0)
ORDER BY captures.capture_id
