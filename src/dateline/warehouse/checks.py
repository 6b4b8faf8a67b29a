"""Checks: SQL that selects the rows which break a claim, from warehouse/checks/ and from the contracts' keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dateline.contracts import Contract
from dateline.contracts.duckdb import key_checks
from dateline.errors import ConfigError
from dateline.warehouse.sqlfiles import SqlFile, sqlfiles

SEVERITIES = ("error", "warning", "info")
SAMPLE = 10


@dataclass(frozen=True)
class Check:
    """A claim about a table. `sql` selects the rows that break it; their first column is the key."""

    id: str
    table: str
    claim: str
    severity: str
    why: str
    sql: str


def checks(sql: Path, contracts: Mapping[str, Contract]) -> list[Check]:
    """Every check in order of id: those of `sql`/checks/*.sql, and unique keys and foreign keys as the contracts say.

    Raises ConfigError naming the file for one whose head or name says too little.
    """
    found = [_check(file, contracts) for file in sqlfiles(sql / "checks", ("severity", "claim", "why"))]
    for contract in contracts.values():
        for key in key_checks(contract):
            why = f"schemas/{contract.name}.yml says so"
            found.append(Check(key.id, key.table, key.claim, "error", why, key.sql))
    return sorted(found, key=lambda check: check.id)


def _check(file: SqlFile, contracts: Mapping[str, Contract]) -> Check:
    table, _, claim = file.name.partition("__")
    if table not in contracts or not claim:
        raise ConfigError(str(file.path), expected="a name of the form <table>__<claim>.sql")
    for word in ("severity", "claim", "why"):
        if word not in file.head:
            raise ConfigError(f"{file.path}:1", expected=f"a line `-- {word}: …` at the head")
    if file.head["severity"] not in SEVERITIES:
        raise ConfigError(f"{file.path}:1", expected=f"one of {', '.join(SEVERITIES)}", found=file.head["severity"])
    return Check(file.name, table, file.head["claim"], file.head["severity"], file.head["why"], file.sql)


def run(con: duckdb.DuckDBPyConnection, check: Check) -> pa.Table:
    """The rows that break the check's claim; their first column is the key.

    Raises ConfigError for SQL that does not fit the tables.
    """
    try:
        return con.sql(check.sql).to_arrow_table()
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        raise ConfigError(f"check {check.id}", expected="SQL that fits the tables", found=str(error)) from error


def results(
    con: duckdb.DuckDBPyConnection, checks: Iterable[Check], *, run_id: str, version: str, now: datetime
) -> list[dict[str, Any]]:
    """Rows of check_results: what each check found."""
    return [_result(check, run(con, check), run_id, version, now) for check in checks]


def _result(check: Check, broken: pa.Table, run_id: str, version: str, now: datetime) -> dict[str, Any]:
    keys = [str(key) for key in broken.column(0).slice(0, SAMPLE).to_pylist()]
    return {
        "run_id": run_id,
        "check_id": check.id,
        "table_name": check.table,
        "claim": check.claim,
        "severity": check.severity,
        "engine": "sql",
        "is_passed": not broken.num_rows,
        "breach_count": broken.num_rows,
        "sample_keys": keys,
        "warehouse_version": version,
        "run_at": now,
    }
