-- Who speaks about whom in the stories on a topic? dyads_on('nato-russia')
-- needs: quote_targets, who_said_what
CREATE OR REPLACE MACRO dyads_on(the_topic) AS TABLE
    WITH pairs AS (
        SELECT
            targets.quote_id,
            targets.speaker_actor_id,
            targets.about_actor_id,
            said.day
        FROM quote_targets AS targets
        INNER JOIN who_said_what AS said ON said.quote_id = targets.quote_id
        INNER JOIN article_topics AS topics ON topics.article_id = targets.article_id
        WHERE topics.topic_id = the_topic
    )

    SELECT
        speakers.name AS speaker,
        abouts.name AS about,
        count(*) AS quote_count,
        min(pairs.day) AS first_on,
        max(pairs.day) AS last_on,
        speakers.actor_key AS speaker_key,
        abouts.actor_key AS about_key,
        pairs.speaker_actor_id,
        pairs.about_actor_id
    FROM pairs
    INNER JOIN actors AS speakers ON speakers.actor_id = pairs.speaker_actor_id
    INNER JOIN actors AS abouts ON abouts.actor_id = pairs.about_actor_id
    GROUP BY ALL
    ORDER BY
        quote_count DESC,
        speaker,
        about,
        pairs.speaker_actor_id,
        pairs.about_actor_id
