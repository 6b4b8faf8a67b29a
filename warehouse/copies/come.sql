-- What a batch brings, and what was known of it. `arriving_rows` are its rows.
CREATE OR REPLACE TEMP TABLE arriving AS
SELECT
    md5_number_lower(article_id) AS n,
    any_value(wire) AS wire,
    min(coalesce(published_at, first_seen_at)) AS told_at,
    any_value(CAST(copy_marks AS INTEGER[])) AS marks
FROM arriving_rows
GROUP BY article_id;

-- Their numbers alone first: where none was known, as mostly, no marks are read.
CREATE OR REPLACE TEMP TABLE known AS
SELECT entries.n
FROM kept.copy_entries AS entries
SEMI JOIN arriving ON arriving.n = entries.n;

CREATE OR REPLACE TEMP TABLE was AS
SELECT entries.*
FROM kept.copy_entries AS entries
SEMI JOIN known ON known.n = entries.n;
