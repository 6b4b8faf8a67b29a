"""Sparse rows made whole by their contract, and warehouses that hold them: what the tests of this folder stand on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from dateline.contracts import Contract, Field, conform, contracts
from dateline.contracts.duckdb import create_table
from dateline.home import Project

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Project(ROOT)
NOW = datetime(2024, 6, 1, tzinfo=UTC)


@cache
def known() -> dict[str, Contract]:
    return contracts(PROJECT.schemas)


def whole(table: str, row: Mapping[str, Any], *, lake: bool = False) -> dict[str, Any]:
    """The row with a plain value in every required column that it does not name."""
    fields = {f.name: f for f in known()[table].columns(lake=lake)}
    unknown = set(row) - set(fields)
    assert not unknown, f"{table} has no {unknown}"
    filled = {name: _plain(f) for name, f in fields.items() if f.is_required}
    return filled | {name: _typed(fields[name], value) for name, value in row.items()}


def _plain(field: Field) -> Any:
    if "enum" in field.constraints:
        return field.constraints["enum"][0]
    if field.name in ("sha256", "raw_sha256"):
        return "0" * 64
    if field.name == "language":
        return "en"
    if field.name == "confidence":
        return 0.9
    number = field.constraints.get("minimum", 0)
    return {
        "string": f"some {field.name}",
        "integer": number,
        "number": float(number) if isinstance(number, int | float) else 0.0,
        "boolean": False,
        "date": date(2024, 1, 1),
        "datetime": datetime(2024, 1, 1, tzinfo=UTC),
        "array": [],
    }[field.type]


def _typed(field: Field, value: Any) -> Any:
    if field.type == "datetime" and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value


def filled(tables: Mapping[str, list[dict[str, Any]]] | None) -> duckdb.DuckDBPyConnection:
    """A database in memory with every public table, holding these sparse rows."""
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    for contract in known().values():
        db.execute(create_table(contract))
    for table, rows in (tables or {}).items():
        incoming = conform(known()[table], [whole(table, row) for row in rows], lake=False)
        db.register("incoming", incoming)
        db.execute(f'INSERT INTO main."{table}" SELECT * FROM incoming')
        db.unregister("incoming")
    return db


def document(path: Path) -> Any:
    """The YAML of a fixture."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
