-- Articles that are new, put in.
INSERT INTO kept.copy_entries BY NAME
SELECT
    n,
    wire,
    told_at,
    day,
    marks
FROM fresh
ORDER BY told_at;

INSERT INTO kept.copy_keys BY NAME
WITH keyed AS (
    SELECT
        day,
        n,
        list_slice(marks, 1, least(32, greatest(8, len(list_filter(marks, LAMBDA mark: mark < 268435456))))) AS keys
    FROM fresh
)

SELECT
    unnest(keys) AS key,
    day,
    n,
    len(keys) AS key_count
FROM keyed;
