"""The lake into the warehouse: batches replaced, public tables derived, one read-only version published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dateline import extract, lake
from dateline.errors import Permanent
from dateline.ledger import KeptBatch, PullState
from dateline.steps.desk import Desk
from dateline.warehouse import Warehouse, published

DRIFT = "schema.drift"


def load(desk: Desk) -> dict[str, Any]:
    """What is published now: {"version", "is_new", "loaded", "faults", "counts"}.

    Only batches whose files changed are read. One with a file that is missing, or whose bytes do not match their
    digest, keeps the rows it had; the file is named in "faults". Where a file has other columns than today's contract
    (`schema.drift`: it is to be refined first), nothing is published: the last good version goes on being served.
    Raises Busy when another load runs.
    """
    house = Warehouse(desk.home.warehouse, desk.project.warehouse, desk.contracts)
    with desk.ledger.lease("load", clock=desk.clock), house.writing() as db:
        loaded, faults = _batches(desk, house, db)
        if any(fault["code"] == DRIFT for fault in faults):
            return _unpublished(desk, loaded, faults)
        for table, rows in _sides(desk).items():
            house.side(db, table, rows)
        counts = house.derive(db, desk.clock())
        made = house.publish(db, desk.clock())
    if made.is_new:
        desk.ledger.record_load(made.version, desk.clock(), made.name, made.sha256, counts)
        desk.tell(f"load: published {made.name} with {counts.get('articles', 0)} stories")
    return {
        "version": made.name,
        "is_new": made.is_new,
        "loaded": loaded,
        "faults": faults,
        "counts": counts,
    }


def _batches(desk: Desk, house: Warehouse, db: Any) -> tuple[int, list[dict[str, str]]]:
    """Loads the batches whose files differ from what is loaded; returns how many, and the files that cannot be."""
    there = house.loaded(db)
    known = desk.ledger.batches()
    loaded, faults = 0, []
    for batch in known:
        wanted = {t: lake.stamp(lake.path(desk.home, t, batch.wire, batch.batch_id)) for t in lake.LAKE_TABLES}
        changed = [t for t, s in wanted.items() if s is None or there.get((t, batch.batch_id)) != s.rows_sha256]
        if not changed:
            continue
        fault = _fault(desk, batch)
        if fault:
            faults.append(fault)
            continue
        try:
            for table in changed:
                file = lake.path(desk.home, table, batch.wire, batch.batch_id)
                house.load(db, table, batch.batch_id, batch.wire, file)
        except Permanent as error:
            faults.append({"code": DRIFT, "file": file.relative_to(desk.home.root).as_posix(), "detail": error.found})
            continue
        loaded += 1
    alive = {b.batch_id for b in known}
    for table, batch_id in there:
        if batch_id not in alive:
            house.unload(db, table, batch_id)
    return loaded, faults


def _unpublished(desk: Desk, loaded: int, faults: list[dict[str, str]]) -> dict[str, Any]:
    """What load says when the lake and the contracts have drifted apart."""
    there = published(desk.home.warehouse)
    version = there.name if there else None
    desk.tell(f"load: nothing is published ({DRIFT}; `dateline refine` first); {version or 'no version'} is served")
    return {"version": version, "is_new": False, "loaded": loaded, "faults": faults, "counts": {}}


def _fault(desk: Desk, batch: KeptBatch) -> dict[str, str] | None:
    """Why a batch cannot be loaded: one of its files is missing or its bytes do not match their digest."""
    for table in lake.LAKE_TABLES:
        path = lake.path(desk.home, table, batch.wire, batch.batch_id)
        found = lake.verify(desk.home, path)
        if found:
            return {"code": found.code, "file": path.relative_to(desk.home.root).as_posix(), "detail": found.detail}
    return None


def merge_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A merge as the data home keeps it, as a row of actor_merges: its moments are moments."""
    moments = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in ("merged_at", "undone_at")}
    return {**row, **moments}


def _failing(pull: PullState | None) -> dict[str, Any]:
    """A wire that answers with a login page brings nothing new, as a quiet one does: here the two are told apart."""
    if pull is None:
        return {"failing_code": None, "failing_count": None}
    return {"failing_code": pull.last_error_code if pull.failure_count else None, "failing_count": pull.failure_count}


def _sides(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """The tables that do not come from the lake: our own files, and what the ledger remembers."""
    authority = desk.reader.authority
    pulls = desk.ledger.pulls()
    return {
        "wires": [
            {
                "wire": w.id,
                "name": w.name,
                "publisher": w.publisher,
                "agency": w.agency,
                "country": w.country,
                "format": w.format,
                "zone": w.zone,
                "language": w.language,
                "licence": w.licence or None,
                "is_on": w.on,
                "expect_min": w.expect_min,
                "expect_max": w.expect_max,
                **_failing(pulls.get(w.id)),
            }
            for w in desk.wires.values()
        ],
        "actors": authority.actor_rows(),
        "actor_names": authority.name_rows(),
        "actor_roles": authority.role_rows(),
        "actor_merges": [merge_row(row) for row in lake.merges(desk.home)],
        "topic_sides": extract.topic_sides(desk.reader),
        "check_results": desk.ledger.check_results(),
        "replays": desk.ledger.replays(),
    }
