-- What changed between the versions of a story: how many sentences and quotes, which headline, what did its sender say of it?
CREATE OR REPLACE VIEW story_changes AS
SELECT
    versions.story_id,
    versions.version,
    versions.wire,
    versions.first_seen_at,
    any_value(changes.old_text) FILTER (WHERE changes.part = 'headline') AS old_headline,
    versions.headline,
    any_value(changes.old_text) FILTER (WHERE changes.part = 'status') AS old_status,
    versions.status,
    count(*) FILTER (WHERE changes.part = 'sentence' AND changes.change = 'added') AS sentences_added_count,
    count(*) FILTER (WHERE changes.part = 'sentence' AND changes.change = 'removed') AS sentences_removed_count,
    count(*) FILTER (WHERE changes.part = 'sentence' AND changes.change = 'altered') AS sentences_altered_count,
    count(*) FILTER (WHERE changes.part = 'quote' AND changes.change = 'kept') AS quotes_kept_count,
    count(*) FILTER (WHERE changes.part = 'quote' AND changes.change = 'altered') AS quotes_altered_count,
    count(*) FILTER (WHERE changes.part = 'quote' AND changes.change = 'removed') AS quotes_dropped_count,
    count(*) FILTER (WHERE changes.part = 'quote' AND changes.change = 'added') AS quotes_added_count,
    versions.editorial_note,
    versions.article_id
FROM article_versions AS versions
INNER JOIN version_changes AS changes ON changes.article_id = versions.article_id
GROUP BY ALL
ORDER BY
    versions.story_id,
    versions.version
