-- Keys that have become common, with the day.
INSERT INTO kept.common_keys BY NAME
SELECT
    key,
    day
FROM common;
