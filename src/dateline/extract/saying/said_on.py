"""The day something was said, from time words beside the cue against the story's day.

Vague words give None: a wrong day is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.extract.saying.frame import Frame

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORT = tuple(month[:3] for month in _MONTHS)
_NUMBER = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FARTHEST = 300
"""Days back that a date without a year is believed to lie; farther, its year was left out for another reason."""
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)}|sept)\b\.?)"
_UNIT = r"(?:hour|day|week|month|year|decade|night|evening|morning)s?"
_SOME = r"(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|a few|few|\d{1,3})"
_SIGN = re.compile(
    rf"""
    \b(?=\w)(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}}\b)
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<month>{_MONTH})(?:,?\ (?P<year>\d{{4}}))?\b
    | (?P<month2>{_MONTH})\ (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\ (?P<year2>\d{{4}}))?\b
    | (?:(?P<which>last|this|next|past|previous|coming|every|each)\ )?(?P<weekday>{"|".join(_DAYS)})\b
      (?!\s+(?:paper|times|mirror|telegraph|express|mail|post)s?\b)(?P<week>\ (?:of\ )?(?:last|this|next)\ week)?
    | (?P<near>yesterday|today|tonight|this\ (?:morning|afternoon|evening)|last\ night
      |(?:a|one|two|three|four|five|six)\ days?\ ago)\b
    | (?P<loose>(?:earlier\ |later\ )?(?:last|next|this|that|each|every|the\ (?:same|next|previous))\ {_UNIT}
      |the\ following\ {_UNIT}
      |{_SOME}\ {_UNIT}\ (?:after|before|earlier|later|ago|since)|tomorrow|overnight|on\ the\ eve
      |(?:over|at)\ the\ weekend|in\ {_MONTH}(?:\ \d{{4}})?|in\ (?:19|20)\d\d)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MAYBE = re.compile(r"day|night|morning|afternoon|evening|week|month|year|decade|hour|\d")
"""What any time words have; most sentences have none of it."""
_OTHER = re.compile(
    r"\b(?:after|before|since|until|till|by|from|for|ahead of|of|to|through|than|between|beyond|past)\s+(?:the\s+)?"
    r"(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
"""What before a day says that it is another day than that of the words: `since Monday`, `ahead of 3 May`."""
_OWNED = re.compile(r"['’]s\b|\s+(?:summit|meeting|attack|vote|election|game|match|debate|speech|deadline|talks)\b")
_WEIGHED = ("last week", "this week")


@dataclass(frozen=True)
class _Time:
    """A time as printed: `day`, or a weekday whose week is still to be told, or words that name no day."""

    text: str
    day: date | None = None
    weekday: int | None = None


def said_on(words: str, on: date | None) -> date | None:
    """The day that time words such as `yesterday` or `on Thursday` mean in a story of day `on`; None when they tell
    none, or two.

    A weekday alone is the last such day up to the story's own; that of the day after the story is left open (six days
    back, or a story dated a day early). A day without a year is the nearest one not in the future.
    """
    if on is None:
        return None
    return _agreed([_time(m, on) for m in _SIGN.finditer(words) if _is_day_of_words(words, m)], on)


def said_on_in(frame: Frame, on: date | None) -> date | None:
    """The day told by the time words in a frame that belong to its cue."""
    if on is None:
        return None
    text = frame.reading.text
    if _MAYBE.search(text, frame.start, frame.end) is None:
        return None
    found = []
    for match in _SIGN.finditer(text, frame.start, frame.end):
        if not frame.is_free(match.start()) or not _is_day_of_words(text, match):
            continue
        first = frame.word_at(match.start())
        if first is not None and frame.is_of_cue(first) and not frame.is_after_words(first):
            found.append(_time(match, on))
    return _agreed(found, on)


def _is_day_of_words(text: str, match: re.Match[str]) -> bool:
    if match["loose"]:
        return True
    if match["near"] and not _is_plain(text, match):
        return False
    before = text[max(0, match.start() - 20) : match.start()]
    return _OTHER.search(before) is None and _OWNED.match(text, match.end()) is None


def _is_plain(text: str, match: re.Match[str]) -> bool:
    """Whether `today` is the day and no part of a name: in lower case but at the beginning of a sentence."""
    word = match["near"]
    before = text[max(0, match.start() - 2) : match.start()]
    return word.islower() or (word[1:].islower() and not before.strip(' "“\n\t').isalnum())


def _time(match: re.Match[str], on: date) -> _Time:
    text = " ".join(match.group().casefold().split())
    if match["iso"]:
        return _Time(text, _not_later(_made(*map(int, text.split("-"))), on))
    if match["month"]:
        return _Time(text, _dated(match["day"], match["month"], match["year"], on))
    if match["month2"]:
        return _Time(text, _dated(match["day2"], match["month2"], match["year2"], on))
    if match["weekday"]:
        return _weekday(match, text, on)
    if match["near"]:
        return _Time(text, on - timedelta(days=_days_back(text)))
    return _Time(text)


def _days_back(near: str) -> int:
    if near.endswith("ago"):
        return _NUMBER[near.split()[0]]
    return 1 if near in ("yesterday", "last night") else 0


def _weekday(match: re.Match[str], text: str, on: date) -> _Time:
    """`last Wednesday` on a Friday may be this week's or last week's, `this Friday` on a Monday is still to come: such
    are left open."""
    number = _DAYS.index(match["weekday"].casefold())
    which, week = (match["which"] or "").casefold(), (match["week"] or "").casefold()
    back = (on.weekday() - number) % 7
    if week or which in ("next", "coming", "every", "each"):
        return _in_week(text, number, on, which, week)
    if which in ("last", "past", "previous"):
        if 0 < back <= on.weekday():
            return _Time(text)
        return _Time(text, on - timedelta(days=back or 7))
    if which == "this":
        return _Time(text, on - timedelta(days=back) if number <= on.weekday() else None)
    return _Time(text, weekday=number)


def _in_week(text: str, number: int, on: date, which: str, week: str) -> _Time:
    if which or "next" in week:
        return _Time(text)
    monday = on - timedelta(days=on.weekday() + (7 if "last" in week else 0))
    return _Time(text, _not_later(monday + timedelta(days=number), on))


def _agreed(found: Iterable[_Time], on: date) -> date | None:
    """The one day that all times mean. Words that name no day are passed over beside one that does, but a week or month
    that contradicts it, as `last week` does a weekday alone, leaves it open."""
    times = list(found)
    days = {t.day for t in times if t.day is not None}
    weekdays = {t.weekday for t in times if t.weekday is not None}
    week = next((t.text.removeprefix("earlier ") for t in times if t.text.removeprefix("earlier ") in _WEIGHED), None)
    if any(t.text.startswith(("last ", "next ", "earlier last", "in ")) and t.day is None for t in times) and not (
        week == "last week" and not days
    ):
        return None
    if week is not None and len(weekdays) == 1 and not days:
        return _in_week("", min(weekdays), on, "", week).day
    back = {(on.weekday() - number) % 7 for number in weekdays}
    if 6 in back:
        return None
    days |= {on - timedelta(days=n) for n in back}
    return days.pop() if len(days) == 1 else None


def _dated(day: str, name: str, year: str | None, on: date) -> date | None:
    month = _SHORT.index(name.casefold()[:3]) + 1
    found = _made(int(year) if year else on.year, month, int(day))
    if year or found is None:
        return _not_later(found, on)
    if found > on + timedelta(days=1):
        found = _made(on.year - 1, month, int(day))
    return found if found is not None and (on - found).days <= _FARTHEST else None


def _not_later(found: date | None, on: date) -> date | None:
    return found if found is not None and found <= on + timedelta(days=1) else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
