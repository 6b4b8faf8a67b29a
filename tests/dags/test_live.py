"""Airflow for real: API server, scheduler, triggerer, DAG processor. A dropped story is in SQL without a click, and one
under embargo when that has ended. The tests share one Airflow, and the last of them ends it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline.home import Home
from dateline.warehouse import next_release, open_published, query

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
        self.latencies: list[float] = []
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


def story(name: str, until: datetime | None = None) -> str:
    release = f'<date.release norm="{until:%Y%m%dT%H%M%SZ}"/>' if until else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>Latency {name}</title><docdata><doc-id id-string="live-{name}"/>
<date.issue norm="20240611T101500Z"/>{release}</docdata></head><body><body.head>
<hedline><hl1>Latency story {name}</hl1></hedline></body.head><body.content>
<p>Nato and Russia will talk again, Jens Stoltenberg said on Tuesday, for time number {name}.</p>
</body.content></body></nitf>"""


def drop(up: Up, name: str, until: datetime | None = None) -> None:
    """A file as a sender writes it: aside, then renamed."""
    inbox = up.home / "inbox" / "meridian"
    (inbox / f".live-{name}.part").write_text(story(name, until))
    (inbox / f".live-{name}.part").rename(inbox / f"live-{name}.xml")


def asked(up: Up, sql: str, *values: str) -> list[dict[str, Any]]:
    """What the published version answers; nothing before there is one."""
    if not (up.home / "warehouse" / "dateline.duckdb").exists():
        return []
    with open_published(Home(up.home).warehouse) as con:
        return list(query(con, sql, list(values)).to_pylist())


def is_in_sql(up: Up, name: str) -> bool:
    return bool(asked(up, "SELECT 1 FROM articles WHERE headline = ?", f"Latency story {name}"))


def status(up: Up, name: str) -> list[str]:
    """What is said of the story's one version, shown or held back; nothing before it is loaded."""
    rows = asked(up, "SELECT status FROM article_versions WHERE headline = ?", f"Latency story {name}")
    return [row["status"] for row in rows]


def states(up: Up) -> list[str]:
    """The states of all runs of DAGs, as Airflow itself has noted them."""
    with contextlib.closing(sqlite3.connect(f"file:{up.home / 'airflow' / 'airflow.db'}?mode=ro", uri=True)) as db:
        return [state for (state,) in db.execute("SELECT state FROM dag_run ORDER BY id")]


def test_a_dropped_story_is_in_sql(
    up: Up, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(int(os.environ.get("DATELINE_LIVE_DROPS", "3"))):
        started = time.monotonic()
        drop(up, str(number))
        wait_for(f"story {number}", STORY_WITHIN, lambda n=number: is_in_sql(up, str(n)))
        up.latencies.append(round(time.monotonic() - started, 1))
    record_property("latency_seconds", up.latencies)
    with capsys.disabled():
        print(f"\nfrom inbox to SQL, seconds: {up.latencies}")


def test_a_story_under_embargo_appears_by_itself(
    up: Up, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Held in the first version that knows it, and in every one until its second; then there, although nothing came."""
    hold = timedelta(seconds=30 + 2 * max(up.latencies, default=25))
    until = (datetime.now(UTC) + hold).replace(microsecond=0)  # NITF tells whole seconds
    for name, end in (("tomorrow", until + timedelta(days=1)), ("held", until)):
        drop(up, name, end)
    wait_for("the held story", STORY_WITHIN, lambda: status(up, "held"))
    assert status(up, "held") == ["embargoed"] and datetime.now(UTC) < until
    assert next_release(Home(up.home).warehouse) == until

    def appeared() -> datetime | None:
        """When it was first found; anything that looks before its second must not find it."""
        found, looked = is_in_sql(up, "held"), datetime.now(UTC)
        assert looked >= until or not found, f"shown {until - looked} early"
        return looked if found else None

    came = wait_for("the end of the embargo", (until - datetime.now(UTC)).total_seconds() + STORY_WITHIN, appeared)
    late = round((came - until).total_seconds(), 1)
    record_property("embargo_seconds", late)
    with capsys.disabled():
        print(f"\nfrom the end of an embargo to SQL, seconds: {late}")
    assert status(up, "held") == ["usable"]
    # What the trigger said besides, if anything, did no harm: the other one is held, and the trigger waits for its end.
    assert next_release(Home(up.home).warehouse) == until + timedelta(days=1)
    assert status(up, "tomorrow") == ["embargoed"] and not is_in_sql(up, "tomorrow")
    wait_for("the end of every run", STORY_WITHIN, lambda: {"queued", "running"}.isdisjoint(states(up)))
    assert set(states(up)) == {"success"}


def test_ctrl_c_leaves_nothing(up: Up) -> None:
    assert len(processes_of(up.home)) >= 4
    up.child.send_signal(signal.SIGINT)
    assert up.child.wait(END_WITHIN) == 0
    wait_for("the end of every process", END_WITHIN, lambda: not processes_of(up.home))
    assert any("admin /" in line for line in up.said)
