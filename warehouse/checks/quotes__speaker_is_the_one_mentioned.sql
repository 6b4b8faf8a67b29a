-- severity: error
-- claim: a quote's speaker is the actor of the mention that is its speaker
-- why: two answers to one question would both be quoted
SELECT
    quotes.quote_id,
    quotes.speaker_actor_id,
    mentions.actor_id
FROM quotes
INNER JOIN mentions ON mentions.mention_id = quotes.speaker_mention_id
WHERE quotes.speaker_actor_id IS DISTINCT FROM mentions.actor_id
ORDER BY quotes.quote_id
