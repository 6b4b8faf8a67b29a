"""`dateline wires`: the wires we listen to."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from dateline.cli.console import FAILURE, OK, print_rows, talk
from dateline.cli.desk import desk

if TYPE_CHECKING:
    from dateline.fetch import Client
    from dateline.sources import Wire
    from dateline.steps import Desk

app = typer.Typer(no_args_is_help=True, help="The wires we listen to: list them, test them, switch them.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Ids = Annotated[list[str], typer.Argument(help="Ids of wires: names of files in sources/, without .yml.")]


@app.command("list")
def list_(as_json: Json = False) -> int:
    """Every wire: on or off, where it comes from, when it answered.

    verified_on is the day when `dateline wires test` last saw the address give a feed; empty means never.
    """
    rows = [{**asdict(w), "every": str(w.every)} for w in desk().wires.values()]
    for row in rows:
        row["from"] = row["url"] or f"inbox/{row['id']}/"
    print_rows(rows, None if as_json else ("id", "on", "publisher", "from", "verified_on"), as_json=as_json)
    if not as_json:
        talk.print("`dateline wires test ID` asks an address; `dateline wires on ID` listens to it", style="dim")
    return OK


@app.command()
def test(wires: Ids, as_json: Json = False) -> int:
    """Asks the addresses of wires once and says what answered.

    Writes verified_on into the wire's file where a feed with entries came. The exit code is 1 when one did not answer.

    Example: dateline wires test nato un_news
    """
    from dateline import fetch

    found = desk()
    client = fetch.Client(resolve=found.resolve, clock=found.clock)
    rows = []
    for wire in [found.wire(name) for name in wires]:
        with talk.status(Text(wire.id)):
            rows.append(_tested(wire, client, found))
    print_rows(rows, as_json=as_json)
    return OK if all(row["ok"] for row in rows) else FAILURE


def _tested(wire: Wire, client: Client, found: Desk) -> dict[str, Any]:
    """What a wire's address answered; the day is written into its file when that was a feed."""
    from dateline import fetch

    if wire.is_inbox:
        return {"wire": wire.id, "ok": True, "detail": f"an inbox: drop files into {found.home.inbox / wire.id}"}
    answer = fetch.verify(wire, client, found.clock)
    detail = answer.detail
    if answer.ok:
        path = Path(wire.file)
        try:
            text = fetch.with_verified(path.read_bytes().decode("utf-8"), found.clock().date())
            _replace(path, text.encode("utf-8"))
        except OSError as error:
            detail += f"; verified_on could not be written: {error.strerror}"
    return {"wire": wire.id, "ok": answer.ok, "detail": detail}


def _replace(path: Path, body: bytes) -> None:
    """Writes the file whole or not at all."""
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_bytes(body)
        aside.chmod(path.stat().st_mode & 0o777)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _switch(wires: list[str], is_on: bool) -> int:
    found = desk()
    for wire in [found.wire(name) for name in wires]:
        found.ledger.switch(wire.id, is_on)
        talk.print(f"{wire.id} is {'on' if is_on else 'off'}", markup=False)
    return OK


@app.command()
def on(wires: Ids) -> int:
    """Listens to wires from now on.

    Airflow shows their DAGs within a minute. The switch is kept in the data home; the wire's file stays as it is.

    Example: dateline wires on nato kremlin
    """
    return _switch(wires, True)


@app.command()
def off(wires: Ids) -> int:
    """Stops listening to wires; what they brought stays.

    Example: dateline wires off kremlin
    """
    return _switch(wires, False)


@app.command()
def boilerplate(
    wire: Annotated[str, typer.Argument(help="Id of a wire: name of a file in sources/, without .yml.")],
    as_json: Json = False,
) -> int:
    """The lines a wire repeats in its stories, and which are therefore cut out of them.

    Told from all its batches: whether a line is cut anywhere or only at the foot, in how many stories it stands, what
    share that is of the wire's stories from its first day to its last, and one story that has it. To overrule it, name
    it in the wire's file under `boilerplate:` (always cut) or `not_boilerplate:` (never), then `dateline refine`.

    Example: dateline wires boilerplate courier
    """
    from dateline import steps

    rows = steps.recurring_lines(desk(), wire)
    shown = ("line", "place", "story_count", "share", "first_on", "last_on", "example")
    for row in rows:
        row["share"] = round(row["share"], 3)
    print_rows(rows, shown, as_json=as_json, empty="nothing recurs so far")
    return OK
