-- Notes a batch, and what came with it.
UPDATE kept.copy_state
SET arrival_count = arrival_count + 1;

INSERT INTO kept.copy_batches
VALUES (getvariable('batch_id'));

INSERT INTO kept.copy_receipts
SELECT
    getvariable('batch_id') AS batch_id,
    n,
    wire,
    told_at
FROM fresh;
