-- severity: warning
-- claim: on every whole day a wire brings at least the new stories its file promises
-- why: a wire that falls silent looks like a day without news
WITH days AS (
    SELECT
        wire,
        CAST(hour_at AS DATE) AS day
    FROM coverage
    GROUP BY ALL
    HAVING count(*) = 24
),

new_items AS (
    SELECT
        wire,
        CAST(received_at AS DATE) AS day,
        sum(stored_count + revision_count) AS new_count
    FROM captures
    GROUP BY ALL
)

SELECT
    days.wire,
    days.day,
    coalesce(new_items.new_count, 0) AS new_count,
    wires.expect_min
FROM days
INNER JOIN wires ON wires.wire = days.wire
LEFT JOIN new_items ON new_items.wire = days.wire AND new_items.day = days.day
WHERE coalesce(new_items.new_count, 0) < wires.expect_min
ORDER BY
    days.wire,
    days.day
