"""`dateline explain`: which article is meant, what is told of it, and answers that teach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.contracts import contracts
from dateline.home import Project
from tests.cli.commands import Done
from tests.cli.conftest import Run
from tests.steps.day import NOON, House, sent

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


def test_every_column_of_the_contract_is_told(run: Run, home: dict[str, str], project: Project) -> None:
    told = {field["field"]: field for field in run("explain", GEORGIA, "--json", **home).json["fields"]}
    columns = {field.name for field in contracts(project.schemas)["article_versions"].fields}
    assert set(told) == columns - {"evidence"}  # which is what `from` and `rule` are read out of
    nameless = [name for name, field in told.items() if not (field["from"] or field["rule"] or field["made_by"])]
    assert nameless == []
    for line in run("explain", GEORGIA, **home).out.splitlines():
        assert len(line) <= 120 and '{"' not in line, line


def test_a_rule_is_told_in_words_and_is_no_place(run: Run, home: dict[str, str]) -> None:
    out = run("explain", GEORGIA, **home).out
    for line in (
        "rule: the sender's word",
        "rule: the beginning of the text",
        "rule: geonames, by what",
        "rule: the sender's id",
    ):
        assert line in out, line
    assert "actor: nato: “NATO” (headline)" in out
    for line in ("from none", "from text", "from geonames", "from words before"):
        assert line not in out, line


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the day of copies, withdrawals and an embargo."""
    folder = tmp_path_factory.mktemp("day")
    house = House(folder)
    house.take(sent())
    house.load(NOON)
    return {"DATELINE_HOME": str(house.home.root), "DATELINE_PROJECT": str(folder / "project")}


def test_a_withdrawn_story_tells_why_in_each_of_its_versions(run: Run, day: dict[str, str]) -> None:
    last = run("explain", "urn:bulletin:gas", "--json", **day).json
    assert [version["status"] for version in last["versions"]] == ["usable"] * 3 + ["withdrawn"]
    for article_id, why in (
        (last["article_id"], "it is withdrawn"),
        (last["versions"][0]["article_id"], "its story is"),
    ):
        out = run("explain", article_id, **day).out
        assert f"not counted: {why}" in out
        assert "The sale of the store has not been agreed." in out and f"told with version {last['article_id']}" in out
        assert "none: only the current version of a story is counted" in out


def test_a_copy_names_its_original_and_the_original_its_copies(run: Run, day: dict[str, str]) -> None:
    copy = " ".join(run("explain", "urn:echo:echo-bridge", **day).out.split())
    assert (
        "of meridian: Lithuania closes two bridges to Belarus" in copy and "rule: named in a field of its own" in copy
    )
    assert "paragraphs of boilerplate removed: 1" in copy and "1 of them known from other stories of the wire" in copy
    original = run("explain", "urn:meridian:bridge", **day).out
    assert "Copies of it" in original and "More of Vilnius" in original and "83% of it stands here" in original


def test_a_story_under_embargo_tells_until_when(run: Run, day: dict[str, str]) -> None:
    out = " ".join(run("explain", "urn:echo:budget", **day).out.split())
    assert "not counted: it is embargoed until 2024-03-01 18:00:00" in out
    assert "rule: its embargo had not ended when it came" in out


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
