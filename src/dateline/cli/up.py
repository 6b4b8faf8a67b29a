"""`dateline up`: Airflow's four parts as children, until Ctrl-C; none is left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated

import requests
import typer
from rich.text import Text

from dateline import home as places
from dateline.cli import airflow
from dateline.cli.console import FAILURE, OK, talk
from dateline.cli.samples import resolving, served
from dateline.errors import Busy, Permanent

PARTS = ("api-server", "scheduler", "triggerer", "dag-processor")
HEALTHY_WITHIN = 300.0
GRACE = 25.0


class Stop(Exception):
    """Somebody asked us to end."""


def add(app: typer.Typer) -> None:
    """Adds this command."""
    app.command()(up)


def up(
    port: Annotated[int, typer.Option(help="Port of the page on 127.0.0.1.", min=1024, max=65535)] = 8080,
) -> int:
    """Starts Airflow with every DAG on, until Ctrl-C.

    Its API server, scheduler, triggerer and DAG processor run as children of this command.

    DATELINE_AIRFLOW_DB=postgresql+psycopg2://user:password@host/db takes Postgres instead of SQLite for its metadata.
    """
    project = places.project()
    home = places.home(project)
    _free(port)
    with airflow.alone(home), served(project.samples / "site") as sample_port:
        environ = airflow.environment(project, home, port) | resolving(sample_port)
        with talk.status("Airflow's metadata database"):
            airflow.prepare(home, environ)
        airflow.open_inboxes(project, home)
        return _run(port, home, environ)


def _run(port: int, home: places.Home, environ: Mapping[str, str]) -> int:
    """Starts every part and waits for a signal, or for a part that ends; whichever comes, all of them end."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for part in PARTS:
            with (home.airflow / f"{part}.log").open("ab") as log:
                children[part] = subprocess.Popen(
                    airflow.command(part), env=dict(environ), stdout=log, stderr=log, start_new_session=True
                )
        with talk.status("Airflow is starting (half a minute)"):
            _wait_healthy(port, children, home)
        _say_ready(port, home, environ)
        return _watch(children, home)
    except Stop:
        talk.print("\nending …", style="dim")
        return OK
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end(children)
        talk.print("ended; nothing is left running", style="dim")


def _stop(*_: object) -> None:
    raise Stop


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Busy(
                f"port {port}", expected="a free port", found=str(error), todo="Name another with --port."
            ) from error


def _wait_healthy(port: int, children: Mapping[str, subprocess.Popen[bytes]], home: places.Home) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN
    wanted = ("metadatabase", "scheduler", "triggerer", "dag_processor")
    while time.monotonic() < deadline:
        _check_alive(children, home)
        try:
            health = requests.get(f"http://127.0.0.1:{port}/api/v2/monitor/health", timeout=2).json()
            if all((health.get(part) or {}).get("status") == "healthy" for part in wanted):
                return
        except (requests.RequestException, ValueError):
            pass
        time.sleep(0.3)
    raise Permanent(
        "Airflow", expected=f"every part healthy within {HEALTHY_WITHIN:.0f} s", todo=f"See {home.airflow}/*.log"
    )


def _check_alive(children: Mapping[str, subprocess.Popen[bytes]], home: places.Home) -> None:
    for part, child in children.items():
        if child.poll() is not None:
            raise Permanent(
                f"airflow {part}", found=f"it ended with {child.returncode}", todo=f"See {home.airflow / part}.log"
            )


def _say_ready(port: int, home: places.Home, environ: Mapping[str, str]) -> None:
    talk.print(Text.assemble(("Airflow is up: ", "bold"), (f"http://127.0.0.1:{port}", "cyan")))
    talk.print(Text(f"  sign in as   admin / {airflow.password(dict(environ))}"))
    talk.print(Text(f"  drop stories {home.inbox}/<wire>/   e.g. {home.inbox}/meridian/"))
    talk.print(
        Text('  then ask     dateline sql "SELECT headline, first_seen_at FROM articles ORDER BY 2 DESC LIMIT 5"')
    )
    talk.print(Text("  Ctrl-C ends everything"), style="dim")


def _watch(children: Mapping[str, subprocess.Popen[bytes]], home: places.Home) -> int:
    while True:
        for part, child in children.items():
            if child.poll() is not None:
                talk.print(
                    f"airflow {part} ended with {child.returncode}; see {home.airflow / part}.log",
                    style="red",
                    markup=False,
                )
                return FAILURE
        time.sleep(0.5)


def end(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Ends the children and whatever they started: asked first, then killed with their whole process group."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children.values():
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
    for child in children.values():
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
