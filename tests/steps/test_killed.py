"""S01, S06, S10: SIGKILL at any point of any step, then the same again: nothing lost, nothing twice, no torn file seen.

A child process runs the whole pipeline and kills itself at its N-th effect on the disk (an audit hook counts them:
files opened for writing, renames, removals, links, folders made). For every N: kill, run again, and compare with an
undisturbed run.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline import lake, steps
from dateline.home import Home, Project
from dateline.normalise.language import language_of
from dateline.warehouse import open_published, query, row_hashes

CLOCK = datetime(2031, 1, 15, 12, tzinfo=UTC)  # after every file that a test may write: a drop at rest is an old one
EFFECTS = {"os.rename", "os.remove", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def drop_samples(project: Project, home: Home) -> None:
    inbox = home.inbox / "meridian"
    inbox.mkdir(parents=True, exist_ok=True)
    for path in sorted((project.samples / "inbox" / "meridian").glob("*.xml"))[:2]:
        shutil.copy2(path, inbox / path.name)
    (inbox / "broken.xml").write_text("<nitf><head>")
    os.utime(inbox / "broken.xml", (1_700_000_000, 1_700_000_000))


def pipeline(home: Home) -> dict[str, Any]:
    desk = steps.desk({"DATELINE_HOME": str(home.root)}, clock=lambda: CLOCK)
    steps.ingest(desk, "meridian")
    steps.refine(desk)
    steps.load(desk)
    with open_published(home.warehouse) as con:
        counts = query(con, "SELECT count(*) AS captures, sum(received_count)::BIGINT AS received FROM captures")
        return {"hashes": row_hashes(con), "counts": counts.to_pylist()[0]}


def killing_at(number: int, count: list[int]) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that ends this process, hard, at the given effect."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & WRITING)
        if writes or event in EFFECTS:
            count[0] += 1
            if count[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def in_child(home: Home, answer: Path, kill_at: int = 0) -> tuple[int, dict[str, Any]]:
    """Runs the pipeline in a fork of this process: (its exit status as os.waitpid tells, what it answered)."""
    answer.unlink(missing_ok=True)
    pid = os.fork()
    if pid == 0:
        try:
            count = [0]
            sys.addaudithook(killing_at(kill_at, count))
            found = pipeline(home)
            found["effects"] = count[0]
            answer.write_text(json.dumps(found))
            os._exit(0)
        except BaseException as error:
            answer.write_text(json.dumps({"error": repr(error)}))
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    return status, json.loads(answer.read_text()) if answer.exists() else {}


@pytest.fixture(scope="module")
def warm() -> None:
    """What takes long to load is loaded once, here, so that every fork has it."""
    importlib.import_module("pandas")  # pyarrow looks for it when it converts times
    _ = steps.desk({}).reader.network
    language_of("Nato and Russia will talk again.", "en")


@pytest.fixture(scope="module")
def undisturbed(warm: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("undisturbed")
    home = Home(folder / "var")
    drop_samples(Project(Path(__file__).resolve().parents[2]), home)
    status, found = in_child(home, folder / "answer.json")
    assert status == 0, found
    assert found["counts"] == {"captures": 3, "received": 3}
    return found


def killed_and_repeated(project: Project, folder: Path, number: int, wanted: dict[str, Any]) -> str:
    """What was wrong after a kill at the effect of that number and another run; empty when all is well."""
    home, answer = Home(folder / "var"), folder / "answer.json"
    drop_samples(project, home)
    status, _ = in_child(home, answer, kill_at=number)
    torn = [path.name for table in lake.LAKE_TABLES for path in lake.files(home, table) if lake.stamp(path) is None]
    again, found = in_child(home, answer)
    shutil.rmtree(home.root)
    if not os.WIFSIGNALED(status):
        return f"effect {number}: the run was not killed"
    if torn or again or found["hashes"] != wanted["hashes"] or found["counts"] != wanted["counts"]:
        return f"effect {number}: torn {torn}, then {again}: {found}"
    return ""


def test_s01_killed_anywhere_then_again(undisturbed: dict[str, Any], project: Project, tmp_path: Path) -> None:
    assert undisturbed["effects"] > 20
    wrong = []
    for number in range(1, undisturbed["effects"] + 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        wrong.append(killed_and_repeated(project, folder, number, undisturbed))
    assert not list(filter(None, wrong))
