"""The story the project was created from, as plain text of a newspaper's page: each fact a test of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dateline import steps
from dateline.warehouse import open_published


@pytest.fixture(scope="module")
def seed(shared: Path) -> Path:
    found = sorted((shared / "data" / "seed").glob("*.txt"))
    if not found:
        pytest.skip(f"the seed story is absent from {shared}")
    return found[0]


@pytest.fixture(scope="module")
def con(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse after `dateline ingest` of the seed alone."""
    home = tmp_path_factory.mktemp("seed")
    desk = steps.desk({"DATELINE_HOME": str(home)}, clock=lambda: datetime(2026, 1, 15, 12, tzinfo=UTC))
    steps.ingest_files(desk, "independent", [seed])
    steps.refine(desk)
    steps.load(desk)
    with open_published(desk.home.warehouse) as opened:
        yield opened


@pytest.fixture(scope="module")
def article(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    rows = con.sql("FROM articles").to_arrow_table().to_pylist()
    assert len(rows) == 1
    return rows[0]


@pytest.fixture(scope="module")
def quotes(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return con.sql("FROM quotes ORDER BY char_start").to_arrow_table().to_pylist()


def having(quotes: list[dict[str, Any]], words: str) -> dict[str, Any]:
    """The quote that holds these words; none or several is a failure."""
    found = [q for q in quotes if words in q["text"]]
    assert len(found) == 1, f"{words!r} stands in {len(found)} quotes: {[q['text'] for q in quotes]}"
    return found[0]


def office(con: duckdb.DuckDBPyConnection, name: str) -> set[str]:
    """The titles a mentioned actor held on the story's date."""
    rows = con.execute(
        """
        SELECT r.title
        FROM actors AS a
        JOIN actor_roles AS r USING (actor_id)
        WHERE a.name = ? AND a.mention_count > 0 AND r.valid_from <= DATE '2009-09-19'
            AND coalesce(r.valid_to, DATE '9999-12-31') >= DATE '2009-09-19'
        """,
        [name],
    ).fetchall()
    return {title for (title,) in rows}


def test_headline(article: dict[str, Any]) -> None:
    assert article["headline"] == "Nato overture to Russia"


def test_agency(article: dict[str, Any]) -> None:
    assert article["agency"] == "Reuters"


def test_published_at(article: dict[str, Any]) -> None:
    assert article["published_at"] == datetime(2009, 9, 18, 23, tzinfo=UTC)


def test_published_as_printed(article: dict[str, Any]) -> None:
    assert article["published_text"] == "Saturday 19 September 2009 00:00 BST"
    assert (article["published_zone"], article["published_zone_source"]) == ("BST", "printed")


def test_body_is_the_storys_own_paragraphs(article: dict[str, Any]) -> None:
    paragraphs = article["body"].split("\n\n")
    assert paragraphs[0].startswith("Nato has proposed a new era")
    assert paragraphs[-1].endswith("trade and technology transfer.")
    assert 3 <= len(paragraphs) <= 5


@pytest.mark.parametrize(
    "words", ["notifications", "donation", "Your support", "paywall", "Comments", "logged in", "Reuters"]
)
def test_boilerplate_is_gone(article: dict[str, Any], words: str) -> None:
    assert words not in article["body"]


def test_the_torn_sentence_is_joined(article: dict[str, Any]) -> None:
    assert 'has described as "correct and brave" Barack Obama\'s decision' in article["body"]


@pytest.mark.parametrize(
    "words", ["I do believe that it is possible for Nato and Russia", "We should explore the potential for linking"]
)
def test_rasmussen_is_quoted_directly(quotes: list[dict[str, Any]], words: str) -> None:
    quote = having(quotes, words)
    assert (quote["kind"], quote["speaker_name"]) == ("direct", "Anders Fogh Rasmussen")


def test_rasmussen_holds_his_office(con: duckdb.DuckDBPyConnection) -> None:
    titles = office(con, "Anders Fogh Rasmussen")
    assert any("Secretary General" in t for t in titles), titles


def test_putin_is_quoted_in_part(quotes: list[dict[str, Any]]) -> None:
    quote = having(quotes, "correct and brave")
    assert (quote["kind"], quote["speaker_name"]) == ("mixed", "Vladimir Putin")


def test_putin_holds_his_office(con: duckdb.DuckDBPyConnection) -> None:
    titles = office(con, "Vladimir Putin")
    assert any("Prime Minister" in t for t in titles), titles


def test_rasmussen_is_quoted_indirectly(quotes: list[dict[str, Any]]) -> None:
    quote = having(quotes, "more co-operation on ending the conflict in Afghanistan")
    assert (quote["kind"], quote["speaker_name"]) == ("indirect", "Anders Fogh Rasmussen")


def test_putin_is_quoted_indirectly(quotes: list[dict[str, Any]]) -> None:
    quote = having(quotes, "follow up with concessions")
    assert (quote["kind"], quote["speaker_name"]) == ("indirect", "Vladimir Putin")


def test_putin_said_it_the_day_before(quotes: list[dict[str, Any]]) -> None:
    assert having(quotes, "follow up with concessions")["said_on"] == date(2009, 9, 18)


def test_rogozin_is_ambassador(con: duckdb.DuckDBPyConnection) -> None:
    titles = office(con, "Dmitry Rogozin")
    assert any("mbassador" in t or "epresentative" in t for t in titles), titles


def test_obama_is_president(con: duckdb.DuckDBPyConnection) -> None:
    assert "President" in " ".join(office(con, "Barack Obama"))


def test_bush_is_the_younger_and_was_president(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        """
        SELECT r.title, r.valid_to
        FROM mentions AS m
        JOIN actors AS a USING (actor_id)
        JOIN actor_roles AS r USING (actor_id)
        WHERE m.surface LIKE '%Bush%' AND a.name = 'George W. Bush' AND r.office = 'head_of_state'
        """
    ).fetchall()
    assert [(title, end) for title, end in rows] == [("President", date(2009, 1, 20))]


@pytest.mark.parametrize(("capital", "country"), [("Moscow", "ru"), ("Washington", "us")])
def test_capitals_are_governments(con: duckdb.DuckDBPyConnection, capital: str, country: str) -> None:
    rows = con.execute(
        "SELECT DISTINCT a.kind, a.country FROM mentions AS m JOIN actors AS a USING (actor_id) WHERE m.surface = ?",
        [capital],
    ).fetchall()
    assert rows == [("country", country)]


def test_topic(con: duckdb.DuckDBPyConnection) -> None:
    assert ("nato-russia",) in con.sql("SELECT topic_id FROM article_topics").fetchall()
