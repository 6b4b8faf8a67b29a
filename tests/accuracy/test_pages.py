"""The measures of pages mean what they say, and a page of our own is measured as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy import pages
from tests.accuracy.page_measures import (
    OF_TEXT,
    Page,
    Reading,
    marks_kept,
    paragraph_overlap,
    refusal_right,
    shingle_overlap,
)
from tests.accuracy.page_readers import dateline

PAGE = Page("Gazette_0", "", b"", ("One two three four five.", "“Six,” she said, seven eight."), ("An optional line.",))


def test_an_optional_paragraph_is_neither_needed_nor_wrong() -> None:
    for extra in ((), PAGE.optional):
        assert paragraph_overlap(PAGE, Reading((*PAGE.required, *extra))).f1 == 1
        assert shingle_overlap(PAGE, Reading((*PAGE.required, *extra))).f1 == 1


def test_an_added_paragraph_costs_precision_and_a_missing_one_recall() -> None:
    added, missing = Reading((*PAGE.required, "Buy a boat now, friends.")), Reading(PAGE.required[:1])
    assert (paragraph_overlap(PAGE, added).precision, paragraph_overlap(PAGE, added).recall) == (2 / 3, 1)
    assert (paragraph_overlap(PAGE, missing).precision, paragraph_overlap(PAGE, missing).recall) == (1, 1 / 2)


def test_a_quotation_mark_is_kept_between_its_words() -> None:
    assert marks_kept(PAGE, Reading(PAGE.required)) == 1
    assert marks_kept(PAGE, Reading((PAGE.required[1].replace("“", ""),))) == 1 / 2
    assert marks_kept(Page("a_0", "", b"", ("No marks.",), ()), Reading(())) is None


def test_a_refused_page_counts_as_nothing_found() -> None:
    nothing = Reading((), refusal="parse.not_an_article")
    assert {name: measure(PAGE, nothing) for name, measure in OF_TEXT.items()} == {
        "exact": 0, "shingles": 0, "precision": None, "recall": 0, "marks": 0,
    }  # fmt: skip


def test_a_floor_is_held_against_what_is_measured(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    good = pages.Result({}, {"exact": {"a_0": 0.9, "b_0": 1.0}}, 1.0)
    bad = pages.Result({}, {"exact": {"a_0": 0.2, "b_0": 1.0}}, 1.0)
    assert pages.held(good, floors, is_recording=True) == 0
    assert pages.recorded(floors) == ({"exact": 94.5}, {"a_0": 90.0, "b_0": 100.0})
    assert pages.held(bad, floors, is_recording=True) == 1, "recording a worse figure lowers no floor"
    assert pages.recorded(floors)[0] == {"exact": 94.5}


@pytest.mark.parametrize("folder", [pages.SHARED, pages.MADE], ids=["shared", "made"])
def test_the_pages_are_read_at_or_above_the_floors(folder: Path) -> None:
    if not (folder / "ground_truth.json").is_file():
        pytest.skip(f"no shared pages at {folder}")
    figures = pages.measured(pages.pages(folder), dateline).figures()
    assert not [name for name, floor in pages.recorded(pages.floors_of(folder))[0].items() if figures[name] < floor]


NO_ARTICLES = [page for page in pages.pages(pages.MADE) if page.refusal]


@pytest.mark.parametrize("page", NO_ARTICLES, ids=lambda page: page.publisher)
def test_what_is_no_article_is_refused_by_its_code(page: Page) -> None:
    assert dateline(page).refusal and refusal_right(page, dateline(page)) == 1


def test_a_page_of_another_character_set_is_read_as_its_outlet_wrote_it() -> None:
    named = {page.name: page for page in pages.pages(pages.MADE)}
    for name in ("Kurier_0", "Volga_0", "Jianghe_0", "Minato_0", "Kraj_0", "MarketNote_0"):
        assert not set(named[name].required) - set(dateline(named[name]).paragraphs), name
