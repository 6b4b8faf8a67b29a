"""What a batch's rows depend on, by table, and which tables of a batch are stale because some of it has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dateline import lake, normalise
from dateline.ledger import KeptBatch
from dateline.sources import Wire
from dateline.steps.desk import Desk
from dateline.steps.memory import Memory, memories

TOPICS = "article_topics"


def wire_memories(desk: Desk, known: list[KeptBatch]) -> Mapping[str, Memory]:
    """The memory of every wire of these batches, of the lines that were counted so far."""
    return memories(desk, known, lambda name: wire_of(desk, name))


def stale_tables(desk: Desk, batch: KeptBatch, memory: Memory) -> list[str]:
    """The tables whose file of a batch is missing, torn, or made of other inputs than today's."""
    wanted = table_inputs(desk, batch, memory)
    return [t for t in wanted if not lake.is_fresh(desk.home, [t], batch.wire, batch.batch_id, wanted[t])]


def table_inputs(desk: Desk, batch: KeptBatch, memory: Memory) -> dict[str, dict[str, str]]:
    """By table, the digests of all that a batch's rows of it depend on; equal digests, equal rows.

    The rules of topics are an input of the topics alone: when they change, nothing else is stale.
    """
    shared = inputs(desk, batch, memory)
    rules = _digest([desk.reader.topics_digest, desk.contracts[TOPICS].digest])
    return {table: shared | ({"topics": rules} if table == TOPICS else {}) for table in lake.LAKE_TABLES}


def inputs(desk: Desk, batch: KeptBatch, memory: Memory) -> dict[str, str]:
    """The digests of what all of a batch's rows depend on."""
    return {
        "warc": batch.sha256,
        "contracts": _digest([desk.contracts[t].digest for t in lake.LAKE_TABLES if t != TOPICS]),
        "wire": _wire_digest(desk.wires.get(batch.wire)),
        "normalise": _digest([normalise.NORMALISER, asdict(desk.words)]),
        "boilerplate": memory.digest(batch),
        "extract": desk.reader.digest,
    }


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


def wire_of(desk: Desk, name: str) -> Wire:
    """The wire, or what stands in for one whose file is gone: its batches are still read, payload by payload."""
    return desk.wires.get(name) or Wire(id=name, name=name, publisher=name, format="auto", on=False)
