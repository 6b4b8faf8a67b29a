-- severity: error
-- claim: a chain has at least two hops, the last of them its one source, and each hop is what stands at its place
-- why: a hop that is elsewhere, or no source at the end, names the wrong origin
WITH hops AS (
    SELECT
        quotes.quote_id,
        articles.body,
        len(quotes.chain) AS hop_count,
        unnest(quotes.chain) AS hop,
        unnest(range(1, len(quotes.chain) + 1)) AS place
    FROM quotes
    INNER JOIN articles ON articles.article_id = quotes.article_id
)

SELECT
    quote_id,
    place,
    hop.text AS hop_text
FROM hops
WHERE
    hop_count < 2
    OR hop.role IS DISTINCT FROM if(place = hop_count, 'source', 'reporter')
    OR hop.text IS DISTINCT FROM substring(body, hop.char_start + 1, hop.char_end - hop.char_start)
ORDER BY
    quote_id,
    place
