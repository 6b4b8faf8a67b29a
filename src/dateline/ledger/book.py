"""What the ledger remembers: batches and receipts, pulls, switches, replays, checks, loads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa

from dateline.ledger import tables
from dateline.ledger.leases import TTL, Clock, Lease, is_held, leased
from dateline.ledger.store import Store, insert_or_keep, micros, moment, replace_row

CHECK_RUNS_KEPT = 50


@dataclass(frozen=True)
class KeptBatch:
    """A batch the ledger has heard of; `file` is relative to the data home."""

    batch_id: str
    wire: str
    file: str
    sha256: str
    received_on: date
    kept_at: datetime
    payload_count: int


class _Record(Protocol):
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
    """What `register` needs to know of a batch that was kept."""

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
    def records(self) -> Iterable[_Record]: ...


class Ledger:
    """The ledger at a database URL. Every call is one transaction, and may be said again."""

    def __init__(self, url: str) -> None:
        self.store = Store(url)

    def register(self, batch: NewBatch, kept_at: datetime) -> bool:
        """Whether the batch was new; a batch that was registered before is left as it is (S10)."""
        receipts = [
            {
                "capture_id": r.capture_id,
                "wire": batch.wire,
                "url": r.url,
                "sha256": r.sha256,
                "received_at": micros(r.received_at),
                "batch_id": batch.batch_id,
                "raw_offset": r.offset,
            }
            for r in batch.records
        ]
        row = {
            "batch_id": batch.batch_id,
            "wire": batch.wire,
            "file": batch.file,
            "sha256": batch.sha256,
            "received_on": batch.received_on.isoformat(),
            "kept_at": micros(kept_at),
            "payload_count": len(receipts),
        }
        with self.store.writing() as connection:
            known = connection.execute(
                sa.select(tables.batches).where(tables.batches.c.batch_id == batch.batch_id)
            ).first()
            insert_or_keep(connection, tables.receipts, receipts)
            insert_or_keep(connection, tables.batches, [row])
        return known is None

    def known(self, capture_id: str) -> bool:
        """Whether this very receipt is in the ledger."""
        found = sa.select(tables.receipts.c.capture_id).where(tables.receipts.c.capture_id == capture_id)
        return bool(self.store.rows(found))

    def batches(self) -> list[KeptBatch]:
        """Every batch, in the order of day and id."""
        query = sa.select(tables.batches).order_by(tables.batches.c.received_on, tables.batches.c.batch_id)
        return [
            KeptBatch(
                r.batch_id,
                r.wire,
                r.file,
                r.sha256,
                date.fromisoformat(r.received_on),
                moment(r.kept_at),
                r.payload_count,
            )
            for r in self.store.rows(query)
        ]

    def seen(self, wire: str, url: str, entry_digest: str) -> bool:
        """Whether the page of a feed's entry was kept when the entry looked like this."""
        there = tables.seen.c
        found = sa.select(there.wire).where(
            there.wire == wire, there.url_sha256 == _digest(url), there.entry_digest == entry_digest
        )
        return bool(self.store.rows(found))

    def mark_seen(self, wire: str, entries: Iterable[tuple[str, str]]) -> None:
        """Remembers (address, digest of the entry) of pages that were kept."""
        rows = [{"wire": wire, "url_sha256": _digest(url), "entry_digest": digest} for url, digest in entries]
        with self.store.writing() as connection:
            insert_or_keep(connection, tables.seen, rows)

    def pull_state(self, wire: str) -> dict[str, Any]:
        """What the last pull of a wire left behind; {} before the first."""
        rows = self.store.rows(sa.select(tables.pulls.c.state).where(tables.pulls.c.wire == wire))
        return dict(json.loads(rows[0].state)) if rows else {}

    def record_pull(self, wire: str, state: Mapping[str, Any]) -> None:
        """Remembers what a pull leaves behind, as JSON."""
        with self.store.writing() as connection:
            replace_row(connection, tables.pulls, {"wire": wire, "state": json.dumps(dict(state), sort_keys=True)})

    def switches(self) -> dict[str, bool]:
        """Wires that a person switched, whatever their files say."""
        return {r.wire: bool(r.is_on) for r in self.store.rows(sa.select(tables.switches))}

    def switch(self, wire: str, is_on: bool) -> None:
        """Switches a wire on or off."""
        with self.store.writing() as connection:
            replace_row(connection, tables.switches, {"wire": wire, "is_on": is_on})

    def lease(self, name: str, clock: Clock, ttl: timedelta = TTL) -> AbstractContextManager[Lease]:
        """A context that holds `name`. Raises Busy when another living process holds it."""
        return leased(self.store, name, clock, ttl)

    def still_held(self, lease: Lease) -> bool:
        """Whether nobody has taken the lease's name since (S19): what a step asks before it commits."""
        return is_held(self.store, lease)

    def record_replay(self, rejected_id: str, row: Mapping[str, Any], at: datetime, outcome: str) -> None:
        """Remembers that a rejected row was tried again, and what became of it."""
        told = {"rejected_id": rejected_id, "replayed_at": micros(at), "outcome": outcome, "row": _json(row)}
        with self.store.writing() as connection:
            insert_or_keep(connection, tables.replays, [told])

    def replays(self) -> list[dict[str, Any]]:
        """The last replay of each rejected row: {"rejected_id", "replayed_at"}."""
        there = tables.replays.c
        query = sa.select(there.rejected_id, sa.func.max(there.replayed_at).label("at")).group_by(there.rejected_id)
        return [{"rejected_id": r.rejected_id, "replayed_at": moment(r.at)} for r in self.store.rows(query)]

    def record_checks(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Remembers results of a run of the checks (rows of check_results); the oldest runs are forgotten."""
        told = [
            {"run_id": r["run_id"], "check_id": r["check_id"], "run_at": micros(r["run_at"]), "row": _json(r)}
            for r in rows
        ]
        there = tables.check_results
        last = sa.select(there.c.run_at).distinct().order_by(there.c.run_at.desc()).limit(CHECK_RUNS_KEPT)
        with self.store.writing() as connection:
            insert_or_keep(connection, there, told)
            kept = [r.run_at for r in connection.execute(last)]
            connection.execute(there.delete().where(there.c.run_at.not_in(kept)))

    def check_results(self) -> list[dict[str, Any]]:
        """Rows of check_results, newest run first."""
        there = tables.check_results
        query = sa.select(there).order_by(there.c.run_at.desc(), there.c.check_id)
        return [{**json.loads(r.row), "run_at": moment(r.run_at)} for r in self.store.rows(query)]

    def record_load(self, version: int, at: datetime, file: str, sha256: str, counts: Mapping[str, int]) -> None:
        """Remembers a published version of the warehouse."""
        row = {"version": version, "published_at": micros(at), "file": file, "sha256": sha256, "counts": _json(counts)}
        with self.store.writing() as connection:
            replace_row(connection, tables.loads, row)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _json(row: Mapping[str, Any]) -> str:
    return json.dumps(dict(row), sort_keys=True, default=str)
