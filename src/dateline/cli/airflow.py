"""`dateline run` and `dateline up`: Airflow as child processes, with its whole configuration given as environment."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from filelock import FileLock, Timeout

from dateline import home as places
from dateline.cli.console import OK, talk
from dateline.errors import Busy, ConfigError, Permanent


def add(app: typer.Typer) -> None:
    """Adds this command."""
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(airflow)


def environment(project: places.Project, home: places.Home, port: int = 8080) -> dict[str, str]:
    """The environment of every Airflow process; what the person has set already stands.

    Why the odd ones: a worker slot otherwise waits up to five seconds for a child that has ended
    (min_heartbeat_interval), and the scheduler idles a second between looks.
    """
    database = os.environ.get("DATELINE_AIRFLOW_DB") or f"sqlite:///{home.airflow / 'airflow.db'}"
    ours = {
        "AIRFLOW_HOME": str(home.airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(project.dags),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(project.plugins),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home.airflow / "passwords.json"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database,
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "30",
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
        "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "GX_ANALYTICS_ENABLED": "false",
        "OPENLINEAGE_DISABLED": "true",
        "DATELINE_HOME": str(home.root),
        "DATELINE_PROJECT": str(project.root),
        "PYTHONPATH": os.pathsep.join(
            [str(project.plugins), str(project.dags), os.environ.get("PYTHONPATH", "")]
        ).rstrip(os.pathsep),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    # Without bytecode every one of the many processes would compile Airflow anew.
    given = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**given, **{k: v for k, v in ours.items() if k in ("PYTHONPATH", "PATH") or k not in given}}


def command(*arguments: str) -> list[str]:
    """An `airflow` command line of this very installation; the scheduler is a warm one."""
    module = "dateline.cli.warm" if arguments[:1] == ("scheduler",) else "airflow"
    return [sys.executable, "-m", module, *arguments]


@contextmanager
def alone(home: places.Home) -> Iterator[None]:
    """A context in which nobody else runs Airflow on this data home; the system ends it with the process.

    Two of them on one metadata database would run the same tasks. Raises Busy.
    """
    home.airflow.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home.airflow / "running.lock", timeout=0):
            yield
    except Timeout as error:
        raise Busy(
            f"Airflow on {home.root}",
            expected="nobody at it",
            found="another `up` or `run`",
            todo="End that one first.",
        ) from error


def prepare(home: places.Home, environ: dict[str, str]) -> None:
    """The metadata database made or brought up to date, the sign-in and the warehouse pool in place.

    Raises Permanent with Airflow's own last words when it cannot be done.
    """
    home.airflow.mkdir(parents=True, exist_ok=True)
    _sign_in(Path(environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"]))
    marker = home.airflow / "prepared"
    wanted = json.dumps([sys.version, environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].split("@")[-1]])
    if environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].startswith("sqlite") and _is_marked(marker, wanted, home):
        return
    for arguments in (("db", "migrate"), ("pools", "set", "warehouse", "1", "One writer of the warehouse")):
        done = subprocess.run(command(*arguments), env=environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Permanent(f"airflow {' '.join(arguments)}", found="\n".join(done.stderr.splitlines()[-5:]))
    marker.write_text(wanted, "utf-8")


def _is_marked(marker: Path, wanted: str, home: places.Home) -> bool:
    return (home.airflow / "airflow.db").exists() and marker.exists() and marker.read_text("utf-8") == wanted


def _sign_in(file: Path) -> None:
    """A password of our own making, readable by this user only; one that exists stays."""
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            json.dump({"admin": secrets.token_urlsafe(12)}, opened)


def open_inboxes(project: places.Project, home: places.Home) -> None:
    """A folder to drop stories into for every wire there is."""
    for wire in sorted(p.stem for p in project.sources.glob("*.yml")):
        (home.inbox / wire).mkdir(parents=True, exist_ok=True)


def password(environ: dict[str, str]) -> str:
    """The password of `admin`."""
    file = Path(environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"])
    try:
        return str(json.loads(file.read_text("utf-8"))["admin"])
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(
            str(file), expected='{"admin": "…"}', found=str(error), todo="Remove it; `dateline up` makes it anew."
        ) from error


def airflow(context: typer.Context) -> int:
    """Runs a command of Airflow's own, in our environment.

    Example: dateline airflow dags list

    `dateline airflow prepare` makes or upgrades the metadata database, the sign-in, the pool and the inboxes, as `up`
    does.
    """
    project = places.project()
    home = places.home(project)
    environ = environment(project, home)
    if context.args == ["prepare"]:
        prepare(home, environ)
        open_inboxes(project, home)
        talk.print(f"ready; admin's password stands in {home.airflow / 'passwords.json'}", markup=False)
        return OK
    os.execvpe(sys.executable, command(*context.args), environ)  # noqa: S606 - our own interpreter, no shell
