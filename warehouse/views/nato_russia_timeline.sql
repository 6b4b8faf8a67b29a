-- How much was told on NATO and Russia each day, and how much did each side say?
-- needs: topic_timeline
CREATE OR REPLACE VIEW nato_russia_timeline AS
SELECT
    timeline.day,
    timeline.story_count,
    timeline.side,
    timeline.quote_count
FROM topic_timeline('nato-russia') AS timeline
ORDER BY
    timeline.day,
    timeline.side
