-- On which days did each wire bring what it promises, and was a silent day one without news or one without feed?
-- no_feed: nothing could be had from it; quiet: it answered, with less than promised; odd: more than it ever sends, or more
-- rejected than kept. What counts as brought is new: first versions and revisions.
CREATE OR REPLACE VIEW coverage_calendar AS
WITH days AS (
    SELECT
        coverage.wire,
        CAST(coverage.hour_at AS DATE) AS day,
        sum(coverage.expected_count) AS expected_count,
        CAST(sum(coverage.received_count) AS BIGINT) AS received_count,
        CAST(sum(coverage.kept_count) AS BIGINT) AS kept_count,
        CAST(sum(coverage.rejected_count) AS BIGINT) AS rejected_count
    FROM coverage
    GROUP BY ALL
),

answers AS (
    SELECT
        captures.wire,
        CAST(captures.received_at AS DATE) AS day,
        count(*) FILTER (WHERE captures.received_count = 0 OR captures.deferred_count < captures.received_count)
            AS answer_count,
        CAST(sum(captures.stored_count + captures.revision_count) AS BIGINT) AS new_count
    FROM captures
    GROUP BY ALL
)

SELECT
    days.wire,
    days.day,
    days.expected_count,
    days.received_count,
    days.kept_count,
    coalesce(answers.new_count, 0) AS new_count,
    days.rejected_count,
    CASE
        WHEN coalesce(answers.answer_count, 0) = 0 THEN 'no_feed'
        WHEN days.rejected_count > days.kept_count OR answers.new_count > wires.expect_max THEN 'odd'
        WHEN answers.new_count < floor(days.expected_count) THEN 'quiet'
        ELSE 'fine'
    END AS verdict
FROM days
LEFT JOIN answers ON answers.wire = days.wire AND answers.day = days.day
LEFT JOIN wires ON wires.wire = days.wire
ORDER BY
    days.wire,
    days.day
