"""The commands of `dateline`, gathered; each stands in a module of its own."""

from __future__ import annotations

import sys
from typing import Annotated

import click
import typer

from dateline import __version__
from dateline.cli import airflow, board, data, documents, quarantine, wires
from dateline.cli.console import FAILURE, talk
from dateline.errors import DatelineError

app = typer.Typer(
    name="dateline",
    help="A warehouse of who said what: wire stories in, SQL answers out.",
    epilog="Exit codes: 0 ok · 1 failure · 2 usage or configuration · 3 done, but some rows were rejected · 75 busy.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for module in (airflow, data, documents, board):
    module.add(app)
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
    """Runs the command line and exits with its code; an error of ours is one message on standard error, no traceback."""
    try:
        code = app(standalone_mode=False)
    except DatelineError as error:
        talk.print(f"dateline: {error}", style="red", markup=False)
        code = error.exit_code
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        code = FAILURE
    except KeyboardInterrupt:
        code = 130
    sys.exit(code if isinstance(code, int) else 0)
