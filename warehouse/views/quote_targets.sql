-- Whom does each quote speak about?
-- Those who are named inside its words; a speaker who names himself does not count.
-- needs: who_said_what
CREATE OR REPLACE VIEW quote_targets AS
WITH parts AS (
    SELECT
        quotes.quote_id,
        quotes.article_id,
        quotes.speaker_actor_id,
        unnest(quotes.spans) AS span
    FROM quotes
    WHERE quotes.speaker_actor_id IS NOT NULL
),

targets AS (
    SELECT
        parts.quote_id,
        parts.article_id,
        parts.speaker_actor_id,
        mentions.actor_id AS about_actor_id,
        count(*) AS mention_count
    FROM parts
    INNER JOIN mentions
        ON
            mentions.article_id = parts.article_id
            AND mentions.char_start >= parts.span.start
            AND mentions.char_end <= parts.span."end"
    WHERE mentions.actor_id <> parts.speaker_actor_id
    GROUP BY ALL
)

SELECT
    targets.quote_id,
    targets.article_id,
    said.day,
    speakers.name AS speaker,
    abouts.name AS about,
    targets.mention_count,
    speakers.actor_key AS speaker_key,
    abouts.actor_key AS about_key,
    targets.speaker_actor_id,
    targets.about_actor_id
FROM targets
INNER JOIN who_said_what AS said ON said.quote_id = targets.quote_id
INNER JOIN actors AS speakers ON speakers.actor_id = targets.speaker_actor_id
INNER JOIN actors AS abouts ON abouts.actor_id = targets.about_actor_id
