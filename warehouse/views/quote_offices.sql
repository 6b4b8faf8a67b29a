-- Which office did the speaker of each quote hold on the day it was said?
-- Of several offices the one in which a speaker is quoted most likely: those of state before those of party and parliament.
CREATE OR REPLACE VIEW quote_offices AS
WITH spoken AS (
    SELECT
        quotes.quote_id,
        quotes.speaker_actor_id,
        coalesce(
            quotes.said_on,
            articles.dateline_on,
            CAST(articles.published_at AS DATE)
        ) AS day
    FROM quotes
    INNER JOIN articles ON articles.article_id = quotes.article_id
)

SELECT
    spoken.quote_id,
    spoken.day,
    roles.role_id,
    roles.office,
    roles.title,
    roles.of_key,
    holders_of.name AS of_name,
    roles.is_acting
FROM spoken
INNER JOIN actor_roles AS roles
    ON
        roles.actor_id = spoken.speaker_actor_id
        AND roles.valid_from <= spoken.day
        AND (roles.valid_to IS NULL OR roles.valid_to >= spoken.day)
LEFT JOIN actors AS holders_of ON holders_of.actor_id = roles.of_actor_id
QUALIFY row_number() OVER (
    PARTITION BY spoken.quote_id
    ORDER BY
        CASE
            WHEN roles.office IN ('head_of_state', 'head_of_government', 'secretary_general', 'supreme_leader') THEN 1
            WHEN roles.office IN ('legislator', 'party_leader', 'candidate') THEN 3
            ELSE 2
        END,
        roles.is_acting,
        roles.valid_from DESC,
        roles.role_id
) = 1
