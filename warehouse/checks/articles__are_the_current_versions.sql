-- severity: error
-- claim: an article is the one version of its story that nothing has superseded
-- why: an answer from a corrected version repeats the mistake
SELECT
    articles.story_id,
    articles.article_id,
    articles.version
FROM articles
LEFT JOIN article_versions AS versions
    ON versions.article_id = articles.article_id AND versions.superseded_at IS NULL
WHERE versions.article_id IS NULL
ORDER BY articles.story_id
