-- The current version of each story, unless it is withdrawn or may not be shown yet. An embargoed version hides its story:
-- what it replaces is not what its sender wants to be read.
-- needs: article_versions
WITH latest AS (
    SELECT versions.*
    FROM article_versions AS versions
    QUALIFY row_number() OVER (PARTITION BY versions.story_id ORDER BY versions.version DESC) = 1
)

SELECT latest.* EXCLUDE (superseded_at, withdrawal_reason, copy_marks)
FROM latest
CROSS JOIN lake.run AS run
WHERE
    latest.status NOT IN ('withdrawn', 'embargoed')
    AND (latest.embargo_until_at IS NULL OR latest.embargo_until_at <= run.now_at)
ORDER BY
    coalesce(latest.published_at, latest.first_seen_at),
    latest.story_id
