"""A Postgres server of the tests' own, on loopback, where the machine has the program."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

SERVER_WITHIN = 60.0


def _program(name: str) -> Path | None:
    """The newest server's program; Debian keeps them off the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    on_path = shutil.which(name)
    return installed[0] if installed else Path(on_path) if on_path else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of an empty database."""
    initdb, postgres = _program("initdb"), _program("postgres")
    if initdb is None or postgres is None:
        pytest.skip("no PostgreSQL server on this machine (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    # The server refuses to run as root, so that root lends it to a user without any rights.
    who: dict[str, Any] = {"user": "nobody", "cwd": "/"} if os.getuid() == 0 else {}
    if who:
        shutil.chown(folder, "nobody")
    data, port = folder / "data", _free_port()
    subprocess.run(
        [initdb, "-D", data, "-U", "dateline", "-A", "trust", "--no-sync"], check=True, capture_output=True, **who
    )
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([postgres, "-D", data, "-p", str(port), *settings], stdout=log, stderr=log, **who)
    try:
        _wait(port, server, folder / "log")
        yield f"postgresql://dateline@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SERVER_WITHIN
    while True:
        try:
            psycopg2.connect(host="127.0.0.1", port=port, user="dateline", dbname="postgres").close()
            return
        except psycopg2.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the Postgres server did not start: {log.read_text()[-2000:]}")
            time.sleep(0.1)
