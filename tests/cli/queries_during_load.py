"""Queries of many processes while another loads again and again: what went wrong, and how long each took.

By hand: python -m tests.cli.queries_during_load 1000
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from dateline import steps
from dateline.warehouse import open_published, query

WIRE = "kremlin"
LEAST_LOADS = 2
QUESTIONS = (
    "SELECT count(*) AS n FROM wires",
    "SELECT name, kind FROM actors ORDER BY name LIMIT 20",
    "SELECT * FROM who_said_what LIMIT 5",
    "SELECT holder FROM holder_at('head_of_government', 'Russia', DATE '2009-09-18')",
)


@dataclass
class Outcome:
    """What came of it: seconds of every query, the errors met, the versions published meanwhile."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    versions: int = 0

    def __str__(self) -> str:
        cuts = quantiles(self.seconds, n=100)
        times = (
            f"median {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, longest {max(self.seconds) * 1000:.0f} ms"
        )
        return f"{len(self.seconds)} queries, {len(self.errors)} errors, {self.versions} versions published; {times}"


def load_once(home: Path, number: int) -> bool:
    """Loads with one wire switched, so that there is something new; hours later each time, so that old files go."""
    when = datetime(2031, 1, 15, tzinfo=UTC) + timedelta(hours=2 * number)
    desk = steps.desk({"DATELINE_HOME": str(home)}, clock=lambda: when)
    desk.ledger.switch(WIRE, bool(number % 2))
    return bool(steps.load(desk)["is_new"])


def _load_on(home: Path, loads: Any, over: Any) -> None:
    while not over.is_set():
        made = load_once(home, loads.value + 1)
        with loads.get_lock():
            loads.value += made


def _ask_on(home: Path, count: int, loads: Any, answers: Any) -> None:
    done = 0
    while done < count or loads.value < LEAST_LOADS:
        started = time.monotonic()
        error = None
        try:
            with open_published(home / "warehouse") as con:
                rows = query(con, QUESTIONS[done % len(QUESTIONS)]).num_rows
            if done % len(QUESTIONS) == 0 and rows != 1:
                error = f"{rows} rows where one was expected"
        except Exception as met:  # every error is counted, whatever it is
            error = f"{type(met).__name__}: {met}"
        answers.put((time.monotonic() - started, error))
        done += 1
    answers.put(None)


def watch(home: Path, count: int, readers: int = 2) -> Outcome:
    """What came of `count` queries or more, by so many processes, while one more process loads in a loop."""
    load_once(home, 0)
    processes = multiprocessing.get_context("spawn")
    loads, over, answers = processes.Value("i", 0), processes.Event(), processes.Queue()
    loader = processes.Process(target=_load_on, args=(home, loads, over), daemon=True)
    each = -(-count // readers)
    asking = [processes.Process(target=_ask_on, args=(home, each, loads, answers), daemon=True) for _ in range(readers)]
    for process in (loader, *asking):
        process.start()
    outcome, left = Outcome(), readers
    while left:
        answer = answers.get(timeout=300)
        if answer is None:
            left -= 1
            continue
        outcome.seconds.append(answer[0])
        outcome.errors += [answer[1]] if answer[1] else []
    over.set()
    for process in (*asking, loader):
        process.join(120)
        if process.exitcode:
            outcome.errors.append(f"{process.name} ended with {process.exitcode}")
    outcome.versions = loads.value
    return outcome


def main(arguments: Sequence[str]) -> int:
    """Prints what came of it; 1 when any query failed."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = watch(Path(folder), int(arguments[0]) if arguments else 1000)
    print(outcome)
    for error in sorted(set(outcome.errors)):
        print(" ", error)
    return 1 if outcome.errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
