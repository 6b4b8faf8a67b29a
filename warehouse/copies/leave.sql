-- Articles that are gone, or are not what they were, taken out. A key that is common no longer without them may lead
-- from others to others again: those that have it are taken out too, and come in anew.
DELETE FROM kept.copy_entries
WHERE n IN (SELECT n FROM gone);

CREATE OR REPLACE TEMP TABLE rarer AS
WITH suspects AS (
    SELECT DISTINCT
        common.key,
        common.day
    FROM kept.common_keys AS common
    INNER JOIN gone ON gone.day = common.day AND list_contains(gone.keys, common.key)
),

having_them AS (
    SELECT
        entries.day,
        unnest(entries.keys) AS key
    FROM kept.copy_entries AS entries
    WHERE entries.day IN (SELECT day FROM suspects)
)

SELECT
    suspects.key,
    suspects.day
FROM suspects
LEFT JOIN having_them ON having_them.key = suspects.key AND having_them.day = suspects.day
GROUP BY
    suspects.key,
    suspects.day
HAVING count(having_them.key) <= 200;

DELETE FROM kept.common_keys AS common
USING rarer
WHERE common.key = rarer.key AND common.day = rarer.day;

CREATE OR REPLACE TEMP TABLE again AS
SELECT entries.*
FROM kept.copy_entries AS entries
WHERE EXISTS (
    SELECT 1
    FROM rarer
    WHERE rarer.day = entries.day AND list_contains(entries.keys, rarer.key)
);

DELETE FROM kept.copy_entries
WHERE n IN (SELECT n FROM again);

INSERT INTO changed BY NAME
FROM again;

DELETE FROM kept.copy_pairs
WHERE
    first_n IN (SELECT n FROM gone)
    OR second_n IN (SELECT n FROM gone)
    OR first_n IN (SELECT n FROM again)
    OR second_n IN (SELECT n FROM again);
