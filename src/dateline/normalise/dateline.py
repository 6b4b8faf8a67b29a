"""The dateline of a story: `MOSCOW, Nov 21 (Reuters) -` and its cousins; and its day, in the year of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.formats.characters import one_line
from dateline.formats.month_names import month_of
from dateline.normalise.dates import MONTH

_SHOUT = r"[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ'’.\-]|(?<=[A-ZÀ-ÖØ-Þ])(?:ac|c)(?=[A-Z]))+"
_PLACE = rf"(?:{_SHOUT}|(?:DE|LA|LE|AL|EL)\b)(?:[ ]{_SHOUT}){{0,4}}"
_PLACES = rf"(?P<place>{_PLACE}(?:\s?[/;]\s?{_PLACE}| AND {_PLACE}|, {_PLACE}(?=[/,(. ]))*(?:,\s(?:[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,2}}))?)"  # noqa: E501
_TITLED = r"(?P<place>[A-ZÀ-ÖØ-Þ][\w.'’\-]+(?:[ /][A-ZÀ-ÖØ-Þ][\w.'’\-]+){0,3}(?:, [A-Z][\w.'’\-]+)?)"
_ON = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|"
    rf"rd|th)?|"
    rf"(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{MONTH}))(?:,?\s+(?P<year>\d{{4}}))?"
)
_WHO = r"(?P<agency>[A-Z][\w&.'’\- /]{1,40})"
_DASH = r"\s*(?:--|[-–—―:])(?:\s+|(?=[A-Z\"“'‘]))"
_I = r"(?i:{})"
_ON = _I.format(_ON)
_FORMS = (
    # MOSCOW, Nov 21 (Reuters) -      BRUSSELS/WASHINGTON (AP) —      MOSCOW. Nov 21 (Interfax) -
    re.compile(rf"{_PLACES}(?:[.,]\s*{_ON}\.?)?,?\s*\({_WHO}\)(?:{_DASH}|\.\s+)"),
    # MOSCOW, January 21. /TASS/.     NEW YORK, Nov. 21, 2013 /PRNewswire/ --
    re.compile(rf"{_PLACES}(?:[.,]\s*{_ON}\.?)?,?\s*/{_WHO}/(?:\.\s*|{_DASH})"),
    # MOSCOW, Nov 21 -                KIEV, 3 July 2014 —
    re.compile(rf"{_PLACES}[.,]\s*{_ON}\.?{_DASH}"),
    # Brussels, 18 September (Xinhua) -- : in small letters only with a day and an agency, or a known form of an agency
    re.compile(rf"{_TITLED}(?:[.,]\s*{_ON}\.?),?\s*\({_WHO}\){_DASH}"),
    re.compile(rf"{_TITLED}\s*\((?P<agency>AP|AFP|CNN|UPI|Reuters|dpa|PA|ANI|PTI|IANS|Bloomberg)\){_DASH}"),
    # Feb 2 (Reuters) -               fact boxes have no place
    re.compile(rf"{_ON}\.?,?\s*\({_WHO}\){_DASH}"),
    # MOSCOW —                        a place in capitals and a dash, and nothing else
    re.compile(rf"{_PLACES}\s+(?:--|[–—-])\s+(?=[\"“‘'A-Z])"),
)
_FIELD = re.compile(
    rf"(?:{_PLACES}|"
    rf"{_TITLED.replace('?P<place>', '?P<titled>')})(?:[.,]?\s*{_ON}\.?)?,?\s*(?:[(/]{_WHO}[)/])?[\s.:–—-]*"
)
_ADDS = re.compile(
    r"\((?:Adds?|Updates?|Recasts?|Changes?|Corrects?|Refiles?|Repeats?|Writes? through|Rewrites?|"
    r"New throughout|Removes?|Deletes?|Fixes|Clarifies|Releads?|Inserts?|Wraps?|Includes?|Combines|Expands?|"
    r"Restores?|Links?|Trims?|Amends?|Releases?|Eds?:)\b[^()]*(?:\([^()]*\)[^()]*)*\)\.?"
)


_AHEAD = timedelta(days=3)


@dataclass(frozen=True)
class Dateline:
    """Place or places as printed, the day, the agency as printed, and how many characters of the text it takes."""

    place: str | None = None
    on: date | None = None
    agency: str | None = None
    length: int = 0


def is_advice(paragraph: str) -> bool:
    """Whether a paragraph is a line to clients about what changed, such as `(Adds details, background)`."""
    return len(paragraph) < 600 and _ADDS.fullmatch(paragraph.strip()) is not None


def in_text(paragraph: str, published: date | None) -> Dateline:
    """The dateline that a story's first paragraph begins with; an empty one where it begins with none."""
    head = paragraph[:200]
    for form in _FORMS:
        if found := form.match(head):
            return _read(found, published)
    return Dateline()


def in_field(text: str, published: date | None) -> Dateline:
    """The dateline that stands in a field of its own."""
    printed = one_line(text)
    found = _FIELD.fullmatch(printed[:300])
    if found is None:
        return Dateline(printed[:200] or None)
    return _read(found, published)


def _read(found: re.Match[str], published: date | None) -> Dateline:
    parts = found.groupdict()
    place = (parts.get("place") or parts.get("titled") or "").strip(" ,.")
    agency = parts.get("agency")
    return Dateline(place or None, _day(parts, published), agency.strip() if agency else None, found.end())


def _day(parts: dict[str, str | None], published: date | None) -> date | None:
    """The day; without a printed year, the last such day before publication, some hours between zones allowed."""
    month = parts.get("month") or parts.get("month2")
    day = parts.get("day") or parts.get("day2")
    if not month or not day:
        return None
    number = month_of(month)
    if year := parts.get("year"):
        return _date(int(year), number, int(day))
    if published is None:
        return None
    years = (published.year + 1, published.year, published.year - 1)
    found = [d for year in years if (d := _date(year, number, int(day)))]
    return next((d for d in found if d <= published + _AHEAD), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
