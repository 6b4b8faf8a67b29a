"""The day it was said, from time words against the story's day: a wrong day is worse than none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dateline.contracts import conform
from dateline.extract import Reader, mentions, quotes
from dateline.extract.days import told_on
from dateline.extract.saying.said_on import said_on
from tests.extract.articles import CONTRACT

WEDNESDAY = date(2010, 5, 5)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday", "2010-05-04"),
        ("today", "2010-05-05"),
        ("late last night", "2010-05-04"),
        ("this morning", "2010-05-05"),
        ("two days ago", "2010-05-03"),
        ("six days ago", "2010-04-29"),
        ("on Monday evening", "2010-05-03"),
        ("early on Tuesday", "2010-05-04"),
        ("late Monday", "2010-05-03"),
        ("on Wednesday", "2010-05-05"),  # the story's own day
        ("on Friday", "2010-04-30"),
        ("last Friday", "2010-04-30"),
        ("last Wednesday", "2010-04-28"),
        ("this Monday", "2010-05-03"),
        ("on Monday last week", "2010-04-26"),
        ("on Thursday of last week", "2010-04-29"),
        ("last week, on Thursday,", "2010-04-29"),
        ("earlier this week, on Monday,", "2010-05-03"),
        ("on 1 May", "2010-05-01"),
        ("on May 1", "2010-05-01"),
        ("on May 1st, 2009", "2009-05-01"),
        ("on the 3rd of May", "2010-05-03"),
        ("on Sept. 18", "2009-09-18"),
        ("on 18 September 2009", "2009-09-18"),
        ("on 2010-05-03", "2010-05-03"),
        ("in a letter dated 30 April", "2010-04-30"),
        ("on Monday, 3 May,", "2010-05-03"),
        ("on Monday, a day after the vote,", "2010-05-03"),
        ("on Monday, two days before the deadline,", "2010-05-03"),
    ],
)
def test_a_day_that_is_told(words: str, day: str) -> None:
    assert said_on(f"Anna Kessler said {words} in Oslo", WEDNESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "words",
    [
        "last week",
        "earlier this month",
        "last month",
        "this week",
        "at the weekend",
        "in March",
        "in 2009",
        "two days after the vote",
        "a day earlier",
        "the day before",
        "the same day",
        "that evening",
        "several days ago",
        "two weeks ago",
        "tomorrow",
        "next Monday",
        "every Monday",
        "this Friday",  # still to come
        "last Monday",  # this week's or last week's
        "on Thursday",  # tomorrow's weekday: six days back, or a story dated a day early
        "on Friday last month",
        "after Monday's summit",
        "before Monday",
        "since 1 May",
        "ahead of 3 May",
        "until Tuesday",
        "on Monday and on Tuesday",
        "on 31 April",
        "on 2010-13-40",
        "on 20 May",  # eleven months back, or a plan
        "on 9 May 2010",
        "in the Sunday Times",
        "to USA Today",
        "to The Sunday Mirror",
        "",
    ],
)
def test_words_that_tell_no_day(words: str) -> None:
    assert said_on(f"Anna Kessler said {words} in Oslo", WEDNESDAY) is None


def test_without_a_day_of_the_story_nothing_is_told() -> None:
    assert said_on("yesterday", None) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Angela Merkel said on Monday that the talks had failed.", "2010-05-03"),
        ("On Monday, Angela Merkel said that the talks had failed.", "2010-05-03"),
        ("“The talks have failed,” Angela Merkel said on Monday.", "2010-05-03"),
        ("Angela Merkel, who met Vladimir Putin on Monday, said that the talks had failed.", None),
        ("Speaking on Monday, Angela Merkel said that the talks had failed.", "2010-05-03"),
        ("“The talks failed on Monday,” Angela Merkel said.", None),
    ],
)
def test_only_the_days_of_the_cue_count(reader: Reader, words: str, day: str | None) -> None:
    (row,) = _rows(reader, words, dateline_on=WEDNESDAY)
    assert row["said_on"] == (date.fromisoformat(day) if day else None)


def test_the_day_is_that_of_the_dateline_not_of_a_clock_elsewhere(reader: Reader) -> None:
    """Told in Washington on Tuesday evening, when it was Wednesday in UTC already."""
    at = datetime(2010, 5, 5, 2, 30, tzinfo=UTC)
    told = "Barack Obama said on Tuesday that the talks had failed."
    (row,) = _rows(reader, told, dateline_on=date(2010, 5, 4), published_at=at, published_zone="UTC")
    assert row["said_on"] == date(2010, 5, 4)
    yesterday = "Barack Obama said yesterday that the talks had failed."
    (row,) = _rows(reader, yesterday, dateline_on=date(2010, 5, 4), published_at=at, published_zone="UTC")
    assert row["said_on"] == date(2010, 5, 3)
    (row,) = _rows(reader, yesterday, dateline_on=None, published_at=at, published_zone="America/New_York")
    assert row["said_on"] == date(2010, 5, 3)
    (row,) = _rows(reader, yesterday, dateline_on=None, published_at=at, published_zone="Europe/Moscow")
    assert row["said_on"] == date(2010, 5, 4)


def test_a_story_published_after_midnight_in_its_own_zone() -> None:
    at = datetime(2010, 5, 4, 22, 15, tzinfo=UTC)
    assert told_on(None, at, "MSK") == WEDNESDAY
    assert told_on(None, at, None) == date(2010, 5, 4)
    assert told_on(date(2010, 5, 4), at, "MSK") == date(2010, 5, 4)


def _rows(reader: Reader, body: str, **told) -> list[dict]:
    row = {"article_id": "a", "body": body, "headline": "", "language": "en", "status": "usable"} | told
    table = conform(CONTRACT, [row])
    return quotes(table, mentions(table, reader), reader).to_pylist()
