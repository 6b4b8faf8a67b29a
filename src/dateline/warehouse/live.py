"""The live warehouse: one DuckDB file with one writer. Schemas: `lake` (the batches as they stand in the lake), `side`
(what does not come from payloads), `main` (the public tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dateline.contracts import Contract, conform
from dateline.contracts.duckdb import column_type, create_table, quoted
from dateline.errors import Busy, Permanent
from dateline.warehouse import copies, derived, published
from dateline.warehouse.files import file_sha256

LAKE_TABLES = ("captures", "article_versions", "mentions", "quotes", "article_topics", "rejected")
SIDE_TABLES = (
    "wires",
    "topic_sides",
    "actors",
    "actor_names",
    "actor_roles",
    "actor_merges",
    "check_results",
    "replays",
)
_REPLAYS = pa.schema([("rejected_id", pa.string()), ("replayed_at", pa.timestamp("us", tz="UTC"))])
_DIGEST = b"dateline.rows_sha256"


class Warehouse:
    """Loads, derives and publishes; every method but `writing` works on the connection that `writing` gave."""

    def __init__(self, folder: Path, sql: Path, contracts: Mapping[str, Contract]) -> None:
        """`folder` is the data home's warehouse/, `sql` the project's."""
        self.folder, self.sql, self.contracts = folder, sql, contracts

    @property
    def live(self) -> Path:
        return self.folder / "live.duckdb"

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to the live file, for one writer at a time.

        A live file that cannot be opened is set aside with its log, and an empty one begun: what it held is in the
        lake, and `loaded` says that nothing is loaded. Raises Busy while another process writes.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            db = self._connect()
        except duckdb.IOException as error:
            if "Could not set lock" in str(error):
                raise Busy("the warehouse is being written", todo="Try again in a moment.") from error
            self._set_aside()
            db = self._connect()
        except duckdb.Error:
            self._set_aside()
            db = self._connect()
        try:
            yield db
        finally:
            db.close()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        db = duckdb.connect(str(self.live), config=dict(config))
        try:
            db.execute("SET TimeZone = 'UTC'")
            self._create(db)
        except BaseException:
            db.close()
            raise
        return db

    def _set_aside(self) -> None:
        for name in (self.live.name, self.live.name + ".wal"):
            path = self.folder / name
            if path.exists():
                number = 1 + len(list(self.folder.glob(f"{name}.broken-*")))
                path.rename(self.folder / f"{name}.broken-{number}")

    def _create(self, db: duckdb.DuckDBPyConnection) -> None:
        """Makes the tables of `lake` and `side` that are missing, and anew those whose contract has changed since."""
        for schema in ("lake", "side"):
            db.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        db.execute(
            "CREATE TABLE IF NOT EXISTS lake.loaded"
            " (table_name VARCHAR, wire VARCHAR, batch_id VARCHAR, file VARCHAR, rows_sha256 VARCHAR, row_count BIGINT)"
        )
        renewed = {table for table in LAKE_TABLES if self._renew(db, "lake", table)}
        if copies.create(db, self.sql, anew="article_versions" in renewed):
            renewed.add("article_versions")
        for table in LAKE_TABLES:
            if table in renewed:
                db.execute(f"DELETE FROM lake.{quoted(table)}")  # noqa: S608 - one of LAKE_TABLES
                db.execute("DELETE FROM lake.loaded WHERE table_name = $1", [table])
            if "batch_id" not in {f.name for f in self.contracts[table].fields}:
                db.execute(f"ALTER TABLE lake.{quoted(table)} ADD COLUMN IF NOT EXISTS batch_id VARCHAR")
        for table in SIDE_TABLES:
            if table != "replays":
                self._renew(db, "side", table)
        db.execute(
            "CREATE TABLE IF NOT EXISTS side.replays (rejected_id VARCHAR, replayed_at TIMESTAMP WITH TIME ZONE)"
        )

    def _renew(self, db: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
        """Whether a table was dropped because its columns are not the contract's any more; it exists afterwards."""
        found = db.execute(
            "SELECT column_name, data_type FROM duckdb_columns()"
            " WHERE database_name = current_database() AND schema_name = $1 AND table_name = $2 ORDER BY column_index",
            [schema, table],
        ).fetchall()
        wanted = [(f.name, column_type(f)) for f in self.contracts[table].columns(lake=True)]
        is_other = bool(found) and _columns(found) != _columns(wanted)
        if is_other:
            db.execute(f"DROP TABLE {schema}.{quoted(table)}")
        db.execute(create_table(self.contracts[table], lake=True, schema=schema))
        return is_other

    def load(
        self,
        db: duckdb.DuckDBPyConnection,
        table: str,
        batch_id: str,
        wire: str,
        file: Path,
        sha256: str | None = None,
    ) -> int:
        """The number of rows of the batch's Parquet file, now in the live file instead of any older ones.

        One transaction.

        Raises Permanent when the file is not there, cannot be read, has other columns than the contract, or is not the
        one whose `sha256` was noted; nothing is changed then.
        """
        rows, digest = self._rows(table, file, sha256)
        db.execute("BEGIN")
        try:
            self._delete(db, table, batch_id)
            _insert(db, f"lake.{quoted(table)}", _in_batch(rows, batch_id))
            if table == "article_versions":
                copies.arrive(db, self.sql, batch_id, rows)
            db.execute(
                "INSERT INTO lake.loaded VALUES ($1, $2, $3, $4, $5, $6)",
                [table, wire, batch_id, file.name, digest, rows.num_rows],
            )
            db.execute("COMMIT")
        except duckdb.ConversionException as error:
            db.execute("ROLLBACK")
            raise Permanent(str(file), expected=f"the columns of {table}", found=str(error)) from error
        except BaseException:
            db.execute("ROLLBACK")
            raise
        return int(rows.num_rows)

    def _rows(self, table: str, file: Path, sha256: str | None) -> tuple[pa.Table, str]:
        todo = "Run `dateline rebuild`."
        if not file.is_file():
            raise Permanent("store.missing", found=f"no file {file}", todo=todo)
        if sha256 is not None and file_sha256(file) != sha256:
            raise Permanent("store.corrupt", expected=sha256, found=f"another digest of {file}", todo=todo)
        try:
            rows = pq.read_table(file, page_checksum_verification=True, partitioning=None)
        except (OSError, pa.ArrowException) as error:
            raise Permanent("store.corrupt", found=f"{file}: {error}"[:300], todo=todo) from error
        wanted = [f.name for f in self.contracts[table].columns(lake=True)]
        if rows.schema.names != wanted:
            odd = sorted(set(wanted) ^ set(rows.schema.names))
            raise Permanent(str(file), expected=f"the columns of {table}", found=f"other ones: {odd}", todo=todo)
        return rows, (rows.schema.metadata or {}).get(_DIGEST, b"").decode()

    def unload(self, db: duckdb.DuckDBPyConnection, table: str, batch_id: str) -> None:
        """Takes a batch's rows out of the live file."""
        db.execute("BEGIN")
        try:
            self._delete(db, table, batch_id)
            if table == "article_versions":
                copies.arrive(db, self.sql, batch_id, conform(self.contracts[table], []))
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise

    def _delete(self, db: duckdb.DuckDBPyConnection, table: str, batch_id: str) -> None:
        if table not in LAKE_TABLES:
            raise Permanent(f"the lake has no table {table!r}", expected=", ".join(LAKE_TABLES))
        db.execute(f"DELETE FROM lake.{quoted(table)} WHERE batch_id = $1", [batch_id])  # noqa: S608
        db.execute("DELETE FROM lake.loaded WHERE table_name = $1 AND batch_id = $2", [table, batch_id])

    def loaded(self, db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
        """(table, batch_id) → the rows' digest, of everything that is loaded."""
        found = db.execute("SELECT table_name, batch_id, rows_sha256 FROM lake.loaded").fetchall()
        return {(table, batch_id): digest for table, batch_id, digest in found}

    def side(self, db: duckdb.DuckDBPyConnection, table: str, rows: pa.Table | Sequence[Mapping[str, Any]]) -> int:
        """The number of rows of a side table, which now holds these and no others."""
        incoming = self._side_rows(table, rows)
        db.execute("BEGIN")
        try:
            db.execute(f"DELETE FROM side.{quoted(table)}")  # noqa: S608 - one of SIDE_TABLES
            _insert(db, f"side.{quoted(table)}", incoming)
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        return int(incoming.num_rows)

    def append(self, db: duckdb.DuckDBPyConnection, table: str, rows: pa.Table | Sequence[Mapping[str, Any]]) -> int:
        """The number of rows added to a side table."""
        incoming = self._side_rows(table, rows)
        _insert(db, f"side.{quoted(table)}", incoming)
        return int(incoming.num_rows)

    def _side_rows(self, table: str, rows: pa.Table | Sequence[Mapping[str, Any]]) -> pa.Table:
        if table not in SIDE_TABLES:
            raise Permanent(f"no side table {table!r}", expected=", ".join(SIDE_TABLES))
        if isinstance(rows, pa.Table):
            return rows
        if table == "replays":
            return pa.Table.from_pylist(list(rows), _REPLAYS)
        return conform(self.contracts[table], rows)

    def derive(self, db: duckdb.DuckDBPyConnection, now: datetime) -> dict[str, int]:
        """Table → number of rows of the public tables, built anew from everything loaded, with the views over them.

        `now` only decides which embargoes are over.
        """
        return derived.derive(db, self.sql, self.contracts, now)

    def publish(self, db: duckdb.DuckDBPyConnection, now: datetime) -> published.Published:
        """The published version that holds what `derive` made; a new one unless the newest holds just that already."""
        return published.publish(db, self.folder, self.sql, self.contracts, now)


def _in_batch(rows: pa.Table, batch_id: str) -> pa.Table:
    if "batch_id" in rows.schema.names:
        return rows
    return rows.append_column("batch_id", pa.array([batch_id] * rows.num_rows, pa.string()))


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    if not re.fullmatch(r'[a-z]+\."[a-z_]+"', table):
        raise Permanent("a table's name", found=table)
    db.register("incoming", rows)
    try:
        db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 - the name is checked above
    finally:
        db.unregister("incoming")


def _columns(columns: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names and types to compare: DuckDB prints the names inside a STRUCT with quotation marks only where it must."""
    return [(name, kind.replace('"', "")) for name, kind in columns if name != "batch_id"]
