"""`dateline board`: the pages alone, on loopback."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import home as places
from dateline.cli.console import OK, talk
from dateline.errors import Busy


def add(app: typer.Typer) -> None:
    """Adds this command."""
    app.command()(board)


def board(
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.", min=0, max=65535)] = 8090,
    host: Annotated[
        str, typer.Option(help="Address to listen on. The board has no login: keep it on loopback.")
    ] = "127.0.0.1",
) -> int:
    """Serves the board in your browser, until Ctrl-C.

    It only reads, and listens on this machine alone. Airflow shows the same pages behind its login.

    Example: dateline board --port 0
    """
    import socket

    import uvicorn

    from dateline.board import board as pages

    project = places.project()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, port))
        except OSError as error:
            found, todo = error.strerror or str(error), "Name another with --port."
            raise Busy(f"{host}:{port}", expected="a free port of this machine", found=found, todo=todo) from error
        talk.print(f"The board: http://{host}:{taken.getsockname()[1]}/   (Ctrl-C ends it)")
        server = uvicorn.Server(uvicorn.Config(pages(project, places.home(project)), log_level="warning"))
        server.run(sockets=[taken])
    return OK
