"""The public tables, derived by the plain SQL files of warehouse/tables/ from all that is loaded, and the views.

A file whose name is a contract's makes that public table: its SELECT has the contract's columns, by name. Any other
file makes a temporary table of its name for the files after it. A contract without a file is a side table as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import duckdb

from dateline.contracts import Contract
from dateline.contracts.duckdb import create_table, literal, quoted
from dateline.errors import ConfigError
from dateline.warehouse.sqlfiles import SqlFile, sqlfiles


def derive(
    db: duckdb.DuckDBPyConnection, sql: Path, contracts: Mapping[str, Contract], now: datetime
) -> dict[str, int]:
    """Table → number of rows of the public tables, now built anew in one transaction, with the views over them."""
    files = sqlfiles(sql / "tables")
    made = {file.name for file in files}
    db.execute("BEGIN")
    try:
        db.execute("CREATE OR REPLACE TABLE lake.run AS SELECT CAST($1 AS TIMESTAMP WITH TIME ZONE) AS now_at", [now])
        _drop_views(db)
        for name, contract in contracts.items():
            db.execute(f"DROP TABLE IF EXISTS main.{quoted(name)}")
            db.execute(create_table(contract))
            if name not in made:
                key = ", ".join(map(quoted, contract.primary_key))
                db.execute(f"INSERT INTO main.{quoted(name)} BY NAME SELECT * FROM side.{quoted(name)} ORDER BY {key}")  # noqa: S608
        for file in files:
            _run(db, file, contracts)
        for file in files:
            if file.name not in contracts:
                db.execute(f"DROP TABLE temp.{quoted(file.name)}")
        install_views(db, sql)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    return counts(db, contracts)


def _run(db: duckdb.DuckDBPyConnection, file: SqlFile, contracts: Mapping[str, Contract]) -> None:
    target = f"INSERT INTO main.{quoted(file.name)} BY NAME\n"
    if file.name not in contracts:
        target = f"CREATE OR REPLACE TEMP TABLE {quoted(file.name)} AS\n"
    try:
        db.execute(target + file.sql)
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        raise ConfigError(str(file.path), expected="SQL that fits the tables", found=str(error)) from error


def counts(db: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract]) -> dict[str, int]:
    """Table → number of rows of the public tables."""
    found = {}
    for name in contracts:
        row = db.execute(f"SELECT count(*) FROM main.{quoted(name)}").fetchone()  # noqa: S608 - a contract's name
        found[name] = int(row[0]) if row else 0
    return found


def install_views(db: duckdb.DuckDBPyConnection, sql: Path) -> None:
    """Makes the views and macros of warehouse/views/ in the database's main schema; their questions are their comments.

    Raises ConfigError for a file that does not bind, or makes something of another name than its own.
    """
    for file in sqlfiles(sql / "views"):
        made = re.search(r"^CREATE OR REPLACE (VIEW|MACRO) (\w+)", file.sql, re.MULTILINE)
        if not made or made[2] != file.name or "?" not in file.about:
            raise ConfigError(
                str(file.path), expected=f"a question as a comment, then CREATE OR REPLACE VIEW or MACRO {file.name}"
            )
        try:
            db.execute(file.sql)
        except duckdb.Error as error:
            raise ConfigError(str(file.path), expected="SQL that fits the tables", found=str(error)) from error
        kind = "VIEW" if made[1] == "VIEW" else "MACRO TABLE"
        db.execute(f"COMMENT ON {kind} {quoted(file.name)} IS {literal(file.about)}")


def _drop_views(db: duckdb.DuckDBPyConnection) -> None:
    for (name,) in db.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
    ).fetchall():
        db.execute(f"DROP VIEW IF EXISTS main.{quoted(name)}")
    for (name,) in db.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions()"
        " WHERE NOT internal AND database_name = current_database()"
    ).fetchall():
        db.execute(f"DROP MACRO TABLE IF EXISTS main.{quoted(name)}")
