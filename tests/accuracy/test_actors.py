"""The stories can be believed, the figures stand above their floors, and a floor is never lowered."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import extract
from tests.accuracy import actors, gate
from tests.accuracy.evaluate import ROOT, Result
from tests.accuracy.marked_story import StoryError, marked_stories, marked_story

STORIES = list(marked_stories())


@pytest.fixture(scope="module")
def result() -> Result:
    return actors.measured(extract.reader(ROOT / "schemas" / "vocabulary"))


@pytest.mark.parametrize("name", sorted(actors.recorded()[0]))
def test_a_figure_is_at_or_above_its_floor(result: Result, name: str) -> None:
    assert result.figures()[name] >= actors.recorded()[0][name], "make eval-actors shows what was lost"


@pytest.mark.parametrize("story", STORIES, ids=[story.stem for story in STORIES])
def test_a_story_is_marked_where_its_words_stand(story: object) -> None:
    marked = marked_story(Path(actors.FOLDER) / f"{story.stem}.txt")  # type: ignore[attr-defined]
    assert [marked.text[p.start : p.end] for p in marked.places] == [p.text for p in marked.places]
    assert any(place.speaks for place in marked.places)


def test_every_kind_of_speaker_stands_in_the_stories() -> None:
    found = {place.kind for story in STORIES for place in story.places if place.speaks}
    assert found == {"name", "short", "pronoun", "noun"}


def test_a_full_name_is_right_with_its_first_and_last_word() -> None:
    assert actors.is_full_name("Luiz Inácio Lula da Silva", "President Luiz Inacio Lula da Silva")
    assert actors.is_full_name("John Kelly", "John F. Kelly")
    assert not actors.is_full_name("John Kelly", "Kelly")
    assert not actors.is_full_name("John Kelly", None)


def test_a_recording_lowers_no_floor() -> None:
    assert gate.raised({"a": 90.0, "b": 50.0}, {"a": 80.0, "b": 70.0}, 0.5) == {"a": 89.5, "b": 70.0}
    assert gate.below({"a": 79.9}, {"a": 80.0, "gone": 10.0}) == ["a", "gone"]


@pytest.mark.parametrize(
    "text", ["yesterday\n\n[A](B) said.", "2015-05-11\n\nNobody.", "2015-05-11\n\n[A](B|sings) [C](D)"]
)
def test_an_ill_formed_story_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoryError, match=r"bad\.txt"):
        marked_story(path)
