"""The commands of `dateline`, gathered; each stands in a module of its own."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.text import Text

from dateline import __version__
from dateline.cli import actors, airflow, board, data, documents, explain, main_job, quarantine, up, wires
from dateline.cli.console import FAILURE, talk, visible
from dateline.errors import DatelineError


def _exit(code: object, **_: object) -> None:
    """A command returns its exit code; here it becomes one."""
    raise typer.Exit(code if isinstance(code, int) else 0)


app = typer.Typer(
    name="dateline",
    help="A warehouse of who said what: wire stories in, SQL answers out.",
    epilog="Exit codes: 0 ok · 1 failure · 2 usage or configuration · 3 done, but some rows were rejected · 75 busy.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    result_callback=_exit,
)

for module in (main_job, up, airflow, data, explain, documents, board):
    module.add(app)
app.add_typer(actors.app, name="actors")
app.add_typer(wires.app, name="wires")
app.add_typer(quarantine.app, name="quarantine")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A warehouse of who said what: wire stories in, SQL answers out."""


def main() -> None:
    """Runs the command line and exits with its code; an error of ours is one message on standard error."""
    try:
        app()
    except DatelineError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # a full disk, a folder without permission: not a fault of the program
        _complain(f"{error.filename or 'the operating system'}: {error.strerror or error}. Try `dateline doctor`.")
        sys.exit(FAILURE)


def _complain(message: str) -> None:
    talk.print(Text("\n".join(map(visible, f"dateline: {message}".splitlines()))), style="red")
