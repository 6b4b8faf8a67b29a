"""The kept tables (schema `kept`, SQL in warehouse/copies/), and what of them a connection has in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import duckdb
import pyarrow as pa

from dateline.errors import ConfigError
from dateline.warehouse.copies.runs import Runs
from dateline.warehouse.copies.window import Window
from dateline.warehouse.sqlfiles import sqlfiles

FOLDER = "copies"
FORM = "3"
"""Raised when what Python puts into the kept tables changes: what was kept is made anew."""
_SPARE = 50_000
"""Articles of days that nobody asks for any more, before the window is read anew."""


def create(db: duckdb.DuckDBPyConnection, sql: Path, *, anew: bool = False) -> bool:
    """Whether the kept tables were made anew, empty: wanted so, or missing, or kept by other SQL until now."""
    files = b"".join(file.sql.encode() for file in sqlfiles(sql / FOLDER))
    digest = hashlib.sha256(FORM.encode() + files).hexdigest()
    db.execute("CREATE SCHEMA IF NOT EXISTS kept")
    db.execute("CREATE TABLE IF NOT EXISTS kept.made_by (digest VARCHAR)")
    if not anew and db.execute("SELECT digest FROM kept.made_by").fetchall() == [(digest,)]:
        return False
    db.execute("DROP SCHEMA kept CASCADE")
    db.execute("CREATE SCHEMA kept")
    db.execute("CREATE TABLE kept.made_by AS SELECT CAST($1 AS VARCHAR) AS digest", [digest])
    run(db, sql, "tables")
    _MEMORIES.pop(db, None)
    return True


def run(
    db: duckdb.DuckDBPyConnection, sql: Path, name: str, values: Mapping[str, Any] | None = None, **tables: pa.Table
) -> duckdb.DuckDBPyConnection:
    """The connection, on which a file of SQL was run over these values and tables; its last statement's rows wait."""
    path = sql / FOLDER / f"{name}.sql"
    for variable, value in (values or {}).items():
        db.execute(f"SET VARIABLE {variable} = $1", [value])
    for table, rows in tables.items():
        db.register(table, rows)
    try:
        return db.execute(path.read_text(encoding="utf-8"))
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        raise ConfigError(str(path), expected="SQL that fits the tables", found=str(error)) from error


class Memory:
    """Of the kept tables: the numbers of all articles that are or were there, and the days that were asked for last."""

    def __init__(self, db: duckdb.DuckDBPyConnection, arrival_count: int) -> None:
        self.arrival_count = arrival_count
        self.numbers = Runs()
        self.numbers.read(db.execute("SELECT n FROM kept.copy_entries").fetchnumpy()["n"])
        self.window = Window()
        self._most = 0

    def reach(self, db: duckdb.DuckDBPyConnection, sql: Path, days: Iterable[int]) -> None:
        """The window has these days afterwards."""
        wanted = set(days)
        is_anew = not self.window.days or len(self.window) > self._most
        if is_anew:
            self.window = Window()
        for first, last in _stretches(wanted - self.window.days):
            values = {"first_day": first, "last_day": last}
            common = run(db, sql, "common", values).fetchnumpy()
            self.window.make_common(common["key"], common["day"])
            self.window.add(run(db, sql, "near", values).to_arrow_table())
        self.window.days |= wanted
        if is_anew:
            self._most = 2 * len(self.window) + _SPARE


_MEMORIES: WeakKeyDictionary[duckdb.DuckDBPyConnection, Memory] = WeakKeyDictionary()


def memory(db: duckdb.DuckDBPyConnection) -> Memory:
    """What the connection has in memory, made anew where it is of more or fewer arrivals (one may have been undone)."""
    ((arrival_count,),) = db.execute("SELECT arrival_count FROM kept.copy_state").fetchall()
    found = _MEMORIES.get(db)
    if found is None or found.arrival_count != arrival_count:
        found = _MEMORIES[db] = Memory(db, arrival_count)
    return found


def forget(db: duckdb.DuckDBPyConnection) -> None:
    """Nothing is in memory."""
    _MEMORIES.pop(db, None)


def _stretches(days: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of days without a gap."""
    out: list[tuple[int, int]] = []
    for day in sorted(days):
        if out and day == out[-1][1] + 1:
            out[-1] = (out[-1][0], day)
        else:
            out.append((day, day))
    return out
