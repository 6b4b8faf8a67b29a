-- Every actor that is merged into another, with the one that is kept at the end of the chain, as it is called today.
WITH RECURSIVE links AS (
    SELECT
        merged_actor_id,
        actor_id,
        actor_key,
        actor_name,
        actor_kind
    FROM side.actor_merges
    WHERE undone_at IS NULL
),

chains AS (
    SELECT
        links.merged_actor_id,
        links.actor_id,
        links.actor_key,
        links.actor_name,
        links.actor_kind
    FROM links

    UNION

    SELECT
        chains.merged_actor_id,
        links.actor_id,
        links.actor_key,
        links.actor_name,
        links.actor_kind
    FROM chains
    INNER JOIN links ON links.merged_actor_id = chains.actor_id
)

SELECT
    chains.merged_actor_id,
    chains.actor_id,
    chains.actor_key,
    coalesce(authority.name, chains.actor_name) AS actor_name,
    chains.actor_kind
FROM chains
LEFT JOIN side.actors AS authority ON authority.actor_id = chains.actor_id
WHERE chains.actor_id NOT IN (SELECT links.merged_actor_id FROM links)
QUALIFY row_number() OVER (PARTITION BY chains.merged_actor_id ORDER BY chains.actor_id) = 1
