"""`dateline explain`: which article is meant, what is told of it, and answers that teach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Done
from tests.cli.conftest import Run

GEORGIA = "NATO freezes meetings with Russia over Georgia"


@pytest.fixture
def home(ingested: tuple[Path, Done]) -> dict[str, str]:
    return {"DATELINE_HOME": str(ingested[0])}


def test_every_field_is_shown_with_where_it_came_from(run: Run, home: dict[str, str]) -> None:
    done = run("explain", "freezes GEORGIA", **home)
    assert done.code == 0
    for line in (
        GEORGIA,
        "counted today",
        "from nitf/body/body.head/hedline/hl1",
        "as printed: 20080819T184000+0200",
        "zone +02:00: printed with it",
        "how sure: exact: an instant",
        "Brussels (be); Moscow (ru)",
        "inbox:one.xml",
        "raw/meridian/",
        "there, and its digest is right",
        "nato-russia",
    ):
        assert line in done.out, line


def test_an_article_is_named_in_several_ways_and_json_tells_all(run: Run, home: dict[str, str]) -> None:
    told: dict[str, Any] = run("explain", GEORGIA, "--json", **home).json
    by_name = {field["field"]: field for field in told["fields"]}
    assert by_name["published_at"]["printed"] == "20080819T184000+0200"
    assert by_name["headline"]["made_by"] == "normalise/headline.py"
    assert by_name["dateline_places"]["value"] == [
        {"name": "Brussels", "country": "be"},
        {"name": "Moscow", "country": "ru"},
    ]
    assert told["raw"]["state"] == "there, and its digest is right" and len(told["raw"]["sha256"]) == 64
    assert sum(row["n"] for row in told["read_out_of_it"]["quotes"]) > 0
    for name in (told["article_id"], told["article_id"][:8].upper(), told["story_id"][:8], by_name["guid"]["value"]):
        assert run("explain", name, "--json", **home).json["article_id"] == told["article_id"]


def test_an_unknown_article_is_refused_with_what_to_do(run: Run, home: dict[str, str]) -> None:
    for name in ("ffffffffffffffffffff", "nobody wrote this", "x'; DROP TABLE articles", " ", "%"):
        done = run("explain", name, **home)
        assert (done.code, done.out) == (2, ""), name
        assert "none such" in done.talk and "dateline sql" in done.talk


def test_words_that_fit_several_stories_give_the_candidates(run: Run, home: dict[str, str]) -> None:
    done = run("explain", "russia", **home)
    assert (done.code, done.out) == (2, "")
    assert GEORGIA in done.talk and "Say which, by an id" in done.talk


def test_hostile_words_are_shown_and_do_nothing(run: Run, home: dict[str, str]) -> None:
    done = run("explain", "alarm harbour", **home)
    assert done.code == 0
    assert "\u202e" not in done.out and "\x1b]8" not in done.out and "[red]Alarm[/red]" in done.out


def test_a_lost_raw_file_is_told(run: Run, world: Path) -> None:
    for path in (world / "raw").rglob("*.warc.gz"):
        path.unlink()
    done = run("explain", GEORGIA, DATELINE_HOME=str(world))
    assert done.code == 0 and "the file is missing" in done.out


def test_nothing_published_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("explain", "anything", DATELINE_HOME=str(tmp_path / "var"))
    assert done.code != 0 and "dateline" in done.talk
