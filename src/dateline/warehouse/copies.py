"""What copies are found by, kept in the live file from load to load, so that a batch costs the same however many lie
behind it: the SQL of warehouse/copies/, run when a batch of article_versions comes, comes again, or goes.

What is kept is the same for the same batches in any order: pairs are found from either side, and a key that has become
common is left out when the tables are derived, as if it had been so from the start.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pyarrow as pa

from dateline.errors import ConfigError
from dateline.warehouse.sqlfiles import sqlfiles

FOLDER = "copies"
_ROWS = ("article_id", "wire", "published_at", "first_seen_at", "copy_marks")


def create(db: duckdb.DuckDBPyConnection, sql: Path, *, anew: bool = False) -> bool:
    """Whether the kept tables were made anew, empty: wanted so, or missing, or kept by other SQL until now."""
    digest = hashlib.sha256(b"".join(file.sql.encode() for file in sqlfiles(sql / FOLDER))).hexdigest()
    db.execute("CREATE SCHEMA IF NOT EXISTS kept")
    db.execute("CREATE TABLE IF NOT EXISTS kept.made_by (digest VARCHAR)")
    if not anew and db.execute("SELECT digest FROM kept.made_by").fetchall() == [(digest,)]:
        return False
    db.execute("DROP SCHEMA kept CASCADE")
    db.execute("CREATE SCHEMA kept")
    db.execute("CREATE TABLE kept.made_by AS SELECT CAST($1 AS VARCHAR) AS digest", [digest])
    _run(db, sql, "tables")
    return True


def arrive(db: duckdb.DuckDBPyConnection, sql: Path, batch_id: str, rows: pa.Table) -> None:
    """Puts a batch's articles (rows of article_versions; none when it goes) in place of those it brought before.

    Runs within the caller's transaction.
    """
    db.register("arriving_rows", rows.select(_ROWS))
    db.register("arriving_batch", pa.table({"batch_id": [batch_id]}))
    try:
        _run(db, sql, "come")
        is_known = (
            _has_rows(db, "was")
            or db.execute("SELECT 1 FROM kept.copy_batches WHERE batch_id = $1", [batch_id]).fetchone()
        )
        _run(db, sql, "come_again" if is_known else "come_first")
    finally:
        db.unregister("arriving_rows")
        db.unregister("arriving_batch")
    is_left = _has_rows(db, "gone")
    if is_left:
        _run(db, sql, "leave")
    if _has_rows(db, "fresh"):
        _run(db, sql, "enter")
    if is_left:
        db.execute("INSERT INTO fresh BY NAME SELECT * FROM again")
    if _has_rows(db, "fresh"):
        _run(db, sql, "pair")


def _has_rows(db: duckdb.DuckDBPyConnection, table: str) -> bool:
    return db.execute(f"SELECT 1 FROM temp.{table} LIMIT 1").fetchone() is not None  # noqa: S608 - a name of ours


def _run(db: duckdb.DuckDBPyConnection, sql: Path, name: str) -> None:
    path = sql / FOLDER / f"{name}.sql"
    try:
        db.execute(path.read_text(encoding="utf-8"))
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        raise ConfigError(str(path), expected="SQL that fits the tables", found=str(error)) from error
