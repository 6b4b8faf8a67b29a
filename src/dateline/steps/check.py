"""The published warehouse judged: every SQL check, and Great Expectations on every table."""

from __future__ import annotations

from typing import Any

from dateline.payload import natural_id
from dateline.steps.desk import Desk
from dateline.steps.load import load
from dateline.warehouse import checks, open_published, published, quality


def check(desk: Desk, *, expectations: bool = True) -> dict[str, Any]:
    """What the checks found: {"run_id", "version", "passed", "breached": [{check_id, severity, claim, breach_count}]}.

    The results go to the ledger and, by a fresh load, into check_results of the next published version.
    """
    now = desk.clock()
    with open_published(desk.home.warehouse) as con:
        current = published(desk.home.warehouse)
        version = current.name if current else ""
        run_id = natural_id("check", version, now.isoformat())
        desk.tell(f"check {version}: claims in SQL")
        rows = checks.results(
            con, checks.checks(desk.project.warehouse, desk.contracts), run_id=run_id, version=version, now=now
        )
        if expectations:
            desk.tell(f"check {version}: Great Expectations")
            found, documents = quality.validate(con, desk.contracts, run_id=run_id, version=version, now=now)
            rows += found
            quality.data_docs(documents, desk.home.warehouse / "expectations", run_id)
    desk.ledger.record_checks(rows)
    load(desk)
    breached = [
        {k: r[k] for k in ("check_id", "severity", "claim", "breach_count")} for r in rows if not r["is_passed"]
    ]
    return {"run_id": run_id, "version": version, "passed": len(rows) - len(breached), "breached": breached}
