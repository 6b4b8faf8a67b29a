-- Who said what, in which office, when, and where does it stand?
-- needs: quote_offices
CREATE OR REPLACE VIEW who_said_what AS
SELECT
    coalesce(
        quotes.said_on,
        articles.dateline_on,
        CAST(articles.published_at AS DATE)
    ) AS day,
    coalesce(speakers.name, quotes.speaker_name, quotes.speaker_text) AS speaker,
    offices.title AS office,
    offices.of_name AS office_of,
    quotes.kind,
    quotes.text AS quote,
    quotes.cue,
    articles.publisher,
    articles.agency,
    articles.headline,
    articles.published_at,
    articles.url AS link,
    quotes.confidence,
    speakers.actor_key AS speaker_key,
    offices.office AS office_key,
    offices.of_key AS office_of_key,
    quotes.said_on,
    articles.wire,
    articles.copy_of IS NOT NULL AS is_copy,
    quotes.utterance_id,
    quotes.speaker_actor_id,
    quotes.quote_id,
    quotes.article_id
FROM quotes
INNER JOIN articles ON articles.article_id = quotes.article_id
LEFT JOIN actors AS speakers ON speakers.actor_id = quotes.speaker_actor_id
LEFT JOIN quote_offices AS offices ON offices.quote_id = quotes.quote_id
ORDER BY
    day DESC,
    articles.published_at DESC,
    quotes.article_id,
    quotes.char_start
