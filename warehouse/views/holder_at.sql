-- Who held this office of a country or organisation on that day? holder_at('head_of_government', 'ru', DATE '2009-09-18')
-- `of` is a key or any name. On the day of a handover the later holder is the answer; acting holders come last.
CREATE OR REPLACE MACRO holder_at(the_office, of_whom, on_day) AS TABLE
    WITH held AS (
        SELECT
            roles.*,
            bool_or(roles.valid_from = CAST(on_day AS date)) OVER (PARTITION BY roles.of_actor_id) AS has_begun_that_day
        FROM actor_roles AS roles
        WHERE
            roles.office = the_office
            AND roles.valid_from <= CAST(on_day AS date)
            AND (roles.valid_to IS NULL OR roles.valid_to >= CAST(on_day AS date))
            AND roles.of_actor_id IN (
                SELECT actors.actor_id
                FROM actors
                WHERE lower(actors.actor_key) = lower(of_whom) OR lower(actors.name) = lower(of_whom)

                UNION ALL

                SELECT names.actor_id
                FROM actor_names AS names
                WHERE lower(names.name) = lower(of_whom)
            )
    )

    SELECT
        holders.name AS holder,
        held.title,
        holders_of.name AS office_of,
        held.valid_from,
        held.valid_to,
        held.is_acting,
        held.precision,
        holders.actor_key,
        held.actor_id
    FROM held
    INNER JOIN actors AS holders ON holders.actor_id = held.actor_id
    LEFT JOIN actors AS holders_of ON holders_of.actor_id = held.of_actor_id
    WHERE NOT (coalesce(held.valid_to = CAST(on_day AS date), FALSE) AND held.valid_from < CAST(on_day AS date) AND held.has_begun_that_day)
    ORDER BY
        held.is_acting,
        held.valid_from DESC,
        holders.name
