-- What copies are found by, kept from load to load: all of it but the count of arrivals is a function of the batches that
-- are loaded, whatever order they came in. `n` is the article, `marks` are 32-bit numbers in bytes; its keys are the lowest of
-- them (those below an eighth of them all, but at least eight and at most 32), and common where too many articles
-- of one day have them. A pair is two articles of different wires with words in common; they must share
-- `least_keys` that are not common: two, or one where one of them has few.
CREATE SCHEMA IF NOT EXISTS kept;

CREATE TABLE IF NOT EXISTS kept.copy_state AS
SELECT CAST(0 AS BIGINT) AS arrival_count;

CREATE TABLE IF NOT EXISTS kept.copy_batches (
    batch_id VARCHAR
);

CREATE TABLE IF NOT EXISTS kept.copy_receipts (
    batch_id VARCHAR,
    n UBIGINT,
    wire VARCHAR,
    told_at TIMESTAMP WITH TIME ZONE
);

CREATE TABLE IF NOT EXISTS kept.copy_entries (
    n UBIGINT,
    wire VARCHAR,
    told_at TIMESTAMP WITH TIME ZONE,
    day INTEGER,
    mark_count INTEGER,
    key_count INTEGER,
    keys INTEGER[],
    marks BLOB
);

CREATE TABLE IF NOT EXISTS kept.common_keys (
    key INTEGER,
    day INTEGER
);

CREATE TABLE IF NOT EXISTS kept.copy_pairs (
    first_n UBIGINT,
    second_n UBIGINT,
    keys INTEGER[],
    least_keys INTEGER,
    shared_count INTEGER
);
