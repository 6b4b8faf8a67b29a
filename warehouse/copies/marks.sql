-- The marks of articles to be judged.
SELECT
    entries.n,
    entries.marks,
    entries.key_count
FROM kept.copy_entries AS entries
WHERE
    entries.n IN (SELECT unnest(CAST(getvariable('wanted') AS UBIGINT[])))
    AND entries.day BETWEEN getvariable('first_day') AND getvariable('last_day');
