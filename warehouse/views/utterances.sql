-- Which words of a speaker were printed where, and by how many: in how many articles, on how many wires, first by whom?
CREATE OR REPLACE VIEW utterances AS
WITH said AS (
    SELECT
        quotes.utterance_id,
        quotes.speaker_actor_id,
        coalesce(quotes.speaker_name, quotes.speaker_text) AS speaker,
        quotes.text,
        quotes.article_id,
        articles.wire,
        articles.publisher,
        coalesce(articles.published_at, articles.first_seen_at) AS told_at,
        (
            articles.copy_of IS NOT NULL,
            coalesce(articles.published_at, articles.first_seen_at),
            quotes.article_id,
            quotes.char_start
        ) AS place
    FROM quotes
    INNER JOIN articles ON articles.article_id = quotes.article_id
)

SELECT
    utterance_id,
    arg_min(speaker_actor_id, place) AS speaker_actor_id,
    arg_min(speaker, place) AS speaker,
    arg_min(text, place) AS quote,
    count(DISTINCT article_id) AS article_count,
    count(DISTINCT wire) AS wire_count,
    arg_min(publisher, place) AS first_publisher,
    arg_min(article_id, place) AS first_article_id,
    min(told_at) AS first_told_at
FROM said
GROUP BY utterance_id
ORDER BY
    first_told_at,
    utterance_id
