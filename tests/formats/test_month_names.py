"""The names of months and days: kept as CLDR has them, found whole, and never one month where they mean two."""

from __future__ import annotations

import json
import re

import pytest

from dateline.formats.month_names import FILE, MONTH, WEEKDAY, days_of, month_of
from tests.formats.cldr_names import names


def test_the_kept_file_is_what_cldr_says() -> None:
    assert json.loads(FILE.read_text("utf-8")) == names()


@pytest.mark.parametrize(("kind", "pattern"), [("months", MONTH), ("days", WEEKDAY)])
def test_every_name_is_found_whole_in_any_case(kind: str, pattern: str) -> None:
    whole = re.compile(f"(?:{pattern})", re.I)
    for rows in json.loads(FILE.read_text("utf-8"))[kind].values():
        for name in (name for row in rows for name in row):
            found = whole.match(f"{name} 2024")
            assert found and found[0] == name, name
            assert whole.fullmatch(name.upper()) or name.upper().lower() != name, name


def test_a_name_means_one_month_in_its_language() -> None:
    for language, rows in json.loads(FILE.read_text("utf-8"))["months"].items():
        for number, row in enumerate(rows, 1):
            assert {month_of(name, language) for name in row} <= {number}, (language, number)


def test_a_name_of_two_months_means_none_where_the_language_is_not_told() -> None:
    assert month_of("listopada") is None and month_of("listopada", "en") is None
    assert (month_of("listopada", "hr-HR"), month_of("Listopada", "pl")) == (10, 11)
    assert month_of("Sept.") == 9 and month_of("nobody") is None


def test_a_day_of_the_week_that_means_two_contradicts_neither() -> None:
    assert set(days_of("so")) == {5, 6} and set(days_of("Thurs.")) == {3} and not days_of("nobody")
