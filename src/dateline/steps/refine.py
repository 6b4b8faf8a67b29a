"""Raw batches into the lake: read, normalised, judged, annotated.

Stale batches are found by digests and rewritten whole.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from dateline import extract, lake, normalise
from dateline.contracts import conform, judge
from dateline.ledger import KeptBatch
from dateline.payload import Fault, Record, natural_id
from dateline.sources import Wire
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
    rejected += [_broken_row(desk, batch, fault) for fault in broken]
    tables["rejected"] = _rows(desk, "rejected", rejected)
    tables["captures"] = _captures(desk, batch, records, found, rejected)
    stamp = inputs(desk, batch)
    for name in lake.LAKE_TABLES:
        lake.publish(desk.home, name, batch.wire, batch.batch_id, tables[name], stamp)
    return Counter(kept=tables["article_versions"].num_rows, rejected=len(rejected))


def _former(name: str) -> Wire:
    """Stands in for a wire whose file is gone: its batches are still read, by looking at each payload."""
    return Wire(id=name, name=name, publisher=name, format="auto", on=False)


def _tables(desk: Desk, batch: KeptBatch, wire: Wire, found: Read) -> tuple[dict[str, pa.Table], list[dict[str, Any]]]:
    rejected = [_fault_row(desk, batch, record, fault) for record, fault in found.faults]
    versions = normalise.articles(found.items, wire, desk.contracts["article_versions"], desk.words)
    kept, refused = _judged(desk, "article_versions", versions)
    rejected += [
        _rejection(desk, batch, found.items[row][0], "article_versions", code, detail, found.items[row][1].position)
        for row, (code, detail) in refused.items()
    ]
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
            rejected.append(_rejection(desk, batch, record, name, code, detail, item.position))
    return tables, rejected


def _judged(desk: Desk, name: str, rows: pa.Table) -> tuple[pa.Table, dict[int, tuple[str, str]]]:
    verdict = judge(desk.contracts[name], rows)
    return verdict.kept, verdict.reasons()


def _rows(desk: Desk, name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return conform(desk.contracts[name], rows)


def _fault_row(desk: Desk, batch: KeptBatch, record: Record, fault: Fault) -> dict[str, Any]:
    return _rejection(desk, batch, record, "captures", fault.code, fault.detail, fault.position)


def _rejection(
    desk: Desk, batch: KeptBatch, record: Record, table: str, code: str, detail: str, position: int | None
) -> dict[str, Any]:
    payload = record.payload
    return {
        "rejected_id": natural_id("rejected", payload.capture_id, position, table, code, detail),
        "wire": payload.wire,
        "batch_id": batch.batch_id,
        "table_name": table,
        "reason_code": code,
        "state": desk.reasons[code].state,
        "detail": detail or None,
        "capture_id": payload.capture_id,
        "item_position": position,
        "url": payload.url,
        "raw_file": record.file,
        "raw_offset": record.offset,
        "raw_sha256": payload.sha256,
        "rejected_at": payload.received_at,
    }


def _broken_row(desk: Desk, batch: KeptBatch, fault: Fault) -> dict[str, Any]:
    """A part of a WARC file that cannot be read: there is no payload to name, so the file itself is named."""
    return {
        "rejected_id": natural_id("rejected", batch.batch_id, fault.code, fault.detail),
        "wire": batch.wire,
        "batch_id": batch.batch_id,
        "table_name": "captures",
        "reason_code": fault.code,
        "state": desk.reasons[fault.code].state,
        "detail": fault.detail,
        "capture_id": natural_id("capture", batch.batch_id, fault.detail),
        "raw_file": batch.file,
        "raw_offset": getattr(fault, "offset", 0),
        "raw_sha256": batch.sha256,
        "rejected_at": batch.kept_at,
    }


def _captures(
    desk: Desk, batch: KeptBatch, records: list[Record], found: Read, rejected: list[dict[str, Any]]
) -> pa.Table:
    """One row per payload, with counts of where its items ended; stored, revision, duplicate are told at load."""
    ends: dict[str, Counter[str]] = {}
    for row in rejected:
        if row["table_name"] in ("captures", "article_versions"):
            ends.setdefault(row["capture_id"], Counter())[row["state"]] += 1
    read_items = Counter(record.payload.capture_id for record, _ in found.items)
    faults = Counter(record.payload.capture_id for record, _ in found.faults)
    rows = []
    for record in records:
        payload, key = record.payload, record.payload.capture_id
        state = ends.get(key, Counter())
        rows.append(
            {
                "capture_id": key,
                "wire": payload.wire,
                "batch_id": batch.batch_id,
                "url": payload.url,
                "name": payload.name,
                "received_at": payload.received_at,
                "status_code": payload.status_code,
                "media_type": payload.media_type,
                "byte_count": len(payload.body),
                "sha256": payload.sha256,
                "raw_file": record.file,
                "raw_offset": record.offset,
                "received_count": read_items[key] + faults[key] + found.listed[key],
                "listed_count": found.listed[key],
                "deferred_count": state["deferred"],
                "quarantined_count": state["quarantined"],
                "refused_count": state["refused"],
            }
        )
    verdict = judge(desk.contracts["captures"], conform(desk.contracts["captures"], rows))
    if verdict.breaches:
        raise AssertionError(f"a capture of ours breaks its contract: {verdict.breaches[0]}")
    return verdict.kept


def lake_digests(desk: Desk, batch: KeptBatch) -> Mapping[str, str]:
    """rows_sha256 of each table's file of a batch; empty for a table whose file is missing or torn."""
    stamps = {t: lake.stamp(lake.path(desk.home, t, batch.wire, batch.batch_id)) for t in lake.LAKE_TABLES}
    return {t: s.rows_sha256 if s else "" for t, s in stamps.items()}
