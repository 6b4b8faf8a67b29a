-- Which versions has each story had, what did their sender say of them, and which one counts today?
CREATE OR REPLACE VIEW story_versions AS
SELECT
    versions.story_id,
    versions.version,
    versions.status,
    versions.headline_prefix,
    versions.headline,
    versions.version_label,
    versions.editorial_note,
    versions.word_count,
    versions.wire,
    coalesce(versions.updated_at, versions.published_at) AS made_at,
    versions.first_seen_at,
    versions.superseded_at,
    articles.article_id IS NOT NULL AS is_current,
    versions.article_id
FROM article_versions AS versions
LEFT JOIN articles ON articles.article_id = versions.article_id
ORDER BY
    versions.story_id,
    versions.version
