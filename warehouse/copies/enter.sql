-- Articles that are new, put in.
INSERT INTO kept.copy_entries BY NAME
SELECT
    n,
    wire,
    told_at,
    day,
    mark_count,
    key_count,
    keys,
    marks
FROM fresh;
