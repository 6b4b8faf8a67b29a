"""Airflow for real: API server, scheduler, triggerer, DAG processor. A dropped story is in SQL without a click."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.home import Home, Project
from dateline.warehouse import open_published, query

READY_WITHIN, STORY_WITHIN, END_WITHIN = 420.0, 240.0, 90.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(home: Path) -> list[int]:
    """Processes whose environment names this data home: all that `dateline up` has started, and their children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if f"DATELINE_HOME={home}".encode() in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def wait_for(what: str, within: float, look: Callable[[], Any]) -> Any:
    """What `look` gives as soon as it gives something; looking, not sleeping, decides."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    pytest.fail(f"{what} did not come within {within:.0f} s")


class Up:
    """`dateline up` as a person starts it."""

    def __init__(self, home: Path) -> None:
        self.said: list[str] = []
        self.home = home
        self.port = free_port()
        self.child = subprocess.Popen(
            [sys.executable, "-c", "from dateline.cli import main; main()", "up", "--port", str(self.port)],
            env={**os.environ, "DATELINE_HOME": str(home)},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        for line in self.child.stderr or ():
            self.said.append(line)

    def is_ready(self) -> bool:
        if self.child.poll() is not None:
            logs = "".join(f"\n--- {p.name}\n{p.read_text()[-3000:]}" for p in (self.home / "airflow").glob("*.log"))
            pytest.fail(f"up ended with {self.child.returncode}: {''.join(self.said)}{logs}")
        return any("Airflow is up" in line for line in self.said)


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    if not Path("/proc").is_dir():
        pytest.skip("no /proc: processes cannot be looked at here")
    started = Up(tmp_path_factory.mktemp("up") / "var")
    try:
        wait_for("Airflow", READY_WITHIN, started.is_ready)
        yield started
    finally:
        if started.child.poll() is None:
            started.child.kill()
            started.child.wait()
        started.listener.join()
        started.child.stderr.close()
        for pid in processes_of(started.home):
            os.kill(pid, signal.SIGKILL)


def story(number: int) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>Latency {number}</title><docdata><doc-id id-string="live-{number}"/>
<date.issue norm="20240611T101500Z"/></docdata></head><body><body.head>
<hedline><hl1>Latency story {number}</hl1></hedline></body.head><body.content>
<p>Nato and Russia will talk again, Jens Stoltenberg said on Tuesday, for time number {number}.</p>
</body.content></body></nitf>"""


def drop(up: Up, number: int) -> None:
    """A file as a sender writes it: aside, then renamed."""
    inbox = up.home / "inbox" / "meridian"
    (inbox / f".live-{number}.part").write_text(story(number))
    (inbox / f".live-{number}.part").rename(inbox / f"live-{number}.xml")


def is_in_sql(up: Up, number: int) -> bool:
    if not (up.home / "warehouse" / "dateline.duckdb").exists():
        return False
    with open_published(Home(up.home).warehouse) as con:
        return bool(query(con, "SELECT 1 FROM articles WHERE headline = ?", [f"Latency story {number}"]).num_rows)


def test_a_dropped_story_is_in_sql_and_ctrl_c_leaves_nothing(
    up: Up, project: Project, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    latencies = []
    for number in range(int(os.environ.get("DATELINE_LIVE_DROPS", "3"))):
        started = time.monotonic()
        drop(up, number)
        wait_for(f"story {number}", STORY_WITHIN, lambda n=number: is_in_sql(up, n))
        latencies.append(round(time.monotonic() - started, 1))
    record_property("latency_seconds", latencies)
    with capsys.disabled():
        print(f"\nfrom inbox to SQL, seconds: {latencies}")

    assert len(processes_of(up.home)) >= 4
    up.child.send_signal(signal.SIGINT)
    assert up.child.wait(END_WITHIN) == 0
    wait_for("the end of every process", END_WITHIN, lambda: not processes_of(up.home))
    assert any("admin /" in line for line in up.said)
