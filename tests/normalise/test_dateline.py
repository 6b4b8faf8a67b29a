from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.normalise.dateline import Dateline, in_field, in_text, is_advice

PUBLISHED = date(2013, 11, 21)
REST = "Talks ended on Thursday."


@pytest.mark.parametrize(
    ("head", "place", "on", "agency"),
    [
        ("MOSCOW, Nov 21 (Reuters) - ", "MOSCOW", "2013-11-21", "Reuters"),
        ("MOSCOW, Nov. 21 (UPI) -- ", "MOSCOW", "2013-11-21", "UPI"),
        ("BRUSSELS/WASHINGTON (AP) — ", "BRUSSELS/WASHINGTON", None, "AP"),
        ("KIEV, Ukraine (AP) — ", "KIEV, Ukraine", None, "AP"),
        ("MOSCOW, January 21. /TASS/. ", "MOSCOW", "2013-01-21", "TASS"),
        ("MOSCOW, November 20 (RIA Novosti) – ", "MOSCOW", "2013-11-20", "RIA Novosti"),
        ("MOSCOW. Nov 21 (Interfax) - ", "MOSCOW", "2013-11-21", "Interfax"),
        ("NEW YORK, Nov. 21, 2013 /PRNewswire/ -- ", "NEW YORK", "2013-11-21", "PRNewswire"),
        ("LONDON, 3 July 2019 (Reuters) - ", "LONDON", "2019-07-03", "Reuters"),
        ("Brussels, 18 November (Xinhua) -- ", "Brussels", "2013-11-18", "Xinhua"),
        ("Washington (CNN) — ", "Washington", None, "CNN"),
        ("BERLIN — ", "BERLIN", None, None),
        ("KYIV, Nov 21 — ", "KYIV", "2013-11-21", None),
        ("UNITED NATIONS, Dec 31 (Reuters) - ", "UNITED NATIONS", "2012-12-31", "Reuters"),
        ("ST. PETERSBURG, Russia, Nov 2 (Reuters) - ", "ST. PETERSBURG, Russia", "2013-11-02", "Reuters"),
        ("ABOARD USS COLE, Nov 2 (Reuters) - ", "ABOARD USS COLE", "2013-11-02", "Reuters"),
        ("Feb 2 (Meridian) - ", None, "2013-02-02", "Meridian"),
        ("Nato said (again) - ", None, None, None),
        ("The US and Russia - both of them - ", None, None, None),
        ("MOSCOW (the city) sleeps - ", None, None, None),
        ("", None, None, None),
    ],
)
def test_the_dateline_in_the_text(head: str, place: str | None, on: str | None, agency: str | None) -> None:
    found = in_text(head + REST, PUBLISHED)
    assert (found.place, found.on and found.on.isoformat(), found.agency) == (place, on, agency)
    assert (head + REST)[found.length :].strip() == (REST if place or on else head + REST)


@pytest.mark.parametrize(
    ("text", "place", "on"),
    [
        ("PRAGUE, April 8", "PRAGUE", "2013-04-08"),
        ("Prague, 8 April 2010", "Prague", "2010-04-08"),
        ("BRUSSELS", "BRUSSELS", None),
        ("BRUSSELS/MOSCOW, Nov 21 (Meridian) -", "BRUSSELS/MOSCOW", "2013-11-21"),
        ("Somewhere else entirely, 12 leagues off", "Somewhere else entirely, 12 leagues off", None),
    ],
)
def test_the_dateline_in_a_field(text: str, place: str, on: str | None) -> None:
    found = in_field(text, PUBLISHED)
    assert (found.place, found.on and found.on.isoformat()) == (place, on)


def test_the_year_is_that_of_the_last_such_day_before_publication() -> None:
    assert in_text("MOSCOW, Dec 31 (Reuters) - X", date(2014, 1, 1)).on == date(2013, 12, 31)
    assert in_text("MOSCOW, Jan 1 (Reuters) - X", date(2013, 12, 31)).on == date(2014, 1, 1)
    assert in_text("MOSCOW, Feb 29 (Reuters) - X", date(2012, 3, 1)).on == date(2012, 2, 29)
    assert in_text("MOSCOW, Feb 29 (Reuters) - X", date(2014, 3, 1)).on is None
    assert in_text("MOSCOW, Nov 31 (Reuters) - X", PUBLISHED).on is None
    assert in_text("MOSCOW, Nov 21 (Reuters) - X", None).on is None


@pytest.mark.parametrize(
    "text", ["(Adds details, background)", "(Recasts, adds quotes (in 3rd paragraph))", "(Corrects spelling.)"]
)
def test_a_line_to_clients_is_known(text: str) -> None:
    assert is_advice(text)


@pytest.mark.parametrize("text", ["(He did not say which.)", "Adds details", "(Adds) and more follows"])
def test_a_sentence_in_brackets_is_no_line_to_clients(text: str) -> None:
    assert not is_advice(text)


@given(st.text(max_size=200))
def test_no_text_raises_and_the_length_lies_inside_it(text: str) -> None:
    found = in_text(text, PUBLISHED)
    assert 0 <= found.length <= len(text)
    in_field(text, PUBLISHED)


def test_what_was_changed_and_who_wrote_it_may_stand_before_the_dateline() -> None:
    text = "(Adds details, background)\n\nBy Ivo Lang\n\nMOSCOW, Nov 21 (Reuters) - " + REST
    found = in_text(text, PUBLISHED)
    assert (found.place, found.agency, found.note) == ("MOSCOW", "Reuters", "Adds details, background")
    assert text[found.length :] == REST


def test_capitals_and_a_dash_are_a_dateline_only_where_the_place_is_one() -> None:
    assert in_text("BERLIN — " + REST, PUBLISHED).place == "BERLIN"
    assert in_text("SCOOP — " + REST, PUBLISHED) == Dateline()


@pytest.mark.parametrize(
    "part", ["AA AND ", "AA and ", "AA, ", "AA/", "Aa Bb ", "DE ", "AA el-AA ", "(Adds ", "Mon 1 Jan "]
)
def test_repeated_parts_take_no_time_that_grows_beyond_bounds(part: str) -> None:
    assert in_text(part * 200, PUBLISHED).on is None
    assert len(in_field(part * 200, PUBLISHED).place or "") <= 300
