-- Pairs of what is fresh with all that is near it in time: candidates have a key in common that is not common, and are
-- then judged by all their marks.
-- Variables, because only what is constant keeps a scan from reading the days outside.
SET VARIABLE first_day = (SELECT min(day) - 14 FROM fresh);
SET VARIABLE last_day = (SELECT max(day) + 14 FROM fresh);

CREATE OR REPLACE TEMP TABLE matched AS
WITH near AS (
    SELECT DISTINCT unnest(range(day - 14, day + 15)) AS day
    FROM fresh
),

wanted AS (
    SELECT unnest(list_slice(marks, 1, least(32, greatest(8, len(list_filter(marks, LAMBDA mark: mark < 268435456)))))) AS key
    FROM fresh
)

SELECT keys.*
FROM kept.copy_keys AS keys
SEMI JOIN near ON near.day = keys.day
SEMI JOIN wanted ON wanted.key = keys.key
WHERE keys.day BETWEEN getvariable('first_day') AND getvariable('last_day');

INSERT INTO kept.common_keys
SELECT
    matched.key,
    matched.day
FROM matched
ANTI JOIN kept.common_keys AS known ON known.key = matched.key AND known.day = matched.day
GROUP BY
    matched.key,
    matched.day
HAVING count(*) > 200;

CREATE OR REPLACE TEMP TABLE candidates AS
WITH telling AS (
    SELECT matched.*
    FROM matched
    ANTI JOIN kept.common_keys AS common ON common.key = matched.key AND common.day = matched.day
)

SELECT
    least(ours.n, theirs.n) AS first_n,
    greatest(ours.n, theirs.n) AS second_n,
    CASE WHEN min(least(ours.key_count, theirs.key_count)) <= 8 THEN 1 ELSE 2 END AS least_keys
FROM telling AS ours
SEMI JOIN fresh ON fresh.n = ours.n
INNER JOIN telling AS theirs
    ON theirs.key = ours.key AND theirs.n <> ours.n AND theirs.day BETWEEN ours.day - 14 AND ours.day + 14
GROUP BY
    least(ours.n, theirs.n),
    greatest(ours.n, theirs.n)
HAVING count(DISTINCT ours.key) >= least_keys;

CREATE OR REPLACE TEMP TABLE candidate_entries AS
WITH wanted AS (
    SELECT first_n AS n
    FROM candidates

    UNION

    SELECT second_n AS n
    FROM candidates
)

SELECT entries.*
FROM kept.copy_entries AS entries
SEMI JOIN wanted ON wanted.n = entries.n
WHERE entries.day BETWEEN getvariable('first_day') AND getvariable('last_day');

CREATE OR REPLACE TEMP TABLE candidate_marks AS
SELECT
    n,
    unnest(marks) AS mark
FROM candidate_entries;

-- Counted by joins: list_intersect compares every mark with every other.
INSERT INTO kept.copy_pairs BY NAME
WITH apart AS (
    SELECT candidates.*
    FROM candidates
    INNER JOIN candidate_entries AS one ON one.n = candidates.first_n
    INNER JOIN candidate_entries AS two ON two.n = candidates.second_n
    WHERE one.wire <> two.wire
),

counted AS (
    SELECT
        apart.first_n,
        apart.second_n,
        any_value(apart.least_keys) AS least_keys,
        count(*) AS shared_count
    FROM apart
    INNER JOIN candidate_marks AS one ON one.n = apart.first_n
    INNER JOIN candidate_marks AS two ON two.n = apart.second_n AND two.mark = one.mark
    GROUP BY
        apart.first_n,
        apart.second_n
    HAVING count(*) >= 4
)

SELECT
    counted.first_n,
    counted.second_n,
    list_sort(
        list_intersect(
            list_slice(one.marks, 1, least(32, greatest(8, len(list_filter(one.marks, LAMBDA mark: mark < 268435456))))),
            list_slice(two.marks, 1, least(32, greatest(8, len(list_filter(two.marks, LAMBDA mark: mark < 268435456)))))
        )
    ) AS keys,
    counted.least_keys,
    counted.shared_count
FROM counted
INNER JOIN candidate_entries AS one ON one.n = counted.first_n
INNER JOIN candidate_entries AS two ON two.n = counted.second_n
WHERE
    counted.shared_count >= CASE WHEN counted.shared_count < 8 THEN 0.8 ELSE 0.2 END * least(len(one.marks), len(two.marks))
    AND one.told_at BETWEEN two.told_at - INTERVAL 14 DAYS AND two.told_at + INTERVAL 14 DAYS;
