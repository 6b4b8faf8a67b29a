"""The published warehouse judged: every SQL check, and Great Expectations on every table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dateline.payload import natural_id
from dateline.steps.desk import Desk
from dateline.steps.load import load
from dateline.warehouse import checks, open_published, published, quality, row_hashes


def check(desk: Desk, *, anew: bool = False) -> dict[str, Any]:
    """What the checks found: {"is_new", "run_id", "version", "passed", "breached"}.

    "breached" lists {check_id, severity, claim, breach_count}. The results go to the ledger and, by a fresh load, into
    check_results of the next published version. The same rows judged by the same claims are not judged twice
    ("is_new" is False then), unless asked for `anew`.
    """
    now = desk.clock()
    claims = checks.checks(desk.project.warehouse, desk.contracts)
    with open_published(desk.home.warehouse) as con:
        current = published(desk.home.warehouse)
        version = current.name if current else ""
        rows = row_hashes(con)
        judged_by = [asdict(claim) for claim in claims], [c.digest for c in desk.contracts.values()]
        run_id = natural_id("check", sorted(rows.items()), judged_by, now.isoformat() if anew else "")
        known = [r for r in desk.ledger.check_results() if r["run_id"] == run_id]
        results = known or _results(desk, con, claims, run_id=run_id, version=version, now=now)
    if not known:
        desk.ledger.record_checks(results)
        load(desk)
    breached = [
        {k: r[k] for k in ("check_id", "severity", "claim", "breach_count")} for r in results if not r["is_passed"]
    ]
    return {
        "is_new": not known,
        "run_id": run_id,
        "version": version,
        "passed": len(results) - len(breached),
        "breached": breached,
    }


def _results(desk: Desk, con: Any, claims: list[checks.Check], **run: Any) -> list[dict[str, Any]]:
    """Rows of check_results; what Great Expectations says in its own words is kept beside the warehouse."""
    desk.tell(f"check {run['version']}: {len(claims)} claims in SQL")
    rows = checks.results(con, claims, **run)
    desk.tell(f"check {run['version']}: Great Expectations")
    found, documents = quality.validate(con, desk.contracts, **run)
    quality.data_docs(documents, desk.home.warehouse / "expectations", run["run_id"])
    return rows + found
