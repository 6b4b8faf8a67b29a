-- severity: error
-- claim: the text of a quote is what stands at its spans in the article's body
-- why: offsets that are off by one put words into somebody's mouth
WITH parts AS (
    SELECT
        quotes.quote_id,
        quotes.text,
        array_to_string(
            [substring(articles.body, span.start + 1, span."end" - span.start) FOR span IN quotes.spans],
            ' '
        ) AS printed
    FROM quotes
    INNER JOIN articles ON articles.article_id = quotes.article_id
)

SELECT
    quote_id,
    text,
    printed
FROM parts
WHERE text IS DISTINCT FROM printed
ORDER BY quote_id
