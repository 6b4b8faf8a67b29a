"""A wire's memory on the whole way: rebuilt bit for bit, whatever the order, and only where it matters read again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline import lake, steps
from dateline.home import Home
from dateline.steps.memory import memories
from dateline.steps.reading import read
from dateline.steps.refine import stale_batches
from dateline.warehouse import open_published, query, row_hashes
from tests.normalise.test_recurring import SIGN_UP, story
from tests.steps.own_sources import desk_with
from tests.steps.test_killed import killing_at

NOON = datetime(2031, 1, 15, 12, tzinfo=UTC)
WIRE = "name: Evening Echo\npublisher: Evening Echo\nformat: text\ninbox: {}\n"
COUNT = 8


def files(folder: Path, count: int = COUNT) -> list[Path]:
    """Stories as text; every one but the first two has the sign-up line."""
    folder.mkdir(exist_ok=True)
    out = []
    for number in range(count):
        lines = [SIGN_UP] if number > 1 else []
        text = [f"Story number {number} of the harbour", f"{number + 1} March 2024 10:00", *story(number)[:3], *lines]
        path = folder / f"{number}.txt"
        path.write_text("\n\n".join(text) + "\n", "utf-8")
        os.utime(path, (1_800_000_000 + number, 1_800_000_000 + number))
        out.append(path)
    return out


@pytest.fixture
def stories(tmp_path: Path) -> list[Path]:
    return files(tmp_path / "stories")


def taken(tmp_path: Path, home: Home, batches: Sequence[Sequence[Path]], wire: str = WIRE) -> steps.Desk:
    """The desk after these batches came one after the other, each refined before the next."""
    desk = desk_with(tmp_path / "project", home, NOON, {"echo": wire})
    for batch in batches:
        steps.ingest_files(desk, "echo", batch)
        steps.refine(desk)
    steps.load(desk)
    return desk


def articles(home: Home) -> list[dict[str, Any]]:
    with open_published(home.warehouse) as con:
        sql = "SELECT headline, body, boilerplate_count, article_id, evidence FROM articles ORDER BY headline"
        return query(con, sql).to_pylist()


def test_what_recurs_is_cut_and_counted_and_told(tmp_path: Path, home: Home, stories: list[Path]) -> None:
    desk = taken(tmp_path, home, [stories])
    rows = articles(home)
    assert [row["boilerplate_count"] for row in rows] == [0, 0] + [1] * (COUNT - 2)
    assert not any(SIGN_UP in row["body"] for row in rows)
    assert "known from other stories" in rows[-1]["evidence"] and "known from" not in rows[0]["evidence"]
    (told,) = steps.recurring_lines(desk, "echo")
    assert (told["line"], told["story_count"], told["place"]) == (SIGN_UP.casefold(), COUNT - 2, "anywhere")


def test_neither_order_nor_batches_matter(tmp_path: Path, stories: list[Path]) -> None:
    orders = [[stories], [[path] for path in stories], [stories[5:], stories[:2], stories[2:5]]]
    found = []
    for number, batches in enumerate(orders):
        home = Home(tmp_path / f"home{number}")
        taken(tmp_path, home, batches)
        found.append(articles(home))
    assert found[0] == found[1] == found[2]


def test_a_new_entry_is_read_again_only_where_it_stands(tmp_path: Path, home: Home, stories: list[Path]) -> None:
    desk = taken(tmp_path, home, [stories[:2], stories[2:4], stories[4:6]])
    before = {path: path.stat().st_mtime_ns for path in lake.files(home, "article_versions")}
    assert SIGN_UP in articles(home)[2]["body"]
    steps.ingest_files(desk, "echo", stories[6:7])
    assert steps.refine(desk)["refined"] == 3  # the new batch, and the two of four that have the line
    after = {path: path.stat().st_mtime_ns for path in lake.files(home, "article_versions")}
    assert sum(after[path] == stamp for path, stamp in before.items()) == 1
    assert steps.refine(desk)["refined"] == 0 and stale_batches(desk) == []


def test_rebuilt_it_is_the_same(tmp_path: Path, home: Home, stories: list[Path]) -> None:
    desk = taken(tmp_path, home, [stories[:5], stories[5:]])
    with open_published(home.warehouse) as con:
        before = row_hashes(con)
    shutil.rmtree(home.lake)
    shutil.rmtree(home.warehouse)
    steps.rebuild(desk)
    with open_published(home.warehouse) as con:
        assert row_hashes(con) == before
    assert not lake.foreign(home)


@pytest.mark.parametrize("harm", ["torn", "flipped", "gone"])
def test_a_damaged_file_of_lines_is_made_again(tmp_path: Path, home: Home, stories: list[Path], harm: str) -> None:
    desk = taken(tmp_path, home, [stories])
    (path,) = home.lake.glob("lines/echo/*.arrows")
    sound = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        half = len(sound) // 4
        path.write_bytes(
            sound[:half] if harm == "torn" else sound[:half] + bytes([sound[half] ^ 0xFF]) + sound[half + 1 :]
        )
    steps.refine(desk)
    assert steps.refine(desk)["refined"] == 0
    assert path.read_bytes() == sound
    steps.load(desk)
    assert articles(home)[-1]["boilerplate_count"] == 1


def test_the_wires_file_overrules(tmp_path: Path, home: Home, stories: list[Path]) -> None:
    taken(tmp_path, home, [stories])
    desk = desk_with(tmp_path / "project", home, NOON, {"echo": f"{WIRE}not_boilerplate:\n  - {SIGN_UP}\n"})
    assert steps.refine(desk)["refined"] == 1
    steps.load(desk)
    assert SIGN_UP in articles(home)[-1]["body"] and steps.recurring_lines(desk, "echo") == []


def test_killed_while_lines_are_counted(tmp_path: Path, stories: list[Path]) -> None:
    """At each effect on the disk: what is counted then is what would have been counted."""

    def counted(desk: steps.Desk) -> list[Any]:
        batches = desk.ledger.batches()
        told = memories(desk, batches, desk.wire)["echo"]
        told.count(lambda batch: read([r for r in lake.records(desk.home, batch.file)], told.wire))  # type: ignore[misc]
        again = memories(desk, batches, desk.wire)["echo"]
        assert not again.uncounted()
        return again.entries

    wanted: list[Any] = []
    for number in range(1, 30):
        home = Home(tmp_path / f"home{number}")
        desk = desk_with(tmp_path / "project", home, NOON, {"echo": WIRE})
        for batch in (stories[:4], stories[4:]):
            steps.ingest_files(desk, "echo", batch)
        desk.ledger.store.engine.dispose()
        pid = os.fork()
        if pid == 0:
            import sys

            sys.addaudithook(killing_at(number, [0]))
            counted(desk_with(tmp_path / "project", home, NOON, {"echo": WIRE}))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        found = counted(desk_with(tmp_path / "project", home, datetime(2031, 1, 16, tzinfo=UTC), {"echo": WIRE}))
        wanted = wanted or found
        assert found == wanted and len(found) == 1
        if not os.WIFSIGNALED(status):
            break
    assert number > 3
