-- severity: error
-- claim: an addressee is what stands at its place in the article's body
-- why: an addressee that is elsewhere is somebody else
SELECT
    quotes.quote_id,
    quotes.addressee,
    quotes.addressee_start,
    quotes.addressee_end
FROM quotes
INNER JOIN articles ON articles.article_id = quotes.article_id
WHERE
    (quotes.addressee IS NULL AND coalesce(quotes.addressee_start, quotes.addressee_end) IS NOT NULL)
    OR (
        quotes.addressee IS NOT NULL
        AND quotes.addressee IS DISTINCT FROM substring(
            articles.body, quotes.addressee_start + 1, quotes.addressee_end - quotes.addressee_start
        )
    )
ORDER BY quotes.quote_id
