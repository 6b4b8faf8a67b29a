"""`dateline wires`: the wires we listen to."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import FAILURE, OK, print_rows, talk, tell

app = typer.Typer(no_args_is_help=True, help="The wires we listen to: list them, test them, switch them.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Ids = Annotated[list[str], typer.Argument(help="Ids of wires: names of files in sources/, without .yml.")]


@app.command("list")
def list_(as_json: Json = False) -> int:
    """Every wire: whether it is on, where it comes from, when its address was last seen to work."""
    from dateline import steps

    rows = [{**asdict(w), "every": str(w.every)} for w in steps.desk(tell=tell).wires.values()]
    for row in rows:
        row["from"] = row["url"] or f"inbox/{row['id']}/"
    print_rows(
        rows, None if as_json else ("id", "on", "publisher", "format", "zone", "from", "verified_on"), as_json=as_json
    )
    return OK


@app.command()
def test(wires: Ids, as_json: Json = False) -> int:
    """Asks the addresses of wires once and says what answered; writes verified_on where a feed did."""
    from dateline import fetch, steps

    desk = steps.desk(tell=tell)
    client = fetch.Client(resolve=desk.resolve, clock=desk.clock)
    rows = []
    for wire in (desk.wire(name) for name in wires):
        if wire.is_inbox:
            rows.append(
                {"wire": wire.id, "ok": True, "detail": f"an inbox: drop files into {desk.home.inbox / wire.id}"}
            )
            continue
        found = fetch.verify(wire, client, desk.clock)
        rows.append({"wire": wire.id, "ok": found.ok, "detail": found.detail})
        if found.ok:
            path = Path(wire.file)
            path.write_text(fetch.with_verified(path.read_text("utf-8"), desk.clock().date()), "utf-8")
    print_rows(rows, as_json=as_json)
    return OK if all(row["ok"] for row in rows) else FAILURE


def _switch(wires: list[str], is_on: bool) -> int:
    from dateline import steps

    desk = steps.desk(tell=tell)
    for wire in [desk.wire(name) for name in wires]:
        desk.ledger.switch(wire.id, is_on)
        talk.print(f"{wire.id} is {'on' if is_on else 'off'}", markup=False)
    return OK


@app.command()
def on(wires: Ids) -> int:
    """Listens to wires from now on. Airflow shows their DAGs within a minute."""
    return _switch(wires, True)


@app.command()
def off(wires: Ids) -> int:
    """Stops listening to wires; what they brought stays."""
    return _switch(wires, False)
