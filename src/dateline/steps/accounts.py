"""The accounts of a batch: one row of captures per payload, one row of rejected per item that was not stored."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow as pa

from dateline.contracts import conform, judge
from dateline.ledger import KeptBatch
from dateline.payload import Fault, Record, natural_id
from dateline.steps.desk import Desk
from dateline.steps.reading import Read


def fault_row(desk: Desk, batch: KeptBatch, record: Record, fault: Fault) -> dict[str, Any]:
    """The row of rejected for a payload, or one item in it, that could not be had or read."""
    return rejection(desk, batch, record, "captures", fault.code, fault.detail, fault.position)


def rejection(
    desk: Desk, batch: KeptBatch, record: Record, table: str, code: str, detail: str, position: int | None
) -> dict[str, Any]:
    """A row of rejected; `table` is the one it would have gone into, `position` the item's place in the payload."""
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


def broken_row(desk: Desk, batch: KeptBatch, fault: Fault) -> dict[str, Any]:
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


def captures(
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
