-- What became of everything that was received from each wire, and is anything unaccounted for?
CREATE OR REPLACE VIEW accounts AS
SELECT
    captures.wire,
    count(*) AS capture_count,
    CAST(sum(captures.received_count) AS BIGINT) AS received_count,
    CAST(sum(captures.stored_count) AS BIGINT) AS stored_count,
    CAST(sum(captures.revision_count) AS BIGINT) AS revision_count,
    CAST(sum(captures.duplicate_count) AS BIGINT) AS duplicate_count,
    CAST(sum(captures.deferred_count) AS BIGINT) AS deferred_count,
    CAST(sum(captures.quarantined_count) AS BIGINT) AS quarantined_count,
    CAST(sum(captures.refused_count) AS BIGINT) AS refused_count,
    CAST(
        sum(
            captures.received_count - captures.stored_count - captures.revision_count - captures.duplicate_count
            - captures.deferred_count - captures.quarantined_count - captures.refused_count
        ) AS BIGINT
    ) AS unexplained_count
FROM captures
GROUP BY captures.wire
ORDER BY captures.wire
