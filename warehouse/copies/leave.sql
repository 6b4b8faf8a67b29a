-- Articles that are gone, or are not what they were, taken out. A key that is common no longer without them may lead
-- from others to others again: those that have it are paired anew.
DELETE FROM kept.copy_entries
WHERE n IN (SELECT n FROM gone);

DELETE FROM kept.copy_keys
WHERE n IN (SELECT n FROM gone);

DELETE FROM kept.copy_pairs
WHERE first_n IN (SELECT n FROM gone) OR second_n IN (SELECT n FROM gone);

CREATE OR REPLACE TEMP TABLE rarer AS
SELECT
    common.key,
    common.day
FROM kept.common_keys AS common
LEFT JOIN kept.copy_keys AS keys ON keys.key = common.key AND keys.day = common.day
GROUP BY
    common.key,
    common.day
HAVING count(keys.n) <= 200;

DELETE FROM kept.common_keys AS common
USING rarer
WHERE common.key = rarer.key AND common.day = rarer.day;

CREATE OR REPLACE TEMP TABLE again AS
SELECT entries.*
FROM kept.copy_entries AS entries
WHERE
    entries.n IN (
        SELECT keys.n
        FROM kept.copy_keys AS keys
        INNER JOIN rarer ON rarer.key = keys.key AND rarer.day = keys.day
    );

DELETE FROM kept.copy_pairs
WHERE first_n IN (SELECT n FROM again) OR second_n IN (SELECT n FROM again);
