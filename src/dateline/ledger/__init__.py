"""The ledger: what has happened and who is at work. All of it can be made again from raw/, but for the switches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa

from dateline.ledger import tables
from dateline.ledger.connection import Database
from dateline.ledger.lease import Heartbeat, Lease, acquire, release, this_process

__all__ = ["KeptBatch", "Lease", "Ledger", "PullState"]

LEASE_SECONDS = 120.0
CHECK_RUNS = 50
_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class KeptBatch:
    """A batch the ledger knows of. `file` is relative to the data home."""

    batch_id: str
    wire: str
    file: str
    sha256: str
    received_on: date
    kept_at: datetime
    payload_count: int


@dataclass(frozen=True)
class PullState:
    """What is remembered of a wire's pulls, for the next one."""

    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    last_full_at: datetime | None = None
    next_due_at: datetime | None = None
    failure_count: int = 0
    last_ok_at: datetime | None = None
    last_error_code: str | None = None
    last_received_at: datetime | None = None


class Receipt(Protocol):
    """One payload of a batch, as the lake names it."""

    @property
    def capture_id(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def offset(self) -> int: ...


class NewBatch(Protocol):
    """A batch that lies in raw/, as the lake names it."""

    @property
    def batch_id(self) -> str: ...
    @property
    def wire(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def received_on(self) -> date: ...
    @property
    def records(self) -> Sequence[Receipt]: ...


class Visited(Protocol):
    """An entry of a feed whose page need not be asked for again."""

    @property
    def url(self) -> str: ...
    @property
    def entry_digest(self) -> str: ...
    @property
    def capture_id(self) -> str: ...


class Ledger:
    """The ledger at a database URL. Opens nothing before it is first asked; safe to use from many processes.

    A write made within `lease()` is refused with Busy once another has taken the lease over: a run that was stopped
    and comes back after its place was taken changes nothing. Raises Transient when the database is away, Busy when it
    is locked for long, ConfigError when it is none of ours or of another version.
    """

    def __init__(self, url: str) -> None:
        self.store = Database(url)
        self._held: ContextVar[tuple[Lease, ...]] = ContextVar("held", default=())

    @contextmanager
    def lease(
        self,
        name: str,
        owner: str | None = None,
        ttl: timedelta = timedelta(seconds=LEASE_SECONDS),
        *,
        clock: Callable[[], datetime],
    ) -> Iterator[Lease]:
        """Holds `name` for the length of a with-block, renewing it. Raises Busy at once while another holds it."""
        held = acquire(self.store, name, owner or this_process(), ttl, clock)
        mark = self._held.set((*self._held.get(), held))
        try:
            with Heartbeat(held, ttl, clock):
                yield held
        finally:
            self._held.reset(mark)
            release(held)

    def register(self, batch: NewBatch, at: datetime) -> bool:
        """Whether the batch was new. Registered again it is as before, but for where it lies and its digest."""
        values = {
            "wire": batch.wire,
            "raw_file": batch.file,
            "sha256": batch.sha256,
            "received_on": batch.received_on,
            "payload_count": len(batch.records),
        }
        with self._writing() as connection:
            is_new = not _exists(connection, tables.batches, batch_id=batch.batch_id)
            insert = self.store.insert(tables.batches).values(batch_id=batch.batch_id, kept_at=at, **values)
            connection.execute(insert.on_conflict_do_update(index_elements=["batch_id"], set_=values))
            receipts = [
                {
                    "capture_id": r.capture_id,
                    "wire": batch.wire,
                    "url": r.url,
                    "sha256": r.sha256,
                    "received_at": r.received_at,
                    "batch_id": batch.batch_id,
                    "raw_file": batch.file,
                    "raw_offset": r.offset,
                }
                for r in batch.records
            ]
            self._add(connection, tables.receipts, receipts)
        return is_new

    def known(self, capture_id: str) -> bool:
        """Whether this very receipt is registered."""
        with self.store.reading() as connection:
            return _exists(connection, tables.receipts, capture_id=capture_id)

    def batches(self) -> list[KeptBatch]:
        """Every batch, in order of day, wire and id."""
        b = tables.batches.c
        wanted = sa.select(b.batch_id, b.wire, b.raw_file, b.sha256, b.received_on, b.kept_at, b.payload_count)
        with self.store.reading() as connection:
            rows = connection.execute(wanted.order_by(b.received_on, b.wire, b.batch_id)).all()
        return [KeptBatch(*row) for row in rows]

    def seen(self, wire: str, url: str, entry_digest: str) -> bool:
        """Whether an entry with that digest led to the page before."""
        with self.store.reading() as connection:
            return _exists(connection, tables.seen, wire=wire, url=url, entry_digest=entry_digest)

    def pull_state(self, wire: str) -> PullState | None:
        """What is remembered of the wire's pulls; None before the first."""
        columns = [tables.pulls.c[name] for name in PullState.__dataclass_fields__]
        with self.store.reading() as connection:
            row = connection.execute(sa.select(*columns).where(tables.pulls.c.wire == wire)).one_or_none()
        return PullState(*row) if row else None

    def record_pull(self, wire: str, outcome: Any) -> None:
        """Remembers how a pull ended: the fields of PullState, and `visits` (Visited) where the outcome has them."""
        values = {name: getattr(outcome, name) for name in PullState.__dataclass_fields__}
        visits: Iterable[Visited] = getattr(outcome, "visits", ())
        entries = [
            {"wire": wire, "url": v.url, "entry_digest": v.entry_digest, "capture_id": v.capture_id} for v in visits
        ]
        with self._writing() as connection:
            insert = self.store.insert(tables.pulls).values(wire=wire, **values)
            connection.execute(insert.on_conflict_do_update(index_elements=["wire"], set_=values))
            self._add(connection, tables.seen, entries)

    def pulls(self) -> dict[str, PullState]:
        """What is remembered of every wire that was pulled, by id."""
        columns = [tables.pulls.c[name] for name in PullState.__dataclass_fields__]
        with self.store.reading() as connection:
            rows = connection.execute(sa.select(tables.pulls.c.wire, *columns).order_by(tables.pulls.c.wire)).all()
        return {wire: PullState(*row) for wire, *row in rows}

    def switches(self) -> dict[str, bool]:
        """The wires a person has switched, and which way."""
        with self.store.reading() as connection:
            rows = connection.execute(sa.select(tables.switches).order_by(tables.switches.c.wire)).all()
        return {wire: is_on for wire, is_on in rows}

    def switch(self, wire: str, is_on: bool) -> None:
        """Switches a wire, whatever its file says."""
        with self._writing() as connection:
            insert = self.store.insert(tables.switches).values(wire=wire, is_on=is_on)
            connection.execute(insert.on_conflict_do_update(index_elements=["wire"], set_={"is_on": is_on}))

    def record_checks(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keeps rows of the contract check_results; a row that is there already stays as it is."""
        names = tables.check_runs.c.keys()
        with self._writing() as connection:
            self._add(connection, tables.check_runs, [{name: row[name] for name in names} for row in rows])

    def check_results(self, runs: int = CHECK_RUNS) -> list[dict[str, Any]]:
        """Rows of check_results of the newest `runs` runs, the oldest of them first."""
        c = tables.check_runs.c
        newest = sa.select(c.run_id).group_by(c.run_id).order_by(sa.func.max(c.run_at).desc(), c.run_id).limit(runs)
        return self._rows(tables.check_runs, "run_at", "run_id", "check_id", where=c.run_id.in_(newest))

    def record_load(self, version: Any, at: datetime, file: str, sha256: str, counts: Mapping[str, int]) -> None:
        """Keeps that a version of the warehouse was published; said twice, it is kept once."""
        row = {"version": str(version), "published_at": at, "file": file, "sha256": sha256, "row_counts": dict(counts)}
        with self._writing() as connection:
            self._add(connection, tables.loads, [row])

    def loads(self) -> list[dict[str, Any]]:
        """Every version that was published, the oldest first."""
        return self._rows(tables.loads, "published_at", "version")

    def record_replay(self, rejected_id: str, row: Mapping[str, Any], at: datetime, outcome: str) -> None:
        """Keeps that a rejected row was replayed, with the row as it was and what became of it."""
        plain = json.loads(json.dumps(dict(row), default=str))
        values = {"rejected_id": rejected_id, "replayed_at": at, "outcome": outcome, "row": plain}
        with self._writing() as connection:
            self._add(connection, tables.replays, [values])

    def replays(self) -> list[dict[str, Any]]:
        """Every replay, the oldest first: rejected_id, replayed_at, outcome, row."""
        return self._rows(tables.replays, "replayed_at", "rejected_id")

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self.store.writing() as connection:
            for held in self._held.get():
                held.check(connection)
            yield connection

    def _add(self, connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Inserts rows whose key is not there yet."""
        statement = self.store.insert(table).on_conflict_do_nothing()
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            connection.execute(statement, list(rows[start : start + _ROWS_AT_ONCE]))

    def _rows(self, table: sa.Table, *order: str, where: sa.ColumnElement[bool] | None = None) -> list[dict[str, Any]]:
        wanted = sa.select(table).order_by(*(table.c[name] for name in order))
        if where is not None:
            wanted = wanted.where(where)
        with self.store.reading() as connection:
            found = connection.execute(wanted)
            return [dict(row) for row in found.mappings()]


def _exists(connection: sa.Connection, table: sa.Table, **key: str) -> bool:
    conditions = [table.c[name] == value for name, value in key.items()]
    return connection.execute(sa.select(sa.literal(1)).where(*conditions).limit(1)).first() is not None
