"""The database behind the ledger: opened, its tables made once, its times turned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from dateline.errors import ConfigError, Transient
from dateline.ledger import tables

BUSY_SECONDS = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(at: datetime) -> int:
    """Whole microseconds since 1970 of an aware moment."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    """The UTC moment of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=value)


class Store:
    """One database. Its tables are made when it is first used, by as many processes at once as like."""

    def __init__(self, url: str) -> None:
        try:
            self.url = make_url(url)
        except sa.exc.ArgumentError as error:
            raise ConfigError(
                "DATELINE_LEDGER", expected="a database URL, such as sqlite:////data/ledger.db"
            ) from error
        self._engine: sa.Engine | None = None

    @property
    def engine(self) -> sa.Engine:
        """The connection pool; opened, and its tables made, on first use."""
        if self._engine is None:
            self._engine = self._opened()
        return self._engine

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction: all of it or nothing. Raises Transient while the database cannot be reached (S22)."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except sa.exc.OperationalError as error:
            raise Transient("the ledger", found=str(error.orig), todo="It is tried again.") from error

    def rows(self, query: sa.Select[Any]) -> list[Any]:
        """All rows of a query."""
        with self.writing() as connection:
            return list(connection.execute(query))

    def _opened(self) -> sa.Engine:
        if self.url.get_backend_name() == "sqlite":
            if self.url.database and self.url.database != ":memory:":
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            engine = sa.create_engine(self.url, connect_args={"timeout": BUSY_SECONDS})
            sa.event.listen(engine, "connect", _prepare_sqlite)
            sa.event.listen(engine, "begin", _begin_sqlite)
        else:
            engine = sa.create_engine(self.url, pool_pre_ping=True)
        try:
            self._make_tables(engine)
        except sa.exc.OperationalError as error:
            raise Transient(
                "the ledger", found=str(error.orig), todo=f"Check {self.url.render_as_string()}."
            ) from error
        return engine

    def _make_tables(self, engine: sa.Engine) -> None:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # Two processes that create the same table at once would trip over each other's catalogue rows.
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(4011975)"))
            tables.metadata.create_all(connection)
            found = connection.execute(sa.select(sa.func.max(tables.versions.c.version))).scalar()
            if found is None:
                connection.execute(tables.versions.insert().values(version=tables.SCHEMA_VERSION))
            elif found > tables.SCHEMA_VERSION:
                raise ConfigError(
                    "the ledger",
                    expected=f"version {tables.SCHEMA_VERSION} or older",
                    found=f"version {found}, written by a newer Dateline",
                    todo="Use that Dateline, or begin a new ledger from raw/ with `dateline rebuild`.",
                )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by us, see _begin_sqlite
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that begins as a reader cannot become a writer when another one wrote meanwhile; so begin as a writer.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def insert_or_keep(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows whose key does not stand there; the others are left as they are."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    if rows:
        connection.execute(make(table).on_conflict_do_nothing(), [dict(row) for row in rows])


def replace_row(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> None:
    """Writes a row over the one of the same key."""
    key = [column.name for column in table.primary_key.columns]
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    rest = {name: value for name, value in row.items() if name not in key}
    connection.execute(make(table).values(**row).on_conflict_do_update(index_elements=key, set_=rest))
