"""Commands on data: ingest, sql, status, rebuild, the single steps, doctor, docs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline import home as places
from dateline.cli.console import FAILURE, OK, PARTIAL, heading, print_json, print_rows, shown, talk
from dateline.cli.desk import desk as our_desk
from dateline.contracts import contracts
from dateline.contracts.dictionary import dictionary

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


@contextmanager
def _desk(doing: str) -> Iterator[Any]:
    """The desk, with a sign of life on a terminal while work lasts."""
    desk = our_desk()
    with talk.status(doing):
        yield desk


def add(app: typer.Typer) -> None:
    """Adds these commands."""
    for command in (ingest, sql, status, refine, load, check, sweep, rebuild, retag, doctor, docs):
        app.command()(command)


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files to take in; they stay where they lie.", exists=True, dir_okay=False)
    ],
    wire: Annotated[str, typer.Option("--wire", help="The wire they belong to: a file of sources/ with an inbox.")],
    as_json: Json = False,
) -> int:
    """Takes files all the way into SQL, without Airflow.

    They are kept in raw/, read into the lake and loaded into the warehouse, in this process. Prints the stories they
    brought, and what was rejected with its reasons (the exit code is 3 then). The same files again change nothing.

    Example: dateline ingest story.txt --wire courier
    """
    from dateline import steps

    with _desk("reading") as desk:
        kept = steps.ingest_files(desk, wire, paths)
        refined = steps.refine(desk, wire)
        loaded = steps.load(desk)
    batch = kept["batch_id"]
    rows = steps.rejected(desk, wire=wire, batch_id=batch, limit=10_000) if batch else []
    stories = steps.stories(desk, batch) if batch else []
    if as_json:
        done = {**kept, "refined": refined, "version": loaded["version"], "stories": stories, "rejected": rows}
        print_json(done)
    else:
        _say_ingested(bool(batch), stories, rows)
    return PARTIAL if rows else OK


def _say_ingested(is_new: bool, stories: list[dict[str, Any]], rejected: list[dict[str, Any]]) -> None:
    if not is_new:
        talk.print("nothing new: these very files were taken before", style="dim")
        return
    if stories:
        print_rows(stories, ("published_at", "agency", "headline", "version", "status", "quotes"))
    elif not rejected:
        talk.print("nothing new: these stories were here already, word for word", style="dim")
    if rejected:
        heading("Rejected")
        print_rows(rejected, ("rejected_id", "reason_code", "url", "detail"))
        talk.print("`dateline quarantine show ID` says what to do about one", style="dim")
    if stories:
        talk.print('now ask: dateline sql "FROM who_said_what LIMIT 5"', style="dim", markup=False)


def sql(
    query: Annotated[
        str, typer.Argument(help='One SELECT, e.g. "SELECT * FROM who_said_what LIMIT 5"; - reads standard input.')
    ],
    as_json: Json = False,
    limit: Annotated[int, typer.Option(help="Rows to print at most; 0 for all.", min=0)] = 1000,
) -> int:
    """Asks the published warehouse in SQL (DuckDB).

    It can be asked at any time, also during a load. It only reads, and reaches no file and no network.

    Examples: dateline sql "SHOW TABLES"; dateline sql "DESCRIBE quotes"; dateline sql - < question.sql
    """
    from dateline.warehouse import open_published
    from dateline.warehouse import query as ask

    home = places.home(places.project())
    text = typer.get_text_stream("stdin").read() if query == "-" else query
    with open_published(home.warehouse) as con:
        table = ask(con, text)
    table = table.rename_columns(_distinct(table.column_names))
    cut = table if not limit else table.slice(0, limit)
    print_rows(cut.to_pylist(), table.column_names, as_json=as_json)
    if cut.num_rows < table.num_rows:
        talk.print(f"{cut.num_rows:,} of {table.num_rows:,} rows; --limit 0 prints all", style="dim")
    return OK


def _distinct(names: list[str]) -> list[str]:
    """The names with a number behind those that come again: a row is a mapping, and would keep one of the two."""
    taken: list[str] = []
    for name in names:
        number, new = 1, name
        while new in taken:
            number += 1
            new = f"{name}_{number}"
        taken.append(new)
    return taken


def status(as_json: Json = False) -> int:
    """How things stand, in one look.

    Prints what is published, what came on each wire and where it ended, why rows were rejected, what the checks found,
    and what is left to do.
    """
    from dateline import steps

    found = steps.status(our_desk())
    if as_json:
        print_json(found)
        return OK
    if found["failing"]:
        heading("Failing wires")
        print_rows(found["failing"], ("wire", "reason_code", "meaning", "failed_pulls", "last_ok_at", "todo"))
    if found.get("problem"):
        talk.print(found["problem"], markup=False)
        return OK
    heading("Published")
    print_rows([{"version": found["version"], **found["counts"]}])
    heading("What came on each wire, and where it ended")
    print_rows(found["wires"], empty="nothing has come yet")
    if found["rejected"]:
        heading("Rejected, and why")
        print_rows(found["rejected"])
    heading("Checks")
    checks = [found["checks"]] if found["checks"]["run_at"] else []
    print_rows(checks, empty="none has run yet; `dateline check` runs them")
    waiting = {k: v for k, v in found["left_to_do"].items() if v}
    left = "; ".join(f"{name}: {shown(what)}" for name, what in waiting.items())
    talk.print(
        f"left to do: {left} (`dateline sweep` does it)" if waiting else "nothing is left to do",
        style="dim",
        markup=False,
    )
    return OK


def _step(name: str, doing: str, as_json: bool) -> dict[str, Any]:
    from dateline import steps

    with _desk(doing) as desk:
        done: dict[str, Any] = getattr(steps, name)(desk)
    if as_json:
        print_json(done)
    else:
        print_rows([{k: len(v) if k == "faults" else v for k, v in done.items() if not isinstance(v, dict)}])
    return done


def refine(as_json: Json = False) -> int:
    """Reads what is new or stale in raw/ into the lake.

    Prints how many batches there are, how many were read, and the rows kept and rejected (the exit code is 3 then).
    """
    return PARTIAL if _step("refine", "reading", as_json)["rejected"] else OK


def load(as_json: Json = False) -> int:
    """Loads the lake into the warehouse and publishes it.

    Prints the version that is published now. A batch whose file is missing or damaged keeps the rows it had: the file
    is named, and the exit code is 1.
    """
    faults = _step("load", "loading", as_json)["faults"]
    for fault in faults:
        talk.print(f"{fault['code']}: {fault['file']} ({fault['detail']})", style="red", markup=False)
    return FAILURE if faults else OK


def check(as_json: Json = False) -> int:
    """Runs every check on what is published.

    Claims in SQL, and Great Expectations. Prints the checks that were breached; the exit code is 1 when one of them is
    an error, 0 when they are warnings.
    """
    from dateline import steps

    with _desk("checking") as desk:
        found = steps.check(desk, anew=True)
    if as_json:
        print_json(found)
    elif found["breached"]:
        print_rows(found["breached"])
    talk.print(f"{found['passed']} passed, {len(found['breached'])} breached", style="dim")
    return FAILURE if any(b["severity"] == "error" for b in found["breached"]) else OK


def sweep(as_json: Json = False) -> int:
    """Finds and does what is left to do.

    Forgotten drops, stale batches, ended embargoes, abandoned temporary files. Prints what was found and done.
    """
    _step("sweep", "looking", as_json)
    return OK


def rebuild(as_json: Json = False) -> int:
    """Makes lake and warehouse anew from raw/: the same rows.

    The version that is published stays readable meanwhile. Prints the rows kept and rejected (the exit code is 3 then).
    """
    return PARTIAL if _step("rebuild", "reading everything anew", as_json)["rejected"] else OK


def retag(
    wire: Annotated[str | None, typer.Option("--wire", help="Only the stories of this wire.")] = None,
    as_json: Json = False,
) -> int:
    """Tags the stories in the lake anew after a rule in topics.yml has changed.

    Only topics are made anew, from the words and mentions that lie in the lake: no story is read again. Prints the
    stories that each topic had before and has after, and how many it gained and lost.
    """
    from dateline import steps

    with _desk("tagging") as desk:
        if wire is not None:
            desk.wire(wire)
        done = steps.retag(desk, wire)
    if as_json:
        print_json(done)
        return OK
    print_rows(done["topics"], ("topic", "before", "after", "gained", "lost"), empty="nothing was stale")
    talk.print(
        f"{done['retagged']} of {done['batches']} batches, {done['articles']:,} articles; published {done['version']}",
        style="dim",
        markup=False,
    )
    return OK


def doctor(as_json: Json = False) -> int:
    """Checks the installation and says what to do.

    Prints one row per subject: fine, odd or broken. The exit code is 0 when nothing is broken, 2 when a file or setting
    of ours is, 1 for anything else.
    """
    from dateline.cli.examination import examine, exit_code

    found = examine()
    print_rows([row.shown() for row in found], as_json=as_json)
    count = sum(row.verdict == "broken" for row in found)
    if not as_json:
        talk.print(f"{count} broken: see todo" if count else "nothing is broken", style="red" if count else "dim")
    return exit_code(found)


def docs() -> int:
    """Rewrites the generated pages of docs/ from schemas/."""
    project = places.project()
    page = project.root / "docs" / "data-dictionary.md"
    page.write_text(dictionary(contracts(project.schemas).values()), encoding="utf-8")
    talk.print(f"wrote {page}", style="dim", markup=False)
    return OK
