-- The marks of articles to be judged.
-- Materialised, because a scan of Arrow memory takes no filter by numbers of 64 bits.
WITH asked AS MATERIALIZED (
    SELECT n
    FROM wanted
)

SELECT
    entries.n,
    entries.marks,
    entries.key_count
FROM kept.copy_entries AS entries
SEMI JOIN asked ON asked.n = entries.n
WHERE entries.day BETWEEN getvariable('first_day') AND getvariable('last_day');
