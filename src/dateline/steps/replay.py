"""Rejected rows tried again, and whole days of a wire read anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.errors import UsageError
from dateline.steps.desk import Desk
from dateline.steps.load import load
from dateline.steps.quarantine import find_rejected
from dateline.steps.refine import refine


def replay(desk: Desk, rejected_ids: list[str]) -> dict[str, Any]:
    """What became of rejected rows: {"replayed", "kept": […], "still_rejected": […]}.

    Their batches are read anew with today's formats and contracts. Raises UsageError for an id that is not rejected.
    """
    rows = [find_rejected(desk, rejected_id) for rejected_id in rejected_ids]
    refine(desk, force=frozenset(row["batch_id"] for row in rows))
    load(desk)
    still = {row["rejected_id"] for row in rows if find_rejected(desk, row["rejected_id"], missing_ok=True)}
    now = desk.clock()
    for row in rows:
        outcome = "rejected" if row["rejected_id"] in still else "kept"
        desk.ledger.record_replay(row["rejected_id"], row, now, outcome)
    load(desk)
    return {
        "replayed": len(rows),
        "kept": [row["rejected_id"] for row in rows if row["rejected_id"] not in still],
        "still_rejected": sorted(still),
    }


def replay_days(desk: Desk, wire_id: str, first: date, last: date) -> dict[str, Any]:
    """The batches of a wire received from `first` to `last` (both included), read anew: {"wire", "batches", "version"}.

    Raises UsageError when last is before first.
    """
    if last < first:
        raise UsageError("the span of days", expected="from before to", found=f"{first} to {last}")
    wire = desk.wire(wire_id)
    chosen = [b.batch_id for b in desk.ledger.batches() if b.wire == wire.id and first <= b.received_on <= last]
    refine(desk, wire.id, force=frozenset(chosen))
    return {"wire": wire.id, "batches": len(chosen), "version": load(desk)["version"]}
