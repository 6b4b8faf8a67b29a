"""How things stand, in one look."""

from __future__ import annotations

from typing import Any

from dateline.errors import DatelineError
from dateline.steps.desk import Desk
from dateline.steps.sweep import left_to_do
from dateline.warehouse import open_published, published, query

_COUNTS = """
SELECT
    (SELECT count(*) FROM articles) AS stories,
    (SELECT count(*) FROM article_versions) AS versions,
    (SELECT count(*) FROM quotes) AS quotes,
    (SELECT count(*) FROM actors WHERE mention_count > 0) AS actors,
    (SELECT count(*) FROM rejected) AS rejected
"""
_REASONS = """
SELECT
    reason_code,
    state,
    count(*) AS row_count
FROM rejected
GROUP BY ALL
ORDER BY row_count DESC, reason_code
"""
_ACCOUNTS = """
SELECT
    wire,
    sum(received_count)::BIGINT AS received,
    sum(stored_count)::BIGINT AS stored,
    sum(revision_count)::BIGINT AS revision,
    sum(duplicate_count)::BIGINT AS duplicate,
    sum(deferred_count)::BIGINT AS deferred,
    sum(quarantined_count)::BIGINT AS quarantined,
    sum(refused_count)::BIGINT AS refused,
    max(received_at) AS last_received_at
FROM captures
GROUP BY wire
ORDER BY wire
"""
_CHECKS = """
SELECT
    count(*) FILTER (WHERE is_passed) AS passed,
    count(*) FILTER (WHERE NOT is_passed AND severity = 'error') AS errors,
    count(*) FILTER (WHERE NOT is_passed AND severity <> 'error') AS warnings,
    max(run_at) AS run_at
FROM check_results
WHERE run_at = (SELECT max(run_at) FROM check_results)
"""


def status(desk: Desk) -> dict[str, Any]:
    """How things stand: published version, counts, failing wires, accounts by wire, reasons of rejection, checks, and
    what is left.

    Before the first load "version" is None and "problem" says what to do.
    """
    found: dict[str, Any] = {"home": str(desk.home.root), "version": None, "left_to_do": left_to_do(desk)}
    found["failing"] = _failing(desk)
    current = published(desk.home.warehouse)
    try:
        with open_published(desk.home.warehouse) as con:
            found |= {
                "version": current.name if current else None,
                "counts": query(con, _COUNTS).to_pylist()[0],
                "wires": query(con, _ACCOUNTS).to_pylist(),
                "rejected": query(con, _REASONS).to_pylist(),
                "checks": query(con, _CHECKS).to_pylist()[0],
            }
    except DatelineError as error:
        found["problem"] = str(error)
    return found


def _failing(desk: Desk) -> list[dict[str, Any]]:
    """The wires that are on and whose last pull failed, with the reason: they are not silent, they are not there."""
    rows = []
    for name, pull in desk.ledger.pulls().items():
        wire = desk.wires.get(name)
        if wire is None or not wire.on or not pull.failure_count:
            continue
        reason = desk.reasons.get(pull.last_error_code or "")
        rows.append(
            {
                "wire": name,
                "reason_code": pull.last_error_code,
                "meaning": reason.meaning if reason else None,
                "todo": reason.todo if reason else None,
                "failed_pulls": pull.failure_count,
                "last_ok_at": pull.last_ok_at,
                "next_due_at": pull.next_due_at,
            }
        )
    return rows
