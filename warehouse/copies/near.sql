-- Articles of days that come into the window.
SELECT
    n,
    wire,
    told_at,
    day,
    keys
FROM kept.copy_entries
WHERE day BETWEEN getvariable('first_day') AND getvariable('last_day');
