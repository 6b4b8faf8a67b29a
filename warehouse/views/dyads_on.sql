-- Who speaks about whom in the stories on a topic? dyads_on('nato-russia')
-- needs: quote_targets
CREATE OR REPLACE MACRO dyads_on(the_topic) AS TABLE
    SELECT
        speaker,
        about,
        count(*) AS quote_count,
        min(day) AS first_on,
        max(day) AS last_on,
        speaker_key,
        about_key,
        speaker_actor_id,
        about_actor_id
    FROM quote_targets
    WHERE
        article_id IN (
            SELECT topics.article_id
            FROM article_topics AS topics
            WHERE topics.topic_id = the_topic
        )
    GROUP BY ALL
    ORDER BY
        quote_count DESC,
        speaker,
        about,
        speaker_actor_id,
        about_actor_id
