-- severity: error
-- claim: the surface of a mention is what stands at its place in the article's body
-- why: a mention that is elsewhere names somebody else
SELECT
    mentions.mention_id,
    mentions.surface,
    substring(articles.body, mentions.char_start + 1, mentions.char_end - mentions.char_start) AS printed
FROM mentions
INNER JOIN articles ON articles.article_id = mentions.article_id
WHERE
    mentions.surface
    IS DISTINCT FROM substring(articles.body, mentions.char_start + 1, mentions.char_end - mentions.char_start)
ORDER BY mentions.mention_id
