"""Raw batches into the lake: read, normalised, judged, annotated.

Stale batches are found by digests and rewritten whole.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from dateline import extract, lake, normalise
from dateline.contracts import conform, judge
from dateline.ledger import KeptBatch
from dateline.payload import Fault, Record
from dateline.sources import Wire
from dateline.steps import accounts
from dateline.steps.desk import Desk
from dateline.steps.reading import Read, read


def refine(desk: Desk, wire: str | None = None, force: frozenset[str] = frozenset()) -> dict[str, Any]:
    """How many batches were stale and are written anew: {"batches", "refined", "kept", "rejected"}.

    A batch is stale when a table's file is missing, torn, or made of other inputs (WARC, contracts, wire, readers).
    `force` names batches to rewrite although they are fresh.
    """
    known = [b for b in desk.ledger.batches() if wire in (None, b.wire)]
    stale = [b for b in known if b.batch_id in force or not _is_fresh(desk, b)]
    done: Counter[str] = Counter()
    for number, batch in enumerate(stale, 1):
        desk.tell(f"refine {batch.wire}: batch {number} of {len(stale)}")
        with desk.ledger.lease(f"refine:{batch.batch_id}", clock=desk.clock):
            done += _rewrite(desk, batch)
    return {"batches": len(known), "refined": len(stale), "kept": done["kept"], "rejected": done["rejected"]}


def stale_batches(desk: Desk) -> list[str]:
    """Ids of the batches that refine would rewrite."""
    return [b.batch_id for b in desk.ledger.batches() if not _is_fresh(desk, b)]


def inputs(desk: Desk, batch: KeptBatch) -> dict[str, str]:
    """The digests of all that a batch's rows depend on; equal digests, equal rows."""
    return {
        "warc": batch.sha256,
        "contracts": _digest([desk.contracts[t].digest for t in lake.LAKE_TABLES]),
        "wire": _wire_digest(desk.wires.get(batch.wire)),
        "normalise": _digest([normalise.NORMALISER, asdict(desk.words)]),
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


def _is_fresh(desk: Desk, batch: KeptBatch) -> bool:
    return lake.is_fresh(desk.home, lake.LAKE_TABLES, batch.wire, batch.batch_id, inputs(desk, batch))


def _rewrite(desk: Desk, batch: KeptBatch) -> Counter[str]:
    wire = desk.wires.get(batch.wire) or _former(batch.wire)
    records: list[Record] = []
    broken: list[Fault] = []
    for result in lake.records(desk.home, batch.file):
        (broken if isinstance(result, Fault) else records).append(result)  # type: ignore[arg-type]
    found = read(records, wire)
    tables, rejected = _tables(desk, batch, wire, found)
    rejected += [accounts.broken_row(desk, batch, fault) for fault in broken]
    tables["rejected"] = conform(desk.contracts["rejected"], rejected)
    tables["captures"] = accounts.captures(desk, batch, records, found, rejected)
    stamp = inputs(desk, batch)
    for name in lake.LAKE_TABLES:
        lake.publish(desk.home, name, batch.wire, batch.batch_id, tables[name], stamp)
    return Counter(kept=tables["article_versions"].num_rows, rejected=len(rejected))


def _former(name: str) -> Wire:
    """Stands in for a wire whose file is gone: its batches are still read, by looking at each payload."""
    return Wire(id=name, name=name, publisher=name, format="auto", on=False)


def _tables(desk: Desk, batch: KeptBatch, wire: Wire, found: Read) -> tuple[dict[str, pa.Table], list[dict[str, Any]]]:
    rejected = [accounts.fault_row(desk, batch, record, fault) for record, fault in found.faults]
    versions = normalise.articles(found.items, wire, desk.contracts["article_versions"], desk.words)
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
