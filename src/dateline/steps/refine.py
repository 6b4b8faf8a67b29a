"""Raw batches into the lake: read, normalised, judged, annotated.

Stale batches are found by digests and rewritten whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from dateline import extract, lake, normalise
from dateline.contracts import conform, judge
from dateline.errors import Permanent
from dateline.ledger import KeptBatch
from dateline.payload import Fault, Record
from dateline.steps import accounts
from dateline.steps.confined import Confined
from dateline.steps.desk import Desk
from dateline.steps.freshness import TOPICS, stale_tables, table_inputs, wire_memories, wire_of
from dateline.steps.memory import Memory
from dateline.steps.reading import Read, read

_HELD_CHARS = 64_000_000


def refine(desk: Desk, wire: str | None = None, force: frozenset[str] = frozenset()) -> dict[str, Any]:
    """How many batches were stale and are written anew: {"batches", "refined", "retagged", "kept", "rejected"}.

    A batch is stale when a table's file is missing, torn, or made of other inputs (WARC, contracts, wire, readers).
    Where only its topics are, they alone are made anew ("retagged", counted among "refined"). `force` names batches to
    rewrite although they are fresh.
    """
    known = [b for b in desk.ledger.batches() if wire in (None, b.wire)]
    done: Counter[str] = Counter()
    with Confined() as reader:
        opened = _Opened(desk, reader)
        told = _counted(desk, known, opened)
        stale = {b: tables for b in known if (tables := stale_tables(desk, b, told[b.wire])) or b.batch_id in force}
        for number, (batch, tables) in enumerate(stale.items(), 1):
            desk.tell(f"refine {batch.wire}: batch {number} of {len(stale)}")
            memory = told[batch.wire]
            is_tagging = tables == [TOPICS] and batch.batch_id not in force
            with desk.ledger.lease(f"refine:{batch.batch_id}", clock=desk.clock):
                if is_tagging and tag_anew(desk, batch, memory) is not None:
                    done["retagged"] += 1
                else:
                    done += _rewrite(desk, batch, memory, opened.take(batch))
    counts = {name: done[name] for name in ("retagged", "kept", "rejected")}
    return {"batches": len(known), "refined": len(stale), **counts}


def stale_batches(desk: Desk) -> list[str]:
    """Ids of the batches that refine would rewrite, as far as the lines that were counted so far show."""
    known = desk.ledger.batches()
    told = wire_memories(desk, known)
    return [b.batch_id for b in known if stale_tables(desk, b, told[b.wire])]


def tag_anew(desk: Desk, batch: KeptBatch, memory: Memory) -> pa.Table | None:
    """The batch's rows of article_topics, made from what lies in the lake, and published.

    None when the whole batch must be read anew: a file is not sound, or rows of topics were or would be rejected, which
    the batch's accounts must tell.
    """
    try:
        articles, mentions, rejected = (
            lake.read(desk.home, name, batch.wire, batch.batch_id)
            for name in ("article_versions", "mentions", "rejected")
        )
    except Permanent:
        return None
    kept, refused = _judged(desk, TOPICS, extract.topics(articles, mentions, desk.reader))
    if refused or TOPICS in rejected.column("table_name").to_pylist():
        return None
    lake.publish(desk.home, TOPICS, batch.wire, batch.batch_id, kept, table_inputs(desk, batch, memory)[TOPICS])
    return kept


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
        return _Batch(records, broken, read(records, wire_of(self.desk, batch.wire), self.reader.items))


def _counted(desk: Desk, known: list[KeptBatch], opened: _Opened) -> Mapping[str, Memory]:
    """The memory of every wire, its batches' lines counted first."""
    told = wire_memories(desk, known)
    is_new = [memory.count(opened.read) for memory in told.values()]
    return wire_memories(desk, known) if any(is_new) else told


def _rewrite(desk: Desk, batch: KeptBatch, memory: Memory, opened: _Batch) -> Counter[str]:
    _tell_unread(desk, batch, opened.found)
    tables, rejected = _tables(desk, batch, memory, opened.found)
    rejected += [accounts.broken_row(desk, batch, fault) for fault in opened.broken]
    tables["rejected"] = conform(desk.contracts["rejected"], rejected)
    tables["captures"] = accounts.captures(desk, batch, opened.records, opened.found, rejected)
    for name, stamp in table_inputs(desk, batch, memory).items():
        lake.publish(desk.home, name, batch.wire, batch.batch_id, tables[name], stamp)
    return Counter(kept=tables["article_versions"].num_rows, rejected=len(rejected))


def _tell_unread(desk: Desk, batch: KeptBatch, found: Read) -> None:
    """Tells which fields of the sender nobody reads: something new, to be used or to be ignored by name."""
    counts = Counter(name for _, item in found.items for name in item.found.get("unread", "").split(", ") if name)
    if counts:
        named = ", ".join(f"{name} ({count})" for name, count in sorted(counts.items()))
        desk.tell(
            f"refine {batch.wire}: fields that nobody reads: {named}; `ignore` them by name, or give them a column"
        )


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
    by_article = {aid: i for i, aid in enumerate(versions.column("article_id").to_pylist())}
    tables = {"article_versions": kept}
    makers: dict[str, Callable[[], pa.Table]] = {
        "mentions": lambda: extract.mentions(kept, desk.reader),
        "quotes": lambda: extract.quotes(kept, tables["mentions"], desk.reader),
        TOPICS: lambda: extract.topics(kept, tables["mentions"], desk.reader),
    }
    for name, make in makers.items():
        rows = make()
        tables[name], refused = _judged(desk, name, rows)
        for row, (code, detail) in refused.items():
            record, item = found.items[by_article[rows.column("article_id")[row].as_py()]]
            rejected.append(accounts.rejection(desk, batch, record, name, code, detail, item.position))
    return tables, rejected


def _judged(desk: Desk, name: str, rows: pa.Table) -> tuple[pa.Table, dict[int, tuple[str, str]]]:
    verdict = judge(desk.contracts[name], rows)
    return verdict.kept, verdict.reasons()
