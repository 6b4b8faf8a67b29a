-- The articles that a batch touches, where it or some of them were known: those that it brings, and those it brought before,
-- which it takes back.
-- A table of its own, because a scan of Arrow memory takes no filter by numbers of 64 bits.
CREATE OR REPLACE TEMP TABLE arrived AS
FROM fresh;

CREATE OR REPLACE TEMP TABLE touched AS
SELECT n
FROM arrived

UNION

SELECT receipts.n
FROM kept.copy_receipts AS receipts
WHERE receipts.batch_id = getvariable('batch_id');

DELETE FROM kept.copy_batches
WHERE batch_id = getvariable('batch_id');

DELETE FROM kept.copy_receipts
WHERE batch_id = getvariable('batch_id');
