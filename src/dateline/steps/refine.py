"""Raw batches into the lake: read, normalised, judged, annotated.

Stale batches are found by digests and rewritten whole.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa

from dateline import extract, lake, normalise
from dateline.contracts import conform, judge
from dateline.ledger import KeptBatch
from dateline.payload import Fault, Record
from dateline.sources import Wire
from dateline.steps import accounts
from dateline.steps.confined import Confined
from dateline.steps.desk import Desk
from dateline.steps.memory import Memory, memories
from dateline.steps.reading import Read, read

_HELD_CHARS = 64_000_000


def refine(desk: Desk, wire: str | None = None, force: frozenset[str] = frozenset()) -> dict[str, Any]:
    """How many batches were stale and are written anew: {"batches", "refined", "kept", "rejected"}.

    A batch is stale when a table's file is missing, torn, or made of other inputs (WARC, contracts, wire, readers).
    `force` names batches to rewrite although they are fresh.
    """
    known = [b for b in desk.ledger.batches() if wire in (None, b.wire)]
    done: Counter[str] = Counter()
    with Confined() as reader:
        opened = _Opened(desk, reader)
        told = _counted(desk, known, opened)
        stale = [b for b in known if b.batch_id in force or not _is_fresh(desk, b, told[b.wire])]
        for number, batch in enumerate(stale, 1):
            desk.tell(f"refine {batch.wire}: batch {number} of {len(stale)}")
            with desk.ledger.lease(f"refine:{batch.batch_id}", clock=desk.clock):
                done += _rewrite(desk, batch, told[batch.wire], opened.take(batch))
    return {"batches": len(known), "refined": len(stale), "kept": done["kept"], "rejected": done["rejected"]}


def stale_batches(desk: Desk) -> list[str]:
    """Ids of the batches that refine would rewrite, as far as the lines that were counted so far show."""
    known = desk.ledger.batches()
    told = memories(desk, known, lambda name: _wire(desk, name))
    return [b.batch_id for b in known if not _is_fresh(desk, b, told[b.wire])]


def inputs(desk: Desk, batch: KeptBatch, memory: Memory) -> dict[str, str]:
    """The digests of all that a batch's rows depend on; equal digests, equal rows."""
    return {
        "warc": batch.sha256,
        "contracts": _digest([desk.contracts[t].digest for t in lake.LAKE_TABLES]),
        "wire": _wire_digest(desk.wires.get(batch.wire)),
        "normalise": _digest([normalise.NORMALISER, asdict(desk.words)]),
        "boilerplate": memory.digest(batch),
        "extract": desk.reader.digest,
    }


@dataclass
class _Batch:
    """A batch as it was read: its records, the parts that are broken, what was found in the records."""

    records: list[Record]
    broken: list[Fault]
    found: Read


@dataclass
class _Opened:
    """Batches read to count their lines, held until they are rewritten so that few are read twice."""

    desk: Desk
    reader: Confined
    held: dict[str, _Batch] = field(default_factory=dict)
    chars: int = 0

    def read(self, batch: KeptBatch) -> Read:
        """What a batch holds."""
        opened = self._read(batch)
        size = sum(len(r.payload.body) for r in opened.records) + sum(len(i.body) for _, i in opened.found.items)
        if self.chars + size <= _HELD_CHARS:
            self.held[batch.batch_id] = opened
            self.chars += size
        return opened.found

    def take(self, batch: KeptBatch) -> _Batch:
        """The batch, read now where it was not held."""
        return self.held.pop(batch.batch_id, None) or self._read(batch)

    def _read(self, batch: KeptBatch) -> _Batch:
        records: list[Record] = []
        broken: list[Fault] = []
        for result in lake.records(self.desk.home, batch.file):
            (broken if isinstance(result, Fault) else records).append(result)  # type: ignore[arg-type]
        return _Batch(records, broken, read(records, _wire(self.desk, batch.wire), self.reader.items))


def _counted(desk: Desk, known: list[KeptBatch], opened: _Opened) -> Mapping[str, Memory]:
    """The memory of every wire, its batches' lines counted first."""
    told = memories(desk, known, lambda name: _wire(desk, name))
    is_new = [memory.count(opened.read) for memory in told.values()]
    return memories(desk, known, lambda name: _wire(desk, name)) if any(is_new) else told


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def _wire_digest(wire: Wire | None) -> str:
    """Digest of what a wire's file says about reading; switching it on or off changes no row."""
    if wire is None:
        return "gone"
    said = asdict(wire)
    for name in ("on", "verified_on", "file", "every", "expect_min", "expect_max"):
        del said[name]
    return _digest(said)


def _is_fresh(desk: Desk, batch: KeptBatch, memory: Memory) -> bool:
    return lake.is_fresh(desk.home, lake.LAKE_TABLES, batch.wire, batch.batch_id, inputs(desk, batch, memory))


def _rewrite(desk: Desk, batch: KeptBatch, memory: Memory, opened: _Batch) -> Counter[str]:
    tables, rejected = _tables(desk, batch, memory, opened.found)
    rejected += [accounts.broken_row(desk, batch, fault) for fault in opened.broken]
    tables["rejected"] = conform(desk.contracts["rejected"], rejected)
    tables["captures"] = accounts.captures(desk, batch, opened.records, opened.found, rejected)
    stamp = inputs(desk, batch, memory)
    for name in lake.LAKE_TABLES:
        lake.publish(desk.home, name, batch.wire, batch.batch_id, tables[name], stamp)
    return Counter(kept=tables["article_versions"].num_rows, rejected=len(rejected))


def _wire(desk: Desk, name: str) -> Wire:
    """The wire, or what stands in for one whose file is gone: its batches are still read, payload by payload."""
    return desk.wires.get(name) or Wire(id=name, name=name, publisher=name, format="auto", on=False)


def _tables(
    desk: Desk, batch: KeptBatch, memory: Memory, found: Read
) -> tuple[dict[str, pa.Table], list[dict[str, Any]]]:
    rejected = [accounts.fault_row(desk, batch, record, fault) for record, fault in found.faults]
    known = normalise.boilerplate_of(memory.wire, desk.words, memory.of(batch))
    versions = normalise.articles(found.items, memory.wire, desk.contracts["article_versions"], desk.words, known)
    kept, refused = _judged(desk, "article_versions", versions)
    for row, (code, detail) in refused.items():
        record, item = found.items[row]
        rejected.append(accounts.rejection(desk, batch, record, "article_versions", code, detail, item.position))
    mentions = extract.mentions(kept, desk.reader)
    by_article = {aid: i for i, aid in enumerate(versions.column("article_id").to_pylist())}
    tables = {"article_versions": kept}
    annotated = {
        "mentions": mentions,
        "quotes": extract.quotes(kept, mentions, desk.reader),
        "article_topics": extract.topics(kept, mentions, desk.reader),
    }
    for name, rows in annotated.items():
        tables[name], refused = _judged(desk, name, rows)
        for row, (code, detail) in refused.items():
            record, item = found.items[by_article[rows.column("article_id")[row].as_py()]]
            rejected.append(accounts.rejection(desk, batch, record, name, code, detail, item.position))
    return tables, rejected


def _judged(desk: Desk, name: str, rows: pa.Table) -> tuple[pa.Table, dict[int, tuple[str, str]]]:
    verdict = judge(desk.contracts[name], rows)
    return verdict.kept, verdict.reasons()
