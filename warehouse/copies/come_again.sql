-- The articles that a batch touches, as they are with it, where it or some of them were known: a batch that comes again
-- takes back what it brought before. `arriving_batch` is its id.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT n
FROM arriving

UNION

SELECT receipts.n
FROM kept.copy_receipts AS receipts
INNER JOIN arriving_batch ON arriving_batch.batch_id = receipts.batch_id;

INSERT INTO kept.copy_batches
SELECT arriving_batch.batch_id
FROM arriving_batch
ANTI JOIN kept.copy_batches AS known ON known.batch_id = arriving_batch.batch_id;

DELETE FROM kept.copy_receipts
WHERE batch_id IN (SELECT batch_id FROM arriving_batch);

INSERT INTO kept.copy_receipts
SELECT
    arriving_batch.batch_id,
    arriving.n,
    arriving.wire,
    arriving.told_at
FROM arriving
CROSS JOIN arriving_batch;

CREATE OR REPLACE TEMP TABLE was AS
SELECT entries.*
FROM kept.copy_entries AS entries
INNER JOIN touched ON touched.n = entries.n;

CREATE OR REPLACE TEMP TABLE fresh AS
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
    CAST(epoch(receipts.told_at) // 86400 AS INTEGER) AS day,
    coalesce(arriving.marks, was.marks, []) AS marks
FROM receipts
LEFT JOIN arriving ON arriving.n = receipts.n
LEFT JOIN was ON was.n = receipts.n;

CREATE OR REPLACE TEMP TABLE gone AS
SELECT was.*
FROM was
LEFT JOIN fresh ON fresh.n = was.n
WHERE fresh.n IS NULL OR (fresh.told_at, fresh.wire, fresh.marks) IS DISTINCT FROM (was.told_at, was.wire, was.marks);

DELETE FROM fresh
WHERE n IN (SELECT was.n FROM was ANTI JOIN gone ON gone.n = was.n);
