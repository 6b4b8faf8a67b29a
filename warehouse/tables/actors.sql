-- Every actor of the authority, and those seen only in texts, with how often and when the current articles name them.
-- needs: articles, mentions, quotes
WITH seen AS (
    SELECT
        mentions.actor_id,
        min(coalesce(articles.published_at, articles.first_seen_at)) AS first_seen_at,
        max(coalesce(articles.published_at, articles.first_seen_at)) AS last_seen_at,
        count(*) AS mention_count
    FROM mentions
    INNER JOIN articles ON articles.article_id = mentions.article_id
    WHERE mentions.actor_id IS NOT NULL
    GROUP BY mentions.actor_id
),

spoken AS (
    SELECT
        speaker_actor_id AS actor_id,
        count(*) AS quote_count
    FROM quotes
    WHERE speaker_actor_id IS NOT NULL
    GROUP BY speaker_actor_id
),

unknown_names AS (
    SELECT
        actor_id,
        actor_key,
        actor_kind AS kind,
        actor_name AS name,
        count(*) AS name_count
    FROM mentions
    WHERE actor_id NOT IN (SELECT authority.actor_id FROM side.actors AS authority)
    GROUP BY ALL
),

known AS (
    SELECT authority.*
    FROM side.actors AS authority

    UNION ALL BY NAME

    SELECT
        actor_id,
        actor_key,
        kind,
        name,
        FALSE AS is_in_authority
    FROM unknown_names
    QUALIFY row_number() OVER (PARTITION BY actor_id ORDER BY name_count DESC, name, actor_key, kind) = 1
)

SELECT
    known.*,
    seen.first_seen_at,
    seen.last_seen_at,
    coalesce(seen.mention_count, 0) AS mention_count,
    coalesce(spoken.quote_count, 0) AS quote_count
FROM known
LEFT JOIN seen ON seen.actor_id = known.actor_id
LEFT JOIN spoken ON spoken.actor_id = known.actor_id
ORDER BY
    known.kind,
    known.name,
    known.actor_id
