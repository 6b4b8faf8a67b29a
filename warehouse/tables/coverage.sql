-- Every wire in every hour from its first payload to the latest payload of any wire, with what was expected and what came.
-- The latest payload, not the clock, is the end: the same lake gives the same rows at any time.
-- needs: captures
WITH latest AS (
    SELECT date_trunc('hour', max(received_at)) AS hour_at
    FROM captures
),

spans AS (
    SELECT
        wire,
        date_trunc('hour', min(received_at)) AS first_hour_at
    FROM captures
    GROUP BY wire
),

hours AS (
    SELECT
        spans.wire,
        unnest(generate_series(spans.first_hour_at, latest.hour_at, INTERVAL 1 HOUR)) AS hour_at
    FROM spans
    CROSS JOIN latest
),

counted AS (
    SELECT
        wire,
        date_trunc('hour', received_at) AS hour_at,
        sum(received_count) AS received_count,
        sum(stored_count + revision_count + duplicate_count) AS kept_count,
        sum(deferred_count + quarantined_count + refused_count) AS rejected_count
    FROM captures
    GROUP BY ALL
)

SELECT
    hours.wire,
    hours.hour_at,
    coalesce(wires.expect_min, 0) / 24 AS expected_count,
    coalesce(counted.received_count, 0) AS received_count,
    coalesce(counted.kept_count, 0) AS kept_count,
    coalesce(counted.rejected_count, 0) AS rejected_count
FROM hours
LEFT JOIN counted ON counted.wire = hours.wire AND counted.hour_at = hours.hour_at
LEFT JOIN side.wires AS wires ON wires.wire = hours.wire
ORDER BY
    hours.wire,
    hours.hour_at
