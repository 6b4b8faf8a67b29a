-- What did editors say of a version, and which version is it that they changed?
CREATE OR REPLACE VIEW editorial_notes AS
SELECT
    notes.story_id,
    notes.version,
    notes.article_id,
    notes.status,
    notes.headline_prefix,
    notes.editorial_note,
    notes.headline,
    notes.wire,
    coalesce(notes.updated_at, notes.published_at) AS made_at,
    changed.version AS changed_version,
    changed.article_id AS changed_article_id
FROM article_versions AS notes
LEFT JOIN article_versions AS changed
    ON
        changed.story_id = notes.story_id
        AND changed.version = notes.version - 1
WHERE notes.editorial_note IS NOT NULL
ORDER BY
    notes.story_id,
    notes.version
