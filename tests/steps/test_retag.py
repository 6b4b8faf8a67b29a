"""A changed rule re-tags the lake: topics alone are made anew, and they are those of a full rebuild."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline import lake, steps
from dateline.home import Home, Project
from dateline.steps.refine import stale_batches
from tests.steps.test_faults import CLOCK, asked, drop, hashes

RULE = """
councils:
  label: Council
  description: Stories that speak of a council, for this test alone.
  any: [{word: council}, {subject: diplomacy}]
"""


def desk_of(home: Home, ruled: Path, said: list[str] | None = None) -> steps.Desk:
    tell = said.append if said is not None else lambda line: None
    return steps.desk({"DATELINE_HOME": str(home.root), "DATELINE_PROJECT": str(ruled)}, clock=lambda: CLOCK, tell=tell)


def change_the_rules(ruled: Path) -> None:
    path = ruled / "schemas" / "vocabulary" / "topics.yml"
    path.write_text(path.read_text("utf-8") + RULE)


def lying(home: Home, *tables: str) -> dict[str, tuple[int, bytes]]:
    """File → when it was written, and its bytes."""
    found = [path for table in tables for path in lake.files(home, table)]
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


@pytest.fixture(scope="module")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project whose rules may be changed, and a home with three stories in two batches."""
    folder = tmp_path_factory.mktemp("retag")
    for name in ("schemas", "warehouse", "sources"):
        shutil.copytree(project.root / name, folder / "project" / name)
    home = Home(folder / "var")
    first = desk_of(home, folder / "project")
    for start, count in ((0, 2), (2, 1)):
        drop(project, home, count, start)
        steps.ingest(first, "meridian")
    steps.refine(first)
    steps.load(first)
    assert steps.retag(first)["retagged"] == 0 and stale_batches(first) == []
    return folder


@pytest.fixture
def changed(built: Path, home: Home) -> Path:
    """The project of a home like it, and a rule added since."""
    shutil.copytree(built / "var", home.root)
    copy = home.root.parent / "project"
    shutil.copytree(built / "project", copy)
    change_the_rules(copy)
    return copy


def test_a_changed_rule_retags_the_lake_and_touches_nothing_else(home: Home, changed: Path) -> None:
    others = lying(home, "article_versions", "mentions", "quotes", "rejected", "captures")
    topics = lying(home, "article_topics")
    assert asked(home, "SELECT 1 FROM article_topics WHERE topic_id = 'councils'") == []
    said: list[str] = []
    desk = desk_of(home, changed, said)
    assert len(stale_batches(desk)) == 2
    done = steps.retag(desk)
    assert (done["batches"], done["retagged"], done["left"], done["articles"]) == (2, 2, 0, 3)
    (row,) = [row for row in done["topics"] if row["topic"] == "councils"]
    assert row["before"] == 0 and row["after"] == row["gained"] > 0 and row["lost"] == 0
    assert [line for line in said if line.startswith("retag ")][-1] == "retag meridian: batch 2 of 2"
    assert lying(home, "article_versions", "mentions", "quotes", "rejected", "captures") == others and others
    assert all(lying(home, "article_topics")[name][1] != was for name, (_, was) in topics.items())
    assert len(asked(home, "SELECT 1 FROM article_topics WHERE topic_id = 'councils'")) > 0
    assert stale_batches(desk) == [] and steps.retag(desk)["retagged"] == 0


def test_retagging_gives_the_rows_of_a_full_rebuild(home: Home, changed: Path) -> None:
    steps.retag(desk_of(home, changed))
    retagged, files = hashes(home), lying(home, *lake.LAKE_TABLES)
    steps.rebuild(desk_of(home, changed))
    assert hashes(home) == retagged
    assert {name: was for name, (_, was) in lying(home, *lake.LAKE_TABLES).items()} == {
        name: was for name, (_, was) in files.items()
    }


def test_refine_retags_where_only_topics_are_stale(home: Home, changed: Path) -> None:
    said = lying(home, "mentions", "quotes")
    done = steps.refine(desk_of(home, changed))
    assert (done["refined"], done["retagged"]) == (2, 2)
    assert lying(home, "mentions", "quotes") == said


def test_a_batch_that_is_stale_for_other_reasons_is_left_to_refine(home: Home, changed: Path) -> None:
    lake.files(home, "quotes")[0].unlink()
    desk = desk_of(home, changed)
    done = steps.retag(desk)
    assert (done["retagged"], done["left"]) == (1, 1)
    assert steps.refine(desk) | {"kept": 0} == {"batches": 2, "refined": 1, "retagged": 0, "kept": 0, "rejected": 0}


def test_a_damaged_file_sends_the_batch_the_long_way(home: Home, changed: Path) -> None:
    (path, _) = lake.files(home, "mentions")
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.chmod(0o644)
    path.write_bytes(data)
    desk = desk_of(home, changed)
    done = steps.retag(desk)
    assert done["retagged"] + done["left"] == 2
    steps.refine(desk)
    steps.load(desk)
    after = hashes(home)
    steps.rebuild(desk)
    assert hashes(home) == after


def test_one_wire_may_be_retagged_alone(home: Home, changed: Path) -> None:
    assert steps.retag(desk_of(home, changed), "courier")["batches"] == 0
