-- For which side of a topic does the speaker of each quote speak?
-- A country or organisation speaks for its own side; a person for that of the office held on the day.
-- needs: quote_offices
CREATE OR REPLACE VIEW quote_sides AS
WITH voices AS (
    SELECT
        quotes.quote_id,
        quotes.article_id,
        CASE WHEN speakers.kind = 'person' THEN offices.of_key ELSE speakers.actor_key END AS member_key,
        coalesce(
            quotes.said_on,
            articles.dateline_on,
            CAST(articles.published_at AS DATE)
        ) AS day
    FROM quotes
    INNER JOIN articles ON articles.article_id = quotes.article_id
    INNER JOIN actors AS speakers ON speakers.actor_id = quotes.speaker_actor_id
    LEFT JOIN quote_offices AS offices ON offices.quote_id = quotes.quote_id
)

SELECT
    voices.quote_id,
    topics.topic_id,
    min(sides.side) AS side
FROM voices
INNER JOIN article_topics AS topics ON topics.article_id = voices.article_id
INNER JOIN topic_sides AS sides
    ON
        sides.topic_id = topics.topic_id
        AND sides.member_key = voices.member_key
        AND sides.valid_from <= voices.day
        AND (sides.valid_to IS NULL OR sides.valid_to >= voices.day)
GROUP BY
    voices.quote_id,
    topics.topic_id
