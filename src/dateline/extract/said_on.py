"""The day something was said, from time words beside the cue against the story's day. Vague words give None."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORT = tuple(month[:3] for month in _MONTHS)
_DAY = re.compile(
    rf"\b(?:(last|this|next|previous)\s+)?({'|'.join(_DAYS)})\b(?!\s+(?:paper|times|mirror)s?\b)", re.IGNORECASE
)
_DAY_MONTH = rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_MONTHS)})"
_MONTH_DAY = rf"({'|'.join(_MONTHS)}|{'|'.join(s + '.' for s in _SHORT)})\s+(\d{{1,2}})(?:st|nd|rd|th)?"
_DATE = re.compile(rf"\b(?:{_DAY_MONTH}|{_MONTH_DAY})(?:,?\s+(\d{{4}}))?\b", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(yesterday|today|tonight|this (?:morning|afternoon|evening)|last night|on the eve|the day before|a day earlier|"
    r"(?:two|three|four) days ago)\b",
    re.IGNORECASE,
)
_AGO = {"two": 2, "three": 3, "four": 4}


def said_on(words: str, on: date | None) -> date | None:
    """The day that time words such as `yesterday` or `on Thursday` mean in a story of day `on`; None when they tell
    none.

    A weekday alone is the last such day up to the story's own; a day without a year is the nearest one not in the
    future.
    """
    if on is None:
        return None
    near = _NEAR.search(words)
    if near is not None:
        return _near(near.group(1).casefold(), on)
    exact = _DATE.search(words)
    if exact is not None:
        return _exact(exact, on)
    day = _DAY.search(words)
    if day is None or (day.group(1) or "").casefold() == "next":
        return None
    back = (on.weekday() - _DAYS.index(day.group(2).casefold())) % 7
    if back == 0 and (day.group(1) or "").casefold() in ("last", "previous"):
        back = 7
    return on - timedelta(days=back)


def _near(word: str, on: date) -> date | None:
    if word in ("yesterday", "last night"):
        return on - timedelta(days=1)
    if word.endswith("ago"):
        return on - timedelta(days=_AGO[word.split()[0]])
    if word in ("on the eve", "the day before", "a day earlier"):
        return None  # before what, the words themselves do not tell
    return on


def _exact(match: re.Match[str], on: date) -> date | None:
    number, name = match.group(1) or match.group(4), (match.group(2) or match.group(3)).casefold().rstrip(".")
    month = _MONTHS.index(name) + 1 if name in _MONTHS else _SHORT.index(name[:3]) + 1
    year = int(match.group(5)) if match.group(5) else on.year
    try:
        found = date(year, month, int(number))
        if not match.group(5) and found > on + timedelta(days=1):
            found = found.replace(year=year - 1)
    except ValueError:
        return None
    return found if found <= on + timedelta(days=1) else None
