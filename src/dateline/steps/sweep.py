"""What an event lost: found by looking at the disk and the ledger, and done."""

from __future__ import annotations

from typing import Any

from dateline import fetch, lake
from dateline.steps.desk import Desk
from dateline.steps.ingest import ingest, reconcile
from dateline.steps.load import load
from dateline.steps.refine import refine, stale_batches
from dateline.warehouse import published, verify_published


def sweep(desk: Desk) -> dict[str, Any]:
    """What was left to do, and is done: {"inboxes", "reconciled", "refined", "loaded", "orphans", "foreign"}.

    Takes what lies in inboxes of wires that are on, registers batches the ledger missed, rewrites stale ones, loads
    (embargoes that ended come out here), and removes our own abandoned temporary files. Foreign files are only named.
    """
    taken = []
    for wire in desk.wires.values():
        folder = desk.home.inbox / wire.id
        if wire.is_inbox and wire.on and folder.is_dir() and fetch.has_drops(folder, desk.clock):
            taken.append(ingest(desk, wire.id)["wire"])
    done: dict[str, Any] = {"inboxes": taken, "reconciled": reconcile(desk)}
    done["refined"] = refine(desk)["refined"]
    done["loaded"] = load(desk)["version"]
    done["orphans"] = [p.relative_to(desk.home.root).as_posix() for p in lake.sweep_orphans(desk.home, desk.clock())]
    done["foreign"] = [p.relative_to(desk.home.root).as_posix() for p in lake.foreign(desk.home)]
    return done


def left_to_do(desk: Desk) -> dict[str, Any]:
    """What a sweep would find, without doing it: {"inboxes", "stale", "warehouse"}."""
    waiting = [
        w.id for w in desk.wires.values() if w.is_inbox and w.on and fetch.has_drops(desk.home.inbox / w.id, desk.clock)
    ]
    fault = verify_published(desk.home.warehouse) if published(desk.home.warehouse) else None
    return {"inboxes": waiting, "stale": stale_batches(desk), "warehouse": fault.code if fault else None}
