"""`dateline quarantine`: what was not stored, why, and another try."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dateline.cli.console import OK, PARTIAL, print_json, print_rows, talk, tell

app = typer.Typer(no_args_is_help=True, help="What was not stored: list it, look at it, try it again.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_(
    wire: Annotated[str | None, typer.Option(help="Of this wire only.")] = None,
    reason: Annotated[str | None, typer.Option(help="With this reason code only.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = 100,
    as_json: Json = False,
) -> int:
    """The rejected rows, newest first, with their reasons."""
    from dateline import steps

    rows = steps.rejected(steps.desk(tell=tell), wire=wire, code=reason, limit=limit)
    columns = ("rejected_id", "wire", "state", "reason_code", "url", "item_position", "rejected_at", "replayed_at")
    print_rows(rows, None if as_json else columns, as_json=as_json)
    return OK


@app.command()
def show(
    rejected_id: Annotated[str, typer.Argument(help="An id of the list, or its unique beginning.")],
    payload: Annotated[bool, typer.Option(help="Write the payload's bytes to standard output instead.")] = False,
    as_json: Json = False,
) -> int:
    """One rejected row: what was wrong, what to do, where its bytes lie."""
    from dateline import steps

    desk = steps.desk(tell=tell)
    row = steps.find_rejected(desk, rejected_id)
    if payload:
        record = steps.rejected_payload(desk, row)
        sys.stdout.buffer.write(record.payload.body if record else b"")
        return OK if record else 1
    reason = desk.reasons.get(row["reason_code"])
    row |= {"meaning": reason.meaning if reason else None, "todo": reason.todo if reason else None}
    print_json(row) if as_json else print_rows([{"field": k, "value": v} for k, v in row.items()])
    return OK


@app.command()
def replay(
    rejected_ids: Annotated[list[str], typer.Argument(help="Ids of the list, or their unique beginnings.")],
    as_json: Json = False,
) -> int:
    """Reads the batches of rejected rows anew, with today's formats and contracts; 3 when some are rejected again."""
    from dateline import steps

    done = steps.replay(steps.desk(tell=tell), rejected_ids)
    if as_json:
        print_json(done)
    else:
        talk.print(
            f"{done['replayed']} replayed: {len(done['kept'])} kept, {len(done['still_rejected'])} rejected again"
        )
    return PARTIAL if done["still_rejected"] else OK
