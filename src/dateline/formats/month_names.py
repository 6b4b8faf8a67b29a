"""Names of months and of days of the week in the languages of news: those of CLDR, and what printers add to them;
and what else stands in a printed date."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

FILE = Path(__file__).with_name("cldr_names.json")
"""By kind (months, days) and language, the names of each in order. Written by `python -m tests.formats.cldr_names`."""
_ALSO_MONTHS = (
    ("janvārī",), ("fév", "februārī"), ("martā",), ("aprīlī", "кві"), ("maijā", "тра"), ("jūnijā", "чер"), ("jūlijā",),
    ("aout", "augustā", "сер"), ("septembrī", "сен"), ("oktobrī", "жов"), ("novembrī", "ноя", "лис"),
    ("decembrī", "гру"),
)  # fmt: skip
_ALSO_DAYS = ((), ("tues",), ("wednes",), ("thurs", "thur"), ("п'ятниця",), ("satur", "sonnabend"), ())
_Rows = Sequence[Collection[str]]


def _meant(tables: Mapping[str, _Rows], also: _Rows, first: int) -> dict[str, dict[int, set[str]]]:
    """By name: the numbers that it means, each with the languages in which it does."""
    out: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language, rows in (*tables.items(), ("", also)):
        for number, names in enumerate(rows, first):
            for name in names:
                out[name][number].add(language)
    return {name: dict(meant) for name, meant in out.items()}


def _pattern(names: Iterable[str]) -> str:
    """A pattern of any of the names, the longer before the shorter: a tree of their letters, which is walked once."""
    tree: dict[str, dict[str, object]] = {}
    for name in names:
        node = tree
        for letter in name:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = {}
    return _branches(tree) + r"(?!\w)\.?"


def _branches(node: Mapping[str, object]) -> str:
    letters = [_letter(one) + _branches(below) for one, below in sorted(node.items()) if one]  # type: ignore[arg-type]
    if not letters:
        return ""
    either = letters[0] if len(letters) == 1 and "" not in node else f"(?:{'|'.join(letters)})"
    return either + "?" if "" in node else either


def _letter(one: str) -> str:
    return r"\s+" if one == " " else re.escape(one)


_KEPT = json.loads(FILE.read_text(encoding="utf-8"))
_MONTHS = _meant(_KEPT["months"], _ALSO_MONTHS, 1)
_DAYS = _meant(_KEPT["days"], _ALSO_DAYS, 0)
MONTH = _pattern(_MONTHS)
"""A pattern (to be used without regard to case) of any month's name, with its full stop."""
WEEKDAY = _pattern(_DAYS)
"""The same of any day of the week's name."""
HALF_DAY = "上午|下午|午前|午後|오전|오후"
"""Before and after noon, as China, Japan and Korea print it before the hour."""
EAST_DAY = r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日號号일]"
"""A day as these print it: numbers, each with what it counts."""
BEFORE_HOUR = r"um|à|às|a las|alle|ore|ora|kl\.?|klo|om|o|u|ob|v|в|о|у|во|στις|saat|pukul|jam|lúc|godz\.?"
"""Words between a day and its hour, English ones left out."""


def month_of(name: str, language: str | None = None) -> int | None:
    """The number of a month that `MONTH` matched; None where it means two and the language (`hr`, `pl-PL`) is neither.

    In Croatian `listopad` is October, in Polish and Czech it is November.
    """
    meant = _MONTHS.get(_key(name), {})
    if len(meant) < 2:
        return next(iter(meant), None)
    tongue = (language or "").lower().replace("_", "-").partition("-")[0]
    return next((number for number, tongues in meant.items() if tongue in tongues), None)


def days_of(name: str) -> Collection[int]:
    """The days of the week (Monday is 0) that a name which `WEEKDAY` matched may mean."""
    return _DAYS.get(_key(name), {})


def _key(name: str) -> str:
    return " ".join(name.lower().rstrip(".").split())
