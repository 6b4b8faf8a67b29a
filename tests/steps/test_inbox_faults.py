"""What may lie in an inbox, all the way into SQL: every thing ends with its reason, and the sum is right."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline import lake, steps
from dateline.home import Home
from dateline.warehouse import open_published, query

CLOCK = datetime(2031, 1, 15, 12, tzinfo=UTC)
STORY = """<nitf><head><docdata><doc-id id-string="{0}"/><date.issue norm="20240611T101500Z"/></docdata></head><body>
<body.head><hedline><hl1>Story {0}</hl1></hedline></body.head><body.content><p>Nato will talk to Russia.</p>
</body.content></body></nitf>"""


@pytest.fixture
def inbox(home: Home) -> Path:
    folder = home.inbox / "meridian"
    folder.mkdir(parents=True)
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text)
    os.utime(path, (1_700_000_000, 1_700_000_000))


def taken(home: Home, later: int = 0) -> dict[str, int]:
    """Ingests, refines, loads; the reasons in SQL with their counts. The accounts must add up."""
    desk = steps.desk({"DATELINE_HOME": str(home.root)}, clock=lambda: CLOCK.replace(minute=later))
    steps.ingest(desk, "meridian")
    steps.refine(desk)
    steps.load(desk)
    with open_published(home.warehouse) as con:
        assert query(con, "SELECT sum(unexplained_count) AS n FROM accounts").to_pylist() == [{"n": 0}]
        rows = query(con, "SELECT reason_code, count(*) AS n FROM rejected GROUP BY ALL").to_pylist()
    return {row["reason_code"]: row["n"] for row in rows}


def counted(home: Home, sql: str) -> int:
    with open_published(home.warehouse) as con:
        return int(query(con, f"SELECT count(*) AS n FROM {sql}").to_pylist()[0]["n"])


def test_c32_what_is_no_file_is_refused_and_never_followed(home: Home, inbox: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    write(secret, STORY.format("secret"))
    (inbox / "link.xml").symlink_to(secret)
    (inbox / "folder.xml").mkdir()
    os.mkfifo(inbox / "pipe.xml")
    assert taken(home) == {"inbox.not_regular": 3}
    assert counted(home, "article_versions") == 0
    assert [p.name for p in inbox.iterdir()] == [".refused"] and secret.exists()


def test_c31_a_name_is_data_and_never_a_path(home: Home, inbox: Path) -> None:
    names = ["-rf.xml", "a\nb.xml", "x..%2F..%2Fy.xml", "é" * 120 + ".xml", "'; DROP TABLE articles; --.xml"]
    for number, name in enumerate(names):
        write(inbox / name, STORY.format(number))
    assert taken(home) == {}
    assert counted(home, "articles") == len(names)
    with open_published(home.warehouse) as con:
        kept = {row["name"] for row in query(con, "SELECT name FROM captures").to_pylist()}
    assert kept == set(names)
    stored = [path.name for path in [*home.raw.rglob("*"), *home.lake.rglob("*")]]
    assert not [name for name in stored if any(name in given or given in name for given in names)]


def test_c33_a_file_still_being_written_is_waited_for(home: Home, inbox: Path) -> None:
    write(inbox / "whole.xml", STORY.format("whole"))
    write(inbox / "half.xml.part", STORY.format("half")[:40])
    with (inbox / "open.xml").open("w") as slow:
        slow.write(STORY.format("open")[:60])
        slow.flush()
        os.utime(inbox / "open.xml", (1_700_000_000, 1_700_000_000))
        assert taken(home) == {}
        assert counted(home, "articles") == 1
        slow.write(STORY.format("open")[60:])
    os.utime(inbox / "open.xml", (1_700_000_000, 1_700_000_000))
    assert taken(home, later=1) == {}
    assert counted(home, "articles") == 2


def test_c34_names_do_not_make_items_bytes_do(home: Home, inbox: Path) -> None:
    write(inbox / "a.xml", STORY.format("one"))
    write(inbox / "b.xml", STORY.format("one"))  # the same bytes by another name: one item, and a duplicate
    assert taken(home) == {}
    write(inbox / "a.xml", STORY.format("two"))  # the same name with other bytes: another item
    assert taken(home, later=1) == {}
    assert counted(home, "articles") == 2 and counted(home, "captures") == 3
    with open_published(home.warehouse) as con:
        assert query(con, "SELECT sum(duplicate_count) AS n FROM captures").to_pylist() == [{"n": 1}]


def test_c07_controls_and_directions_are_stripped_from_text_and_stay_in_raw(home: Home, inbox: Path) -> None:
    odd = STORY.format("odd").replace("Nato will", "Nato\u202e will\u200b\u2067")
    write(inbox / "odd.xml", odd)
    assert taken(home) == {}
    with open_published(home.warehouse) as con:
        (row,) = query(con, "SELECT body, raw_file FROM articles").to_pylist()
    assert row["body"] == "Nato will talk to Russia."
    desk = steps.desk({"DATELINE_HOME": str(home.root)}, clock=lambda: CLOCK)
    (record,) = lake.records(desk.home, row["raw_file"])
    assert record.payload.body == odd.encode()
