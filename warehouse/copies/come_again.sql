-- What is changed by a batch of which something was known: the articles as they are with it, and as they were.
CREATE OR REPLACE TEMP TABLE was AS
SELECT entries.*
FROM kept.copy_entries AS entries
INNER JOIN touched ON touched.n = entries.n;

CREATE OR REPLACE TEMP TABLE changed AS
WITH receipts AS (
    SELECT
        receipts.n,
        any_value(receipts.wire) AS wire,
        min(receipts.told_at) AS told_at
    FROM kept.copy_receipts AS receipts
    INNER JOIN touched ON touched.n = receipts.n
    GROUP BY receipts.n
)

SELECT
    receipts.n,
    receipts.wire,
    receipts.told_at,
    CAST(floor(epoch(receipts.told_at) / 86400) AS INTEGER) AS day,
    coalesce(arrived.mark_count, was.mark_count) AS mark_count,
    coalesce(arrived.key_count, was.key_count) AS key_count,
    coalesce(arrived.keys, was.keys) AS keys,
    coalesce(arrived.marks, was.marks) AS marks
FROM receipts
LEFT JOIN arrived ON arrived.n = receipts.n
LEFT JOIN was ON was.n = receipts.n;

CREATE OR REPLACE TEMP TABLE gone AS
SELECT was.*
FROM was
LEFT JOIN changed ON changed.n = was.n
WHERE
    changed.n IS NULL
    OR (changed.told_at, changed.wire, changed.marks) IS DISTINCT FROM (was.told_at, was.wire, was.marks);

DELETE FROM changed
WHERE n IN (SELECT was.n FROM was ANTI JOIN gone ON gone.n = was.n);
