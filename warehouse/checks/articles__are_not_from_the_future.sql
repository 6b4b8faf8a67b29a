-- severity: warning
-- claim: a story was published before it was received, give or take a day
-- why: a date that lies ahead has been read wrongly or is an embargo that nobody declared
SELECT
    article_id,
    published_at,
    published_text,
    first_seen_at
FROM articles
WHERE published_at > first_seen_at + INTERVAL 1 DAY
ORDER BY article_id
