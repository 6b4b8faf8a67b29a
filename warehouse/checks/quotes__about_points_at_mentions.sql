-- severity: error
-- claim: whom a quote is about is the actor of a mention in the same article, inside its words
-- why: an actor without a place in the words was read into them
WITH items AS (
    SELECT
        quote_id,
        article_id,
        spans,
        unnest(about) AS item
    FROM quotes
)

SELECT
    items.quote_id,
    items.item.mention_id,
    items.item.actor_id
FROM items
LEFT JOIN mentions ON mentions.mention_id = items.item.mention_id
WHERE
    mentions.article_id IS DISTINCT FROM items.article_id
    OR mentions.actor_id IS DISTINCT FROM items.item.actor_id
    OR len([span FOR span IN items.spans IF mentions.char_start >= span.start AND mentions.char_end <= span."end"]) = 0
ORDER BY
    items.quote_id,
    items.item.mention_id
