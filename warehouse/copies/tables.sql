-- What copies are found by, kept from load to load: all of it is a function of the batches that are loaded, whatever
-- order they came in. `n` is the article; a key is one of its lowest marks, and common where too many articles of one
-- day have it. A pair is two articles of different wires with words in common.
CREATE SCHEMA IF NOT EXISTS kept;

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
    marks INTEGER[]
);

CREATE TABLE IF NOT EXISTS kept.copy_keys (
    key INTEGER,
    day INTEGER,
    wire VARCHAR,
    n UBIGINT
);

CREATE TABLE IF NOT EXISTS kept.common_keys (
    key INTEGER,
    day INTEGER
);

CREATE TABLE IF NOT EXISTS kept.copy_pairs (
    first_n UBIGINT,
    second_n UBIGINT,
    keys INTEGER[],
    shared_count INTEGER
);
