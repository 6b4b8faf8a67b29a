"""Transactions on the ledger's database: SQLite in a file by default, Postgres by URL. Nothing else of SQL is here."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock
from filelock import Timeout as FileLockTimeout
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import NullPool

from dateline.errors import Busy, ConfigError, Transient
from dateline.ledger import tables

BUSY_SECONDS = 30.0
_ADVISORY_KEY = 0x4441_5445_4C49_4E45  # "DATELINE"


class Database:
    """The ledger's database. Nothing is opened before the first transaction, which also makes the tables.

    Every transaction has its own connection: processes may fork, and a connection must not be shared across a fork.
    """

    def __init__(self, url: str) -> None:
        try:
            self.url = sa.make_url(url)
        except sa.exc.ArgumentError as error:
            expected = "sqlite:///… or postgresql://…"
            raise ConfigError("DATELINE_LEDGER", expected=expected, found="no database URL") from error
        if self.url.get_backend_name() not in ("sqlite", "postgresql"):
            raise ConfigError("DATELINE_LEDGER", expected="sqlite or postgresql", found=self.url.get_backend_name())
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.url.drivername == "postgresql":  # without a driver's name SQLAlchemy takes one we do not bring
            self.url = self.url.set(drivername="postgresql+psycopg2")
        self._ready = False
        self._lock = threading.Lock()
        self.engine = sa.create_engine(self.url, poolclass=NullPool)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _sqlite_connected)
            event.listen(self.engine, "begin", _sqlite_begun)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: all of it or nothing. On SQLite it waits its turn from the start."""
        with self._transaction(writes=True) as connection:
            yield connection

    def insert(self, table: sa.Table) -> Any:
        """INSERT that knows ON CONFLICT, in the database's own words."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    @contextlib.contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[sa.Connection]:
        with self._errors():
            self._prepare()
            with self.engine.connect().execution_options(dateline_writes=writes) as connection, connection.begin():
                yield connection

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Turns the database's complaints into ours. Passwords of the URL are in none of them."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            said = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
            where = self.url.render_as_string(hide_password=True)
            if "is locked" in said or "lock timeout" in said:
                raise Busy(f"the ledger {where}", found=said, todo="Try again in a moment.") from error
            if "not a database" in said or "malformed" in said:
                raise ConfigError(
                    f"the ledger {where}",
                    expected="a ledger of Dateline",
                    found=said,
                    todo="Move the file away and run `dateline rebuild`: all it held is in raw/.",
                ) from error
            if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError):
                raise Transient(f"the ledger {where}", expected="an answer", found=said) from error
            raise

    def _prepare(self) -> None:
        """Makes the tables once; many processes may come here at the same time."""
        if self._ready:
            return
        with self._lock:
            if self._ready:
                return
            file = self.url.database
            if self.is_sqlite and file and file != ":memory:":
                Path(file).parent.mkdir(parents=True, exist_ok=True)
                self._prepare_file(Path(file))
            else:
                self._make()
            self._ready = True

    def _prepare_file(self, file: Path) -> None:
        """Under a lock on a file beside the ledger: SQLite switches to its write-ahead log with nobody else there."""
        if self._version_of(file) == tables.VERSION:
            return
        try:
            with FileLock(file.with_name(f".{file.name}.lock"), timeout=BUSY_SECONDS):
                if self._version_of(file) == tables.VERSION:
                    return
                with self.engine.connect() as connection:
                    raw = connection.connection.driver_connection
                    assert raw is not None
                    raw.execute("PRAGMA journal_mode = WAL")
                self._make()
        except FileLockTimeout as error:
            raise Busy(f"the ledger {file}", found="another process making it for long") from error

    def _version_of(self, file: Path) -> int | None:
        """The version of the tables there; None when there are none. Raises ConfigError for one that is not ours."""
        if not file.exists() or not file.stat().st_size:
            return None
        with self.engine.connect() as connection, connection.begin():
            return self._checked_version(connection)

    def _make(self) -> None:
        with self.engine.connect().execution_options(dateline_writes=True) as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_KEY)))
            if self._checked_version(connection) is None:
                tables.metadata.create_all(connection)
                connection.execute(sa.insert(tables.schema_version).values(version=tables.VERSION))

    def _checked_version(self, connection: sa.Connection) -> int | None:
        if not sa.inspect(connection).has_table(tables.schema_version.name):
            return None
        found = connection.execute(sa.select(sa.func.max(tables.schema_version.c.version))).scalar()
        if found is None or found == tables.VERSION:
            return found
        is_newer = found > tables.VERSION
        raise ConfigError(
            f"the ledger {self.url.render_as_string(hide_password=True)}",
            expected=f"version {tables.VERSION}",
            found=f"version {found}, made by {'a newer' if is_newer else 'an older'} Dateline",
            todo="Use that Dateline, or name another ledger in DATELINE_LEDGER."
            if is_newer
            else "Move it away and run `dateline rebuild`: all it held is in raw/.",
        )


def _sqlite_connected(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver's own idea of when to begin a transaction is switched off
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _sqlite_begun(connection: sa.Connection) -> None:
    # A transaction that begins by reading and then writes fails at once when another wrote meanwhile, however long
    # it would be willing to wait; one that says at the start that it will write waits.
    writes = connection.get_execution_options().get("dateline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
