-- Who is this, which offices were held when, how often named and quoted, and what was said last? actor_profile('Vladimir Putin')
-- By key or by any name; a name that several actors have gives a row for each.
-- needs: who_said_what
CREATE OR REPLACE MACRO actor_profile(the_actor) AS TABLE
    WITH found AS (
        SELECT actors.*
        FROM actors
        WHERE
            lower(actors.actor_key) = lower(the_actor)
            OR lower(actors.name) = lower(the_actor)
            OR actors.actor_id IN (
                SELECT names.actor_id
                FROM actor_names AS names
                WHERE lower(names.name) = lower(the_actor)
            )
    ),

    offices AS (
        SELECT
            roles.actor_id,
            list(
                {
                    'title': roles.title,
                    'of': coalesce(holders_of.name, roles.of_key),
                    'valid_from': roles.valid_from,
                    'valid_to': roles.valid_to,
                    'is_acting': roles.is_acting
                }
                ORDER BY roles.valid_from DESC, roles.title
            ) AS offices
        FROM actor_roles AS roles
        LEFT JOIN actors AS holders_of ON holders_of.actor_id = roles.of_actor_id
        GROUP BY roles.actor_id
    ),

    said AS (
        SELECT
            numbered.speaker_actor_id,
            list(
                {
                    'day': numbered.day,
                    'quote': numbered.quote,
                    'kind': numbered.kind,
                    'publisher': numbered.publisher,
                    'link': numbered.link
                }
                ORDER BY numbered.nth
            ) AS latest_quotes
        FROM (
            SELECT
                latest.*,
                row_number() OVER (
                    PARTITION BY latest.speaker_actor_id
                    ORDER BY latest.day DESC, latest.published_at DESC, latest.quote_id
                ) AS nth
            FROM who_said_what AS latest
        ) AS numbered
        WHERE numbered.nth <= 5
        GROUP BY numbered.speaker_actor_id
    )

    SELECT
        found.name,
        found.kind,
        found.actor_key,
        found.wikidata,
        found.country,
        offices.offices,
        found.mention_count,
        found.quote_count,
        found.first_seen_at,
        found.last_seen_at,
        said.latest_quotes,
        found.actor_id
    FROM found
    LEFT JOIN offices ON offices.actor_id = found.actor_id
    LEFT JOIN said ON said.speaker_actor_id = found.actor_id
    ORDER BY
        found.mention_count DESC,
        found.actor_id
