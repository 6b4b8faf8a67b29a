-- severity: warning
-- claim: nothing was said after the day its story was published
-- why: a day after publication means that a time word was set against the wrong day
SELECT
    quotes.quote_id,
    quotes.said_on,
    articles.published_at
FROM quotes
INNER JOIN articles ON articles.article_id = quotes.article_id
WHERE quotes.said_on > CAST(articles.published_at + INTERVAL 1 DAY AS DATE)
ORDER BY quotes.quote_id
