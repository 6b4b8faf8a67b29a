"""`dateline run`: the main job on the project's own samples, from their bytes to answers in SQL."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

import typer
from rich.text import Text

from dateline import home as places
from dateline.cli import airflow
from dateline.cli.console import OK, out, print_rows, talk
from dateline.cli.samples import HOST, resolving, served
from dateline.errors import Permanent

QUESTIONS = (
    (
        "Who said what on NATO–Russia? (the latest, in so many words)",
        """
        SELECT
            day,
            speaker,
            office || ' (' || office_of || ')' AS office,
            left(quote, 80) AS quote,
            coalesce(agency, publisher) AS source
        FROM quotes_on('nato-russia')
        WHERE kind <> 'indirect' AND office IS NOT NULL
        ORDER BY day DESC, quote_id
        LIMIT 6
        """,
    ),
    (
        "Who was Russia's head of government on 18 September 2009?",
        "SELECT holder, title, valid_from, valid_to FROM holder_at('head_of_government', 'Russia', DATE '2009-09-18')",
    ),
    (
        "Who speaks most about whom?",
        "SELECT speaker, about, quote_count, first_on, last_on FROM dyads LIMIT 6",
    ),
)


def add(app: typer.Typer) -> None:
    """Adds this command."""
    app.command()(run)


def run() -> int:
    """Runs the main job on the samples, to an answer in SQL.

    Serves them on loopback, runs the real DAGs, and prints what came of it.

    Doing it again is quick, and says that nothing was new.
    """
    project = places.project()
    home = places.home(project)
    started = time.monotonic()
    talk.print(Text.assemble(("Dateline", "bold"), f"  the data lie in {home.root}"))
    before = _counts(home)
    with airflow.alone(home), served(project.samples / "site") as port:
        environ = airflow.environment(project, home) | resolving(port)
        with _progress("Airflow's metadata database"):
            airflow.prepare(home, environ)
        with _progress(f"samples into inboxes, and on http://{HOST}/feed.xml"):
            offer(project.samples / "inbox", home)
        states = _flow(project, home, environ)
    _report(home, before)
    out.file.flush()
    talk.print(f"\nDone in {time.monotonic() - started:.0f} s.", style="bold")
    failed = [dag for dag, state in states.items() if state != "success"]
    if failed or not states:
        raise Permanent(
            f"these DAGs failed: {', '.join(failed) or 'all'}", todo=f"See {_log(home)}, or try `dateline doctor`."
        )
    _what_next(home)
    return OK


def offer(samples: Path, home: places.Home) -> int:
    """How many sample files were dropped into inboxes, as a careful sender does: written aside, then renamed.

    They keep their modification times, so that dropping them again is the same receipt, not a second one.
    """
    files = [path for path in sorted(samples.glob("*/*")) if path.is_file()]
    for path in files:
        inbox = home.inbox / path.parent.name
        inbox.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, inbox / f".{path.name}.part")
        (inbox / f".{path.name}.part").replace(inbox / path.name)
    return len(files)


@contextmanager
def _progress(what: str) -> Iterator[None]:
    started = time.monotonic()
    with talk.status(what):
        yield
    talk.print(Text(f"  ✓ {what}  {time.monotonic() - started:.1f} s"))


def _flow(project: places.Project, home: places.Home, environ: Mapping[str, str]) -> dict[str, str]:
    """Runs dags/main_job.py and shows each DAG as it ends; DAG id → state. Everything else it says goes to the log."""
    states: dict[str, str] = {}
    with (
        _log(home).open("w", encoding="utf-8") as log,
        subprocess.Popen(
            [sys.executable, str(project.dags / "main_job.py")],
            env=dict(environ),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as child,
        talk.status("DAGs") as spinner,
    ):
        for line in child.stdout or ():
            if not line.startswith('{"dag"'):
                log.write(line)
                continue
            event = json.loads(line)
            if event["state"] == "running":
                spinner.update(f"DAG {event['dag']}")
                continue
            states[event["dag"]] = event["state"]
            good = event["state"] == "success"
            said = _said(event["result"]) or ("nothing new" if good else "see the log")
            text = f"  {'✓' if good else '✗'} DAG {event['dag']:<14} {event['seconds']:>5.1f} s  {said}"
            talk.print(Text(text, style="" if good else "red"))
    return states


def _said(result: Any) -> str:
    """What a DAG's tasks returned, in a few words."""
    found = [value for value in result.values() if value] if isinstance(result, dict) else [result]
    if not found:
        return ""
    value = found[0]
    if isinstance(value, list):
        return f"{sum(v['payloads'] for v in value)} payloads on {len(value)} wires"
    keys = ("payloads", "batches", "refined", "kept", "rejected", "loaded", "version", "passed")
    return ", ".join(f"{k} {value[k]}" for k in keys if k in value) if isinstance(value, dict) else str(value)[:200]


def _log(home: places.Home) -> Path:
    return home.airflow / "main-job.log"


def _counts(home: places.Home) -> dict[str, int]:
    """Rows of each published table; nothing before the first load."""
    from dateline.warehouse import published

    current = published(home.warehouse)
    return dict(current.counts) if current else {}


def _report(home: places.Home, before: Mapping[str, int]) -> None:
    """What came of it, on standard output: counts, reasons, checks, then answers with the SQL that gives them."""
    from dateline import steps
    from dateline.warehouse import open_published, query

    after = _counts(home)
    if not after:
        return
    if before and all(before.get(t) == after.get(t) for t in ("article_versions", "captures")):
        out.print(f"\nNothing was new: {after['articles']} stories, as before.", style="bold")
    found = steps.status(steps.desk())
    for title, rows in (
        ("What there is", [found["counts"]]),
        ("What came on each wire, and where it ended", found["wires"]),
        ("Rejected, and why", found["rejected"]),
        ("Checks (claims in SQL, and Great Expectations)", [found["checks"]]),
    ):
        out.print(f"\n{title}", style="bold")
        print_rows(rows)
    with open_published(home.warehouse) as con:
        for title, sql in QUESTIONS:
            out.print(f"\n{title}", style="bold")
            out.print(Text(dedent(sql).strip()), style="dim")
            print_rows(query(con, sql).to_pylist())


def _what_next(home: places.Home) -> None:
    talk.print("\nWhat next", style="bold")
    for does, what in (
        (
            'dateline sql "FROM who_said_what LIMIT 20"',
            "ask your own question (or open warehouse/dateline.duckdb read-only)",
        ),
        ("make up", "Airflow with every DAG on: drop a story into an inbox, find it in SQL seconds later"),
        ("dateline board", "the quality board and the topic page in your browser"),
        ("dateline ingest FILE --wire courier", "a story of your own, without Airflow"),
        ("dateline wires list", "twenty public feeds, switched off; `dateline wires on kremlin` listens to one"),
    ):
        talk.print(Text.assemble((f"  {does:<46}", "cyan"), what))
    talk.print(f"  (dateline is in .venv/bin; the data lie in {home.root})", style="dim")
