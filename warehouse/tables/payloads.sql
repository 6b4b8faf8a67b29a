-- Every payload once, in the batch that received it first.
SELECT captures.*
FROM lake.captures AS captures
QUALIFY row_number() OVER (
    PARTITION BY captures.capture_id
    ORDER BY captures.received_at, captures.raw_file, captures.raw_offset
) = 1
