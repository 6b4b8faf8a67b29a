-- Whom does each quote speak about?
-- Those who are named inside its words; a speaker who names himself does not count.
CREATE OR REPLACE VIEW quote_targets AS
WITH parts AS (
    SELECT
        quotes.quote_id,
        quotes.article_id,
        quotes.speaker_actor_id,
        unnest(quotes.spans) AS span
    FROM quotes
    WHERE quotes.speaker_actor_id IS NOT NULL
)

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
GROUP BY
    parts.quote_id,
    parts.article_id,
    parts.speaker_actor_id,
    mentions.actor_id
