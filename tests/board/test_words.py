"""Numbers, ages and links as readers see them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.board import words


@pytest.mark.parametrize(
    ("value", "seen"),
    [(0, "0"), (1234567, "1,234,567"), (0.8333, "0.83"), (2.0, "2"), (1234.5, "1,234.5"), (None, "–")],
)
def test_numbers_have_separators(value: float | None, seen: str) -> None:
    assert words.number(value) == seen


@pytest.mark.parametrize(
    ("span", "seen"),
    [
        (timedelta(seconds=5), "less than a minute"),
        (timedelta(seconds=70), "a minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=12), "12 days"),
        (timedelta(seconds=-9), "less than a minute"),
    ],
)
def test_ages_in_the_largest_unit_that_fits(span: timedelta, seen: str) -> None:
    assert words.age(span) == seen


def test_a_moment_ahead_of_the_clock_is_said_so() -> None:
    now = datetime(2026, 1, 15, tzinfo=UTC)
    assert words.ago(now + timedelta(hours=3), now) == "3 hours ahead of this machine's clock"
    assert words.ago(now - timedelta(hours=3), now) == "3 hours ago"


def test_a_summer_evening_in_another_zone_is_told_in_utc() -> None:
    at = datetime.fromisoformat("2009-09-19T00:30:00+01:00")
    assert words.moment(at) == "18 September 2009, 23:30 UTC"
    assert words.iso(at) == "2009-09-18T23:30:00Z"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "/relative",
        "https:///no-host",
        "https://bank.example@evil.example/",
        "https://evil.example/\u202egpj.exe",
        "https://evil.example/a b",
        "https://evil.example/\x00",
        "https://[::1",
        "http://" + "a" * 9000 + ".example/",
        "",
        None,
    ],
)
def test_what_may_not_be_clicked_is_no_link(address: str | None) -> None:
    assert words.link(address) is None


@pytest.mark.parametrize("address", ["http://gazette.example/a", "https://gazette.example/a?b=c&d=%22#e"])
def test_an_honest_address_stays_as_it_is(address: str) -> None:
    assert words.link(address) == address


@given(st.text())
def test_only_http_with_a_host_is_ever_a_link(text: str) -> None:
    found = words.link(text)
    assert found is None or (urlsplit(found).scheme in ("http", "https") and urlsplit(found).hostname and found == text)


def test_a_host_that_poses_as_another_is_shown_in_ascii() -> None:
    assert words.host("https://аpple.example/") == "xn--pple-43d.example"
    assert words.host("https://gazette.example:8080/x") == "gazette.example"
