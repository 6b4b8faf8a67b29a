-- Which words of a speaker were printed where, and by how many: in how many articles, on how many wires, first by whom?
CREATE OR REPLACE VIEW utterances AS
SELECT
    quotes.utterance_id,
    arg_min(quotes.speaker_actor_id, told.place) AS speaker_actor_id,
    arg_min(coalesce(quotes.speaker_name, quotes.speaker_text), told.place) AS speaker,
    arg_min(quotes.text, told.place) AS quote,
    count(DISTINCT quotes.article_id) AS article_count,
    count(DISTINCT articles.wire) AS wire_count,
    arg_min(articles.publisher, told.place) AS first_publisher,
    arg_min(quotes.article_id, told.place) AS first_article_id,
    min(coalesce(articles.published_at, articles.first_seen_at)) AS first_told_at
FROM quotes
INNER JOIN articles ON articles.article_id = quotes.article_id
CROSS JOIN LATERAL (
    SELECT
        (
            articles.copy_of IS NOT NULL,
            coalesce(articles.published_at, articles.first_seen_at),
            quotes.article_id,
            quotes.char_start
        ) AS place
) AS told
GROUP BY quotes.utterance_id
ORDER BY
    first_told_at,
    quotes.utterance_id
