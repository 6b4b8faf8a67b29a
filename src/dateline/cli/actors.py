"""`dateline actors`: the authority widened by Wikidata, and persons of the texts merged by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.cli.console import OK, PARTIAL, heading, print_json, print_rows, talk
from dateline.cli.desk import desk

app = typer.Typer(no_args_is_help=True, help="Whom the stories name: widen the authority, merge actors, undo it.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would come of it; write nothing.")]
PUBLIC = "https://query.wikidata.org/sparql"
_SHOWN = 20


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Files of Wikidata's JSON; .gz and .bz2 as they are.")],
    retrieved: Annotated[
        str, typer.Option("--retrieved", help="The day the files were fetched, such as 2026-01-15; today if not said.")
    ] = "",
    dry_run: Dry = False,
    as_json: Json = False,
) -> int:
    """Widens the authority with persons, terms of office and organisations from Wikidata's own JSON.

    Told apart by their content: SPARQL results (variables in schemas/vocabulary/actors/README.md), answers with
    "entities" (Special:EntityData, wbgetentities), and the full dump with one entity a line, which is streamed twice.
    Entities name positions by id only: give the positions' and the states' entities along.

    Only positions that are surely an office of offices.yml count; all else is counted as ignored. Facts written by hand
    win: what contradicts them, or another imported fact, is refused and listed (the exit code is 3 then). What was
    imported lies in the data home, authority/; the same files again change nothing. Stories are read again with it
    by the next `dateline refine` and `dateline load`.

    Example: dateline actors import answer.json --dry-run
    """
    from dateline import steps

    found = desk()
    done = steps.import_actors(found, files, _day(retrieved) or found.clock().date(), is_dry=dry_run)
    return _said(done, dry_run, as_json)


@app.command()
def refresh(
    address: Annotated[
        str, typer.Option(envvar="DATELINE_WIKIDATA", help="A query service that answers as Wikidata's does.")
    ] = PUBLIC,
    query: Annotated[Path | None, typer.Option(help="A SPARQL query of your own.", exists=True, dir_okay=False)] = None,
    dry_run: Dry = False,
    as_json: Json = False,
) -> int:
    """Asks Wikidata's query service who holds which office, and imports the answer.

    The query is schemas/vocabulary/actors/wikidata.rq. Needs a network; without one, save an answer elsewhere and give
    it to `dateline actors import`.

    Example: dateline actors refresh --dry-run
    """
    from dateline import steps

    return _said(steps.refresh_actors(desk(), address, query, is_dry=dry_run), dry_run, as_json)


@app.command()
def show(as_json: Json = False) -> int:
    """What was imported so far, and which of it is not used because a file of the checkout says something else.

    Example: dateline actors show --json
    """
    from dateline import steps

    done = steps.imported_actors(desk())
    if as_json:
        print_json(done)
    else:
        _say_brought(done, "imported", "nothing was imported")
        _say_refused(done)
    return PARTIAL if done["refused"] else OK


@app.command()
def merge(
    kept: Annotated[str, typer.Argument(help="The actor that is kept: key, id or name in the table actors.")],
    merged: Annotated[str, typer.Argument(help="The one that is the same: an actor seen only in texts (local:…).")],
    because: Annotated[str, typer.Option("--because", help="The evidence, in your words.")],
    by: Annotated[str, typer.Option("--by", help="Who decides it; this user if not said.")] = "",
    as_json: Json = False,
) -> int:
    """Makes two actors of the texts one: mentions, quotes and counts of the second go to the first.

    The decision is kept in the data home, outlives a rebuild, and can be undone.

    Example: dateline actors merge "Jane Roe" "local:j. p. roe" --because "same post in both stories of 4 May"
    """
    from dateline import steps

    done = steps.merge_actors(desk(), kept, merged, because, by or _user())
    return _say_merge(done, as_json, f"{done['merged_actor_name']} is now {done['actor_name']}")


@app.command()
def unmerge(
    actor: Annotated[str, typer.Argument(help="The actor that was merged: key, id or name.")], as_json: Json = False
) -> int:
    """Undoes a merge: every row is as it was before.

    Example: dateline actors unmerge "local:j. p. roe"
    """
    from dateline import steps

    done = steps.unmerge_actors(desk(), actor)
    return _say_merge(done, as_json, f"{done['merged_actor_name']} is an actor of its own again")


@app.command()
def merges(as_json: Json = False) -> int:
    """Every merge that was decided by hand, with its evidence; undone ones too.

    Example: dateline actors merges --json
    """
    from dateline import steps

    rows = steps.merges(desk())
    columns = ("actor_key", "merged_actor_key", "evidence", "merged_by", "merged_at", "undone_at")
    print_rows(rows, None if as_json else columns, as_json=as_json, empty="nothing was merged")
    return OK


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _say_merge(done: dict[str, Any], as_json: bool, said: str) -> int:
    if as_json:
        print_json(done)
    else:
        talk.print(said, markup=False)
        if done["version"] is None:
            talk.print("another load runs; the next one heeds it", style="dim")
    return OK


def _day(text: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day such as 2026-01-15", param_hint="--retrieved") from None


def _said(done: dict[str, Any], is_dry: bool, as_json: bool) -> int:
    if as_json:
        print_json(done)
    else:
        _say_brought(done, "would come" if is_dry else "came", "nothing new")
        if done["ignored"]:
            heading("Ignored")
            print_rows(done["ignored"], ("reason", "count", "examples"))
        _say_refused(done)
        if done["unreadable"]:
            heading("Unreadable")
            print_rows([{"place": place} for place in done["unreadable"]])
    if done["is_new"] and not as_json:
        talk.print("`dateline refine` and `dateline load` read the stories again with it", style="dim")
    return PARTIAL if done["refused"] or done["unreadable"] else OK


def _say_brought(done: dict[str, Any], verb: str, nothing: str) -> None:
    counts = {name: len(done[name]) for name in ("persons", "organisations", "terms")}
    if not any(counts.values()):
        talk.print(nothing, style="dim")
        return
    talk.print(", ".join(f"{count} {name}" for name, count in counts.items()) + f" {verb}")
    rows = [{"what": name, "new": one} for name in ("organisations", "terms") for one in done[name][:_SHOWN]]
    rows += [{"what": "persons", "new": one} for one in done["persons"][: max(_SHOWN - len(rows), 0)]]
    print_rows(rows)
    if sum(counts.values()) > len(rows):
        talk.print(f"and {sum(counts.values()) - len(rows)} more: --json has all", style="dim")


def _say_refused(done: dict[str, Any]) -> None:
    if done["refused"]:
        heading("Refused")
        print_rows(done["refused"], ("reason", "subject", "detail"))
