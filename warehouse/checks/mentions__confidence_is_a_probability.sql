-- severity: error
-- claim: the confidence of mentions lies above 0 and not above 1, and says something where an actor is named
-- why: confidence is the probability that the actor is right; 0 would mean that the row should not stand
SELECT
    mention_id,
    confidence
FROM mentions
WHERE
    confidence IS NULL
    OR isnan(confidence)
    OR confidence > 1
    OR confidence < 0
    OR (confidence = 0 AND actor_id IS NOT NULL)
ORDER BY mention_id
