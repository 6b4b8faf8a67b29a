"""Everything after raw/ thrown away and made again."""

from __future__ import annotations

import shutil
from typing import Any

from dateline.steps.desk import Desk
from dateline.steps.ingest import reconcile
from dateline.steps.load import load
from dateline.steps.refine import refine


def rebuild(desk: Desk) -> dict[str, Any]:
    """What was made: {"batches", "kept", "rejected", "version"}; the rows are the same as before, bit for bit.

    The published version stays readable until the new one takes its place. Raises Busy while a load runs.
    """
    with desk.ledger.lease("load", clock=desk.clock):
        shutil.rmtree(desk.home.lake, ignore_errors=True)
        for name in ("live.duckdb", "live.duckdb.wal"):
            (desk.home.warehouse / name).unlink(missing_ok=True)
    reconcile(desk)
    done = refine(desk)
    return {**{k: done[k] for k in ("batches", "kept", "rejected")}, "version": load(desk)["version"]}
