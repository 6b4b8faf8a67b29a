-- How much was told on a topic each day, and how much did each of its sides say? topic_timeline('nato-russia')
-- A row per day with stories and side; `other` is everybody on no side. Days are those of publication; stories whose date is not known are left out.
-- needs: quote_sides
CREATE OR REPLACE MACRO topic_timeline(the_topic) AS TABLE
    WITH stories AS (
        SELECT
            articles.article_id,
            CAST(articles.published_at AS date) AS day
        FROM articles
        INNER JOIN article_topics AS topics ON topics.article_id = articles.article_id
        WHERE topics.topic_id = the_topic AND articles.published_at IS NOT NULL
    ),

    days AS (
        SELECT
            stories.day,
            count(*) AS story_count
        FROM stories
        GROUP BY stories.day
    ),

    sides AS (
        SELECT DISTINCT topic_sides.side
        FROM topic_sides
        WHERE topic_sides.topic_id = the_topic

        UNION ALL

        SELECT 'other' AS side
    ),

    said AS (
        SELECT
            stories.day,
            coalesce(quote_sides.side, 'other') AS side,
            count(*) AS quote_count
        FROM stories
        INNER JOIN quotes ON quotes.article_id = stories.article_id
        LEFT JOIN quote_sides ON quote_sides.quote_id = quotes.quote_id AND quote_sides.topic_id = the_topic
        GROUP BY ALL
    )

    SELECT
        days.day,
        days.story_count,
        sides.side,
        coalesce(said.quote_count, 0) AS quote_count
    FROM days
    CROSS JOIN sides
    LEFT JOIN said ON said.day = days.day AND said.side = sides.side
    ORDER BY
        days.day,
        sides.side
