"""`dateline quarantine`: what was not stored, why, and another try."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import FAILURE, OK, PARTIAL, print_json, print_rows, talk, visible
from dateline.cli.desk import desk
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.steps import Desk

app = typer.Typer(no_args_is_help=True, help="What was not stored: list it, look at it, try it again.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
COLUMNS = ("rejected_id", "wire", "reason_code", "state", "url", "item_position", "rejected_at", "replayed_at")


@app.command("list")
def list_(
    wire: Annotated[str | None, typer.Option(help="Of this wire only.")] = None,
    reason: Annotated[str | None, typer.Option(help="With this reason code only, e.g. parse.xml.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = 100,
    as_json: Json = False,
) -> int:
    """The rejected rows with their reasons, newest first.

    Example: dateline quarantine list --wire meridian --reason parse.xml
    """
    from dateline import steps

    found = desk()
    rows = steps.rejected(found, wire=wire, code=reason, limit=limit)
    if not rows:
        _check_names(found, wire, reason)
    print_rows(rows, None if as_json else COLUMNS, as_json=as_json, empty="nothing was rejected")
    if rows and not as_json:
        more = f"the newest {limit}; --limit shows more. " if len(rows) == limit else ""
        talk.print(f"{more}`dateline quarantine show ID` says what to do about one", style="dim")
    return OK


def _check_names(found: Desk, wire: str | None, reason: str | None) -> None:
    """Raises for a wire or reason that does not exist: an empty answer would mislead."""
    if wire is not None:
        found.wire(wire)
    if reason is not None and reason not in found.reasons:
        codes = ", ".join(code for code in found.reasons if code.split(".")[0] == reason.split(".")[0])
        raise UsageError(f"no reason is called {reason!r}", todo=f"One of {codes or ', '.join(found.reasons)}.")


@app.command()
def show(
    rejected_id: Annotated[str, typer.Argument(help="An id of the list, or its unique beginning.")],
    payload: Annotated[
        bool, typer.Option("--payload", help="Write the payload's bytes to standard output instead.")
    ] = False,
    as_json: Json = False,
) -> int:
    """One rejected row: what was wrong, what to do.

    Example: dateline quarantine show 4a64 --payload > story.xml
    """
    from dateline import steps

    found = desk()
    row = steps.find_rejected(found, rejected_id)
    if payload:
        return _write_payload(found, row)
    reason = found.reasons.get(row["reason_code"])
    row |= {"meaning": reason.meaning if reason else None, "todo": reason.todo if reason else None}
    print_json(row) if as_json else print_rows([{"field": k, "value": v} for k, v in row.items()])
    return OK


def _write_payload(found: Desk, row: dict[str, object]) -> int:
    """Writes the bytes behind a row as they came; on a terminal, which would obey them, as visible text."""
    from dateline import steps

    record = steps.rejected_payload(found, row)
    if record is None:
        talk.print(f"its payload cannot be read from {row['raw_file']}", style="red", markup=False)
        return FAILURE
    if sys.stdout.isatty():
        lines = record.payload.body.decode("utf-8", "replace").splitlines()
        sys.stdout.write("\n".join(map(visible, lines)) + "\n")
    else:
        sys.stdout.buffer.write(record.payload.body)
        sys.stdout.buffer.flush()
    return OK


@app.command()
def replay(
    rejected_ids: Annotated[list[str], typer.Argument(help="Ids of the list, or their unique beginnings.")],
    as_json: Json = False,
) -> int:
    """Tries rejected rows again.

    Their batches are read anew with today's formats and contracts. The exit code is 3 when some are rejected again.

    Example: dateline quarantine replay 4a64 91c0
    """
    from dateline import steps

    found = desk()
    with talk.status("reading"):
        done = steps.replay(found, rejected_ids)
    if as_json:
        print_json(done)
    else:
        talk.print(
            f"{done['replayed']} replayed: {len(done['kept'])} kept, {len(done['still_rejected'])} rejected again"
        )
    return PARTIAL if done["still_rejected"] else OK
