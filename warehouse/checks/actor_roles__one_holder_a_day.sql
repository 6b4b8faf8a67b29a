-- severity: warning
-- claim: an office that one person holds has one holder a day, but for the day of a handover and acting holders
-- why: who said what in which office cannot be told when two hold it
WITH held AS (
    SELECT
        role_id,
        actor_id,
        office,
        of_key,
        valid_from,
        coalesce(valid_to, DATE '9999-12-31') AS valid_to
    FROM actor_roles
    WHERE
        NOT is_acting
        AND precision = 'day'
        AND office IN ('head_of_state', 'head_of_government', 'foreign_minister', 'defence_minister', 'secretary_general')
)

SELECT
    later.role_id,
    earlier.role_id AS other_role_id,
    later.office,
    later.of_key
FROM held AS later
INNER JOIN held AS earlier
    ON
        earlier.office = later.office
        AND earlier.of_key = later.of_key
        AND earlier.actor_id <> later.actor_id
        AND (earlier.valid_from, earlier.role_id) < (later.valid_from, later.role_id)
        AND earlier.valid_to > later.valid_from
ORDER BY
    later.role_id,
    earlier.role_id
