"""Commands on data: ingest, sql, status, rebuild, the single steps, doctor, docs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dateline import home as places
from dateline.cli.console import FAILURE, OK, PARTIAL, print_json, print_rows, shown, talk, tell
from dateline.contracts import contracts
from dateline.contracts.dictionary import dictionary

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def _desk() -> Any:
    from dateline import steps

    return steps.desk(tell=tell)


def add(app: typer.Typer) -> None:
    """Adds these commands."""
    for command in (ingest, sql, status, refine, load, check, sweep, rebuild, doctor, docs):
        app.command()(command)


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files to take in; they stay where they lie.", exists=True, dir_okay=False)
    ],
    wire: Annotated[str, typer.Option("--wire", help="The wire they belong to: a file of sources/ with an inbox.")],
    as_json: Json = False,
) -> int:
    """Takes files through the whole pipeline in this process, without Airflow: raw, lake, warehouse.

    Example: dateline ingest story.txt --wire courier
    """
    from dateline import steps

    desk = _desk()
    kept = steps.ingest_files(desk, wire, paths)
    refined = steps.refine(desk, wire)
    loaded = steps.load(desk)
    rows = steps.rejected(desk, wire=wire, batch_id=kept["batch_id"]) if kept["batch_id"] else []
    if as_json:
        print_json({**kept, "refined": refined, "version": loaded["version"], "rejected": rows})
    elif not kept["batch_id"]:
        talk.print("nothing new: these very files were taken before", style="dim")
    else:
        stories = steps.stories(desk, kept["batch_id"])
        print_rows(stories, ("published_at", "agency", "headline", "quotes", "status"))
        print_rows(rows, ("reason_code", "url", "detail")) if rows else None
    return PARTIAL if rows else OK


def sql(
    query: Annotated[
        str, typer.Argument(help='One SELECT, e.g. "SELECT * FROM who_said_what LIMIT 5"; - reads standard input.')
    ],
    as_json: Json = False,
    limit: Annotated[int, typer.Option(help="Rows to print at most; 0 for all.", min=0)] = 1000,
) -> int:
    """Asks the published warehouse in SQL (DuckDB); it can be read at any time, also during a load."""
    from dateline.warehouse import open_published
    from dateline.warehouse import query as ask

    home = places.home(places.project())
    text = typer.get_text_stream("stdin").read() if query == "-" else query
    with open_published(home.warehouse) as con:
        table = ask(con, text)
    cut = table if not limit else table.slice(0, limit)
    print_rows(cut.to_pylist(), table.column_names, as_json=as_json)
    if cut.num_rows < table.num_rows:
        talk.print(f"{cut.num_rows:,} of {table.num_rows:,} rows; --limit 0 prints all", style="dim")
    return OK


def status(as_json: Json = False) -> int:
    """How things stand: what is published, what came on each wire and where it ended, checks, what is left to do."""
    from dateline import steps

    found = steps.status(_desk())
    if as_json:
        print_json(found)
        return OK
    if found.get("problem"):
        talk.print(found["problem"], markup=False)
        return OK
    print_rows([{"version": found["version"], **found["counts"]}])
    print_rows(found["wires"])
    if found["rejected"]:
        print_rows(found["rejected"])
    checks = found["checks"]
    print_rows([checks]) if checks["run_at"] else talk.print("no check has run yet", style="dim")
    waiting = {k: v for k, v in found["left_to_do"].items() if v}
    talk.print(
        f"left to do: {shown(list(waiting))} (`dateline sweep` does it)" if waiting else "nothing is left to do",
        style="dim",
    )
    return OK


def _step(name: str, as_json: bool) -> dict[str, Any]:
    from dateline import steps

    done: dict[str, Any] = getattr(steps, name)(_desk())
    print_json(done) if as_json else print_rows([{k: v for k, v in done.items() if not isinstance(v, dict)}])
    return done


def refine(as_json: Json = False) -> int:
    """Reads stale batches of raw/ into the lake."""
    return PARTIAL if _step("refine", as_json)["rejected"] else OK


def load(as_json: Json = False) -> int:
    """Loads the lake into the warehouse and publishes a version of it."""
    return FAILURE if _step("load", as_json)["faults"] else OK


def check(as_json: Json = False) -> int:
    """Runs every check, and Great Expectations, on the published warehouse; 1 when an error is found."""
    from dateline import steps

    found = steps.check(_desk())
    print_json(found) if as_json else print_rows(found["breached"])
    talk.print(f"{found['passed']} passed, {len(found['breached'])} breached", style="dim")
    return FAILURE if any(b["severity"] == "error" for b in found["breached"]) else OK


def sweep(as_json: Json = False) -> int:
    """Finds and does what is left to do: forgotten drops, stale batches, ended embargoes, orphans."""
    _step("sweep", as_json)
    return OK


def rebuild(as_json: Json = False) -> int:
    """Throws away lake and warehouse and makes them again from raw/: the same rows."""
    return PARTIAL if _step("rebuild", as_json)["rejected"] else OK


def doctor(as_json: Json = False) -> int:
    """Checks the installation and says what to do; 1 when something is broken."""
    from dateline.cli.examination import examine

    found = examine()
    print_rows(found, as_json=as_json)
    return FAILURE if any(row["verdict"] == "broken" for row in found) else OK


def docs() -> int:
    """Rewrites the generated pages of docs/ from schemas/."""
    project = places.project()
    page = project.root / "docs" / "data-dictionary.md"
    page.write_text(dictionary(contracts(project.schemas).values()), encoding="utf-8")
    talk.print(f"wrote {page}", style="dim", markup=False)
    return OK
