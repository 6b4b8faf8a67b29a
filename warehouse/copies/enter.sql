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
SELECT
    unnest(list_filter(marks[:32], LAMBDA mark: mark < 268435456)) AS key,
    day,
    wire,
    n
FROM fresh;
