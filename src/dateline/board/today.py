"""What the page *Today* shows, read from the published warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import duckdb

from dateline.vocabulary import Reason
from dateline.warehouse import query

_NEWEST = """
SELECT
    (
        SELECT max(received_at) FILTER (WHERE received_count = 0 OR deferred_count < received_count)
        FROM captures
    ) AS last_received_at,
    (SELECT max(published_at) FROM articles) AS newest_at
"""
_WIRES = """
SELECT
    coalesce(wires.wire, accounts.wire) AS wire,
    coalesce(wires.name, accounts.wire) AS name,
    coalesce(wires.is_on, FALSE) AS is_on,
    coalesce(wires.expect_min, 0) AS expect_min,
    coalesce(accounts.received_count, 0) AS received_count,
    coalesce(accounts.stored_count, 0) AS stored_count,
    coalesce(accounts.revision_count, 0) AS revision_count,
    coalesce(accounts.duplicate_count, 0) AS duplicate_count,
    coalesce(accounts.deferred_count, 0) AS deferred_count,
    coalesce(accounts.quarantined_count, 0) AS quarantined_count,
    coalesce(accounts.refused_count, 0) AS refused_count,
    coalesce(accounts.unexplained_count, 0) AS unexplained_count,
    arrivals.last_received_at,
    coalesce(arrivals.day_count, 0) AS day_count,
    wires.failing_code,
    coalesce(wires.failing_count, 0) AS failing_count
FROM wires
FULL JOIN accounts ON accounts.wire = wires.wire
LEFT JOIN (
    SELECT
        captures.wire,
        max(captures.received_at) AS last_received_at,
        CAST(sum(captures.received_count) FILTER (WHERE captures.received_at > $since) AS BIGINT) AS day_count
    FROM captures
    GROUP BY captures.wire
) AS arrivals ON arrivals.wire = accounts.wire
ORDER BY
    is_on DESC,
    name,
    wire
"""
_HOURS = """
SELECT
    coverage.wire,
    coverage.hour_at,
    coverage.expected_count,
    coverage.received_count,
    coverage.kept_count,
    coverage.rejected_count
FROM coverage
WHERE coverage.hour_at > (SELECT max(latest.hour_at) FROM coverage AS latest) - INTERVAL 48 HOUR
ORDER BY
    coverage.wire,
    coverage.hour_at
"""
_REJECTED = """
SELECT
    rejected.reason_code,
    rejected.state,
    count(*) AS row_count,
    count(rejected.replayed_at) AS replayed_count,
    max(rejected.rejected_at) AS last_at,
    list(DISTINCT rejected.wire ORDER BY rejected.wire) AS wires
FROM rejected
GROUP BY
    rejected.reason_code,
    rejected.state
ORDER BY
    row_count DESC,
    rejected.reason_code
"""
_CHECKS = """
SELECT
    check_results.check_id,
    check_results.table_name,
    check_results.claim,
    check_results.severity,
    check_results.engine,
    check_results.is_passed,
    check_results.breach_count,
    check_results.sample_keys,
    check_results.warehouse_version,
    check_results.run_at
FROM check_results
WHERE check_results.run_at = (SELECT max(latest.run_at) FROM check_results AS latest)
ORDER BY
    check_results.is_passed,
    list_position(['error', 'warning', 'info'], check_results.severity),
    check_results.breach_count DESC,
    check_results.check_id
"""


@dataclass(frozen=True)
class Hour:
    """One hour of one wire."""

    hour_at: datetime
    expected_count: float
    received_count: int
    kept_count: int
    rejected_count: int


@dataclass(frozen=True)
class WireToday:
    """One wire: its account of everything received, the last day by the clock, the last hours with data."""

    wire: str
    name: str
    is_on: bool
    expect_min: int
    received_count: int
    stored_count: int
    revision_count: int
    duplicate_count: int
    deferred_count: int
    quarantined_count: int
    refused_count: int
    unexplained_count: int
    last_received_at: datetime | None
    day_count: int
    hours: tuple[Hour, ...] = ()
    failing_code: str | None = None
    failing_count: int = 0

    @property
    def is_short(self) -> bool:
        """Whether it brought less in the last 24 hours than it promises a day."""
        return self.day_count < self.expect_min


@dataclass(frozen=True)
class Rejections:
    """Everything rejected for one reason. `reason` is None for a code that the vocabulary does not know any more."""

    code: str
    state: str
    row_count: int
    replayed_count: int
    last_at: datetime
    wires: tuple[str, ...]
    reason: Reason | None


@dataclass(frozen=True)
class CheckResult:
    """One check of the last run."""

    check_id: str
    table_name: str
    claim: str
    severity: str
    engine: str
    is_passed: bool
    breach_count: int
    sample_keys: tuple[str, ...]
    warehouse_version: str


@dataclass(frozen=True)
class Checked:
    """The last run of the checks, breaches first. `run_at` is None when there was none."""

    run_at: datetime | None
    results: tuple[CheckResult, ...] = ()

    @property
    def count(self) -> int:
        return len(self.results)

    @property
    def passed_count(self) -> int:
        return sum(r.is_passed for r in self.results)

    @property
    def breached(self) -> list[CheckResult]:
        return [r for r in self.results if not r.is_passed]

    @property
    def error_count(self) -> int:
        return sum(r.severity == "error" for r in self.breached)

    @property
    def warning_count(self) -> int:
        return len(self.breached) - self.error_count


@dataclass(frozen=True)
class Today:
    """Everything on the page."""

    last_received_at: datetime | None
    newest_at: datetime | None
    wires: tuple[WireToday, ...]
    rejected: tuple[Rejections, ...]
    checked: Checked
    off_count: int = field(default=0)
    """Wires that are off and never brought anything; they are not in `wires`."""


def today(con: duckdb.DuckDBPyConnection, reasons: Mapping[str, Reason], now: datetime) -> Today:
    """The figures at this moment. Raises UsageError when the file lacks what is asked for."""
    newest = _rows(con, _NEWEST)[0]
    wires = _wires(con, now)
    shown = sorted((w for w in wires if w.is_on or w.last_received_at), key=lambda w: (not w.is_on, not w.hours))
    return Today(
        last_received_at=newest["last_received_at"],
        newest_at=newest["newest_at"],
        wires=tuple(shown),
        rejected=tuple(_rejections(row, reasons) for row in _rows(con, _REJECTED)),
        checked=_checked(con),
        off_count=len(wires) - len(shown),
    )


def _rows(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    return list(query(con, sql, parameters).to_pylist())


def _wires(con: duckdb.DuckDBPyConnection, now: datetime) -> list[WireToday]:
    hours: dict[str, list[Hour]] = {}
    for row in _rows(con, _HOURS):
        hours.setdefault(row.pop("wire"), []).append(Hour(**row))
    rows = _rows(con, _WIRES, {"since": now - timedelta(hours=24)})
    return [WireToday(**row, hours=tuple(hours.get(row["wire"], ()))) for row in rows]


def _rejections(row: dict[str, Any], reasons: Mapping[str, Reason]) -> Rejections:
    return Rejections(
        code=row["reason_code"],
        state=row["state"],
        row_count=row["row_count"],
        replayed_count=row["replayed_count"],
        last_at=row["last_at"],
        wires=tuple(row["wires"]),
        reason=reasons.get(row["reason_code"]),
    )


def _checked(con: duckdb.DuckDBPyConnection) -> Checked:
    rows = _rows(con, _CHECKS)
    if not rows:
        return Checked(None)
    run_at = rows[0]["run_at"]
    for row in rows:
        del row["run_at"]
        row["sample_keys"] = tuple(row["sample_keys"] or ())
    return Checked(run_at, tuple(CheckResult(**row) for row in rows))
