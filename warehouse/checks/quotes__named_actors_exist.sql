-- severity: error
-- claim: every actor named in a chain, or told of an unnamed speaker, stands in actors
-- why: keys within lists are no foreign keys; an actor who is nowhere cannot be looked up
WITH named AS (
    SELECT
        quote_id,
        unnest([hop.actor_id FOR hop IN chain]) AS actor_id
    FROM quotes
    UNION ALL
    SELECT
        quote_id,
        unnest(list_append(speaker_details.country_actor_ids, speaker_details.organisation_actor_id)) AS actor_id
    FROM quotes
)

SELECT
    named.quote_id,
    named.actor_id
FROM named
ANTI JOIN actors ON actors.actor_id = named.actor_id
WHERE named.actor_id IS NOT NULL
ORDER BY
    named.quote_id,
    named.actor_id
