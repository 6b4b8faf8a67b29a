-- Who speaks about whom, how often, and since when?
-- needs: quote_targets
CREATE OR REPLACE VIEW dyads AS
SELECT
    speaker,
    about,
    count(*) AS quote_count,
    min(day) AS first_on,
    max(day) AS last_on,
    speaker_key,
    about_key,
    speaker_actor_id,
    about_actor_id
FROM quote_targets
GROUP BY ALL
ORDER BY
    quote_count DESC,
    speaker,
    about,
    speaker_actor_id,
    about_actor_id
