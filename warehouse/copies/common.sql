-- Keys that are common on days that come into the window.
SELECT
    key,
    day
FROM kept.common_keys
WHERE day BETWEEN getvariable('first_day') AND getvariable('last_day');
