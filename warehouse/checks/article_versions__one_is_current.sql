-- severity: error
-- claim: a story's versions are numbered from 1 without a gap, and only the last is not superseded
-- why: a story with two current versions is counted twice
SELECT
    story_id,
    count(*) AS version_count,
    max(version) AS last_version,
    count(*) FILTER (WHERE superseded_at IS NULL) AS current_count
FROM article_versions
GROUP BY story_id
HAVING
    count(*) FILTER (WHERE superseded_at IS NULL) <> 1
    OR count(DISTINCT version) <> count(*)
    OR max(version) <> count(*)
    OR max(version) FILTER (WHERE superseded_at IS NULL) <> max(version)
ORDER BY story_id
