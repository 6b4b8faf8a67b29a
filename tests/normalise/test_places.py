"""Places of datelines: which country, and when none can be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.normalise.places import Place, is_known, places


def countries(printed: str, wire: str | None = None) -> list[str | None]:
    return [place.country for place in places(printed, wire)]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("MOSCOW", ["ru"]),
        ("BRUSSELS/WASHINGTON", ["be", "us"]),
        ("KYIV, LVIV", ["ua", "ua"]),
        ("PORTLAND, Ore.", ["us"]),
        ("LONDON, Ont.", ["ca"]),
        ("Tbilisi, Georgia", ["ge"]),
        ("Atlanta, Georgia", ["us"]),
        ("Somewhere, Georgia", [None]),
        ("Somewhere, Estonia", ["ee"]),
        ("UKRAINE", ["ua"]),
        ("", []),
    ],
)
def test_the_country_is_the_printed_one_or_that_of_the_place_everybody_means(
    printed: str, found: list[str | None]
) -> None:
    assert countries(printed) == found


def test_namesakes_of_like_size_have_no_country_but_the_wires_own() -> None:
    assert countries("CAMBRIDGE") == [None]
    assert countries("CAMBRIDGE", "gb") == ["gb"]
    assert countries("CAMBRIDGE", "fr") == [None]
    assert countries("PARIS", "us") == ["fr"], "a wire's country does not outweigh a place of another order"


def test_a_place_has_the_name_it_has_today_and_an_unknown_one_its_own() -> None:
    assert places("KIEV") == places("Kyiv") == [Place("Kyiv", "ua", is_known=True)]
    assert places("NIZHNY-NOWHERE") == [Place("Nizhny-Nowhere", None)]
    assert is_known("MOSCOW") and not is_known("MOSCOW/SCOOP") and not is_known("")


@given(st.text(max_size=120))
def test_no_text_raises_and_there_are_never_many(text: str) -> None:
    assert len(places(text)) <= 80


def test_a_small_town_alone_does_not_make_a_word_a_place() -> None:
    assert not is_known("BOOM") and is_known("BOOM, Belgium")
    assert is_known("VALLETTA"), "a capital is known however small"
    assert places("RYE, N.H.") == [Place("Rye", "us", is_known=True)]
