-- severity: error
-- claim: the confidence of quotes lies above 0 and not above 1, and says something where an actor is named
-- why: confidence is the probability that words and speaker are right; 0 would mean that the row should not stand
SELECT
    quote_id,
    confidence
FROM quotes
WHERE
    confidence IS NULL
    OR isnan(confidence)
    OR confidence > 1
    OR confidence < 0
    OR (confidence = 0 AND speaker_actor_id IS NOT NULL)
ORDER BY quote_id
