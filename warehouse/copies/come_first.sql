-- A batch of which nothing was known: what it brings is fresh, and nothing else is touched or looked at.
INSERT INTO kept.copy_batches
SELECT batch_id
FROM arriving_batch;

INSERT INTO kept.copy_receipts
SELECT
    arriving_batch.batch_id,
    arriving.n,
    arriving.wire,
    arriving.told_at
FROM arriving
CROSS JOIN arriving_batch;

CREATE OR REPLACE TEMP TABLE fresh AS
SELECT
    n,
    wire,
    told_at,
    CAST(epoch(told_at) // 86400 AS INTEGER) AS day,
    coalesce(marks, []) AS marks
FROM arriving;

CREATE OR REPLACE TEMP TABLE gone AS
SELECT was.*
FROM was;
