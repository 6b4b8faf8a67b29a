"""Fresh, complete, trusted: each answer from figures and a clock that stands still."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dateline.board.today import Checked, CheckResult, WireToday
from dateline.board.verdicts import STALE_AFTER, complete, fresh, headline, trusted
from tests.board.published_house import NOW

WIRE = WireToday("w", "Wire", True, 10, 50, 40, 5, 5, 0, 0, 0, 0, NOW, 10)
RESULT = CheckResult("c", "articles", "a claim", "error", "sql", True, 0, (), "dateline-000001")
FAILED = replace(RESULT, is_passed=False, breach_count=3)


def test_nothing_received_is_neither_fresh_nor_stale() -> None:
    assert fresh(None, None, None, NOW).word == "Empty"


@pytest.mark.parametrize(("late", "word"), [(timedelta(0), "Fresh"), (timedelta(seconds=1), "Stale")])
def test_it_is_stale_after_a_day_without_payloads(late: timedelta, word: str) -> None:
    assert fresh(NOW - STALE_AFTER - late, None, None, NOW).word == word


def test_a_stale_page_says_its_age_and_what_to_do() -> None:
    told = fresh(NOW - timedelta(days=3), NOW, NOW, NOW)
    assert "3 days ago" in told.sentence
    assert any(line.startswith("Next:") for line in told.particulars)


def test_complete_when_the_sum_holds_and_every_wire_brought_its_share() -> None:
    assert complete([WIRE]).level == "good"


def test_an_item_that_cannot_be_accounted_for_is_the_worst() -> None:
    told = complete([replace(WIRE, unexplained_count=-2), replace(WIRE, name="Short", day_count=0)])
    assert (told.word, told.level) == ("Incomplete", "bad")
    assert told.sentence.startswith("2 of 100 items")


def test_a_wire_below_its_promise_is_named() -> None:
    told = complete([WIRE, replace(WIRE, name="Slow", day_count=9)])
    assert (told.word, told.level) == ("Short", "warn")
    assert any("Slow: 9 in the last 24 hours, at least 10 promised" in line for line in told.particulars)


@pytest.mark.parametrize(("count", "level"), [(1, "warn"), (2, "warn"), (3, "bad")])
def test_a_wire_that_cannot_be_had_is_not_merely_short(count: int, level: str) -> None:
    failing = replace(WIRE, name="Login", day_count=0, failing_code="parse.not_a_feed", failing_count=count)
    told = complete([WIRE, failing])
    assert (told.word, told.level) == ("Failing", level)
    assert any("Login: parse.not_a_feed" in line for line in told.particulars)
    assert not any("promised" in line for line in told.particulars)
    assert complete([WIRE, replace(failing, is_on=False)]).level == "good"


def test_a_wire_that_is_off_owes_nothing() -> None:
    assert complete([WIRE, replace(WIRE, is_on=False, day_count=0)]).level == "good"
    assert complete([replace(WIRE, is_on=False)]).word == "Nothing is on"


@pytest.mark.parametrize(
    ("results", "word"),
    [
        ((RESULT,), "Trusted"),
        ((RESULT, replace(FAILED, severity="warning")), "With care"),
        ((RESULT, replace(FAILED, severity="info")), "With care"),
        ((replace(FAILED, severity="warning"), FAILED), "Not trusted"),
    ],
)
def test_trust_is_what_the_last_checks_say(results: tuple[CheckResult, ...], word: str) -> None:
    assert trusted(Checked(NOW, results), None, NOW).word == word


def test_unchecked_is_not_trusted() -> None:
    assert trusted(Checked(None), NOW, NOW).word == "Unchecked"


def test_payloads_after_the_checks_are_said() -> None:
    told = trusted(Checked(NOW - timedelta(hours=2), (RESULT,)), NOW, NOW)
    assert "Payloads have come since then." in told.particulars


def test_the_headline_is_the_finding() -> None:
    good, short = complete([WIRE]), complete([replace(WIRE, day_count=0)])
    now, checked = fresh(NOW, None, None, NOW), trusted(Checked(NOW, (FAILED,)), None, NOW)
    assert headline([now, good, trusted(Checked(NOW, (RESULT,)), None, NOW)]) == "Fresh, complete and trusted"
    assert headline([now, short, checked]) == "Fresh, but short and not trusted"
