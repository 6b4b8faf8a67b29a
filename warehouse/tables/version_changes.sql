-- What changed from each version to the next. What has other words on both sides is altered where two are each other's
-- likest and have half of their words in common; a quote with the same words and another speaker is altered too.
-- needs: version_steps, version_parts
WITH old_parts AS (
    SELECT *
    FROM version_parts
    WHERE side = 'old'
),

new_parts AS (
    SELECT *
    FROM version_parts
    WHERE side = 'new'
),

same AS (
    SELECT
        new_parts.article_id,
        new_parts.part,
        old_parts.position AS old_position,
        new_parts.position AS new_position
    FROM new_parts
    INNER JOIN old_parts
        ON
            old_parts.article_id = new_parts.article_id AND old_parts.part = new_parts.part
            AND old_parts.norm = new_parts.norm AND old_parts.speaker_key = new_parts.speaker_key
),

removed AS (
    SELECT old_parts.*
    FROM old_parts
    ANTI JOIN same
        ON
            same.article_id = old_parts.article_id AND same.part = old_parts.part
            AND same.old_position = old_parts.position
),

added AS (
    SELECT new_parts.*
    FROM new_parts
    ANTI JOIN same
        ON
            same.article_id = new_parts.article_id AND same.part = new_parts.part
            AND same.new_position = new_parts.position
),

-- Only neighbours are compared, so that a long text costs no more than its length.
likened AS (
    SELECT
        added.article_id,
        added.part,
        removed.position AS old_position,
        added.position AS new_position,
        2 * len(list_intersect(removed.words, added.words)) / (len(removed.words) + len(added.words)) AS similarity
    FROM added
    INNER JOIN removed
        ON
            removed.article_id = added.article_id AND removed.part = added.part
            AND removed.position BETWEEN added.position - 12 AND added.position + 12
),

altered AS (
    SELECT *
    FROM likened
    WHERE similarity >= 0.5
    QUALIFY
        row_number() OVER (
            PARTITION BY article_id, part, new_position
            ORDER BY similarity DESC, abs(new_position - old_position), old_position
        ) = 1
        AND row_number() OVER (
            PARTITION BY article_id, part, old_position
            ORDER BY similarity DESC, abs(new_position - old_position), new_position
        ) = 1
),

changes AS (
    SELECT
        article_id,
        'status' AS part,
        'altered' AS change,
        old_status AS old_text,
        new_status AS new_text,
        CAST(NULL AS DOUBLE) AS similarity,
        CAST(NULL AS VARCHAR) AS old_speaker,
        CAST(NULL AS VARCHAR) AS new_speaker,
        1 AS position
    FROM version_steps
    WHERE old_status <> new_status

    UNION ALL BY NAME

    SELECT
        article_id,
        'headline' AS part,
        CASE WHEN old_headline IS NULL THEN 'added' WHEN new_headline IS NULL THEN 'removed' ELSE 'altered' END AS change,
        old_headline AS old_text,
        new_headline AS new_text,
        1 AS position
    FROM version_steps
    WHERE has_texts AND old_headline IS DISTINCT FROM new_headline

    UNION ALL BY NAME

    SELECT
        same.article_id,
        same.part,
        'kept' AS change,
        old_parts.text AS old_text,
        new_parts.text AS new_text,
        1.0 AS similarity,
        old_parts.speaker AS old_speaker,
        new_parts.speaker AS new_speaker,
        same.new_position AS position
    FROM same
    INNER JOIN old_parts
        ON
            old_parts.article_id = same.article_id AND old_parts.part = same.part
            AND old_parts.position = same.old_position
    INNER JOIN new_parts
        ON
            new_parts.article_id = same.article_id AND new_parts.part = same.part
            AND new_parts.position = same.new_position
    WHERE same.part = 'quote'

    UNION ALL BY NAME

    SELECT
        altered.article_id,
        altered.part,
        'altered' AS change,
        removed.text AS old_text,
        added.text AS new_text,
        altered.similarity,
        removed.speaker AS old_speaker,
        added.speaker AS new_speaker,
        altered.new_position AS position
    FROM altered
    INNER JOIN removed
        ON
            removed.article_id = altered.article_id AND removed.part = altered.part
            AND removed.position = altered.old_position
    INNER JOIN added
        ON
            added.article_id = altered.article_id AND added.part = altered.part
            AND added.position = altered.new_position

    UNION ALL BY NAME

    SELECT
        removed.article_id,
        removed.part,
        'removed' AS change,
        removed.text AS old_text,
        removed.speaker AS old_speaker,
        removed.position
    FROM removed
    ANTI JOIN altered
        ON
            altered.article_id = removed.article_id AND altered.part = removed.part
            AND altered.old_position = removed.position

    UNION ALL BY NAME

    SELECT
        added.article_id,
        added.part,
        'added' AS change,
        added.text AS new_text,
        added.speaker AS new_speaker,
        added.position
    FROM added
    ANTI JOIN altered
        ON
            altered.article_id = added.article_id AND altered.part = added.part
            AND altered.new_position = added.position
)

SELECT
    sha256(concat_ws(chr(31), steps.article_id, steps.previous_article_id, changes.part, changes.change, changes.position)) AS change_id,
    steps.story_id,
    steps.article_id,
    steps.previous_article_id,
    steps.version,
    changes.part,
    changes.change,
    changes.old_text,
    changes.new_text,
    changes.similarity,
    changes.old_speaker,
    changes.new_speaker,
    changes.position
FROM changes
INNER JOIN version_steps AS steps ON steps.article_id = changes.article_id
ORDER BY
    steps.story_id,
    steps.version,
    changes.part,
    changes.position,
    changes.change
