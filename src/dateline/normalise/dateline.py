"""The dateline of a story: `MOSCOW, Nov 21 (Reuters) -` and its cousins; and its day, in the year of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.formats.characters import one_line
from dateline.formats.month_names import MONTH, month_of
from dateline.normalise import places

_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐЎ"
_SHOUT = rf"[{_CAPITAL}](?:[{_CAPITAL}'’.]|-(?!-)|(?<=[A-ZÀ-ÖØ-Þ])(?:ac|c)(?=[A-Z]))+"
_PLACE = rf"(?!AND\b){_SHOUT}(?:[ ](?!AND\b)(?:{_SHOUT}|(?:el|al)-{_SHOUT}|de\b)){{0,4}}"
_REGION = r"(?:[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,2})"
_PLACES = (
    rf"(?P<place>{_PLACE}(?:\s?[/;]\s?{_PLACE}| (?:AND|and) {_PLACE}|, {_PLACE}(?=[/,(. ])){{0,5}}"
    rf"(?:,\s{_REGION}|\s\[{_REGION}\])?)"
)
_TITLED = (
    rf"(?P<place>[{_CAPITAL}](?:[\w.'’]|-(?!-))+(?:(?:[ /]| and )[{_CAPITAL}](?:[\w.'’]|-(?!-))+){{0,4}}"
    rf"(?:, {_REGION}|\s\[{_REGION}\])?)"
)
_ON = (
    rf"(?:(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?,?\s+)?(?:(?P<month>{MONTH})\s+"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<month2>{MONTH}))"
    r"(?:,?\s+(?:de\s+)?(?P<year>\d{4}))?"
)
_WHO = r"(?P<agency>[A-ZА-ЯІЇЄ][\w&.'’\- /]{1,40}|dpa|ots|epd|kna)"
_KNOWN = (
    r"(?P<agency>AP|Reuters|AFP|CNN|UPI|dpa|PA|ANI|PTI|IANS|Bloomberg|TASS|ITAR-TASS|Interfax|Sputnik|RIA Novosti|"
    r"Xinhua|Kyodo|EFE|ANSA|APA|KUNA|IRNA|BelTA|Yonhap|VOA|RFE/RL|NPR|CBC|MEHR|ISNA|MENA|SANA|AAP|Bernama)"
)
_NATIONAL = (  # with a place only: some of their names are words
    r"(?P<agency>APP|APS|ANP|BNA|BNS|BSS|BTA|CNA|CP|CTK|ČTK|ELTA|GNA|HINA|INA|KCNA|LETA|MAP|MTI|NAN|NNA|NTB|ONA|PAP|PNA|QNA|"
    r"SPA|SRNA|STT|SUNA|TAP|TASR|UNB|VNA|WAFA|WAM|Agerpres|Antara|Belga|Fena|Lusa|Petra|Ritzau|Tanjug|Ukrinform)"
)
_BARE = r"(?P<agency>PTI|ANI|IANS|APP|UNI|UNB|CNA|ACN|sda|CNN)"
"""Agencies that put no dash behind their name."""
_STOPPED = r"(?P<agency>INTERFAX(?:\.RU)?|KAZINFORM|ARMENPRESS|AZERTAC|AzerTAC|Interfax|RAPSI|RIA Novosti|РИА Новости)"
"""Those that print no brackets, and a full stop or a dash behind it."""
_DASH = r"\.?\s*(?:--|[-–—―:])(?:\s+|(?=[A-ZА-Я\"“'‘«]))"
_I = r"(?i:{})"
_ON = _I.format(_ON)
_CLOCK = r"(?:,?\s+\d{1,2}[:.]\d{2}\s*(?:[ap]m)?(?:\s+[A-Z]{2,5})?)?"
_LIKE_A_PLACE = (  # a dateline's shape, which other headings share: it counts where its place is known to be one
    # MOSCOW —            a place in capitals and a dash, and nothing else
    re.compile(rf"{_PLACES}\s+(?:--|[–—-])\s+(?=[\"“‘'A-Z])"),
    # ISLAMABAD: The      nor a colon
    re.compile(rf"{_PLACES}:\s+(?=[\"“‘']?(?:A|[A-Z][a-z’']+)\s)"),
    # GENEVA (1 March 2022) –         as the United Nations begin
    re.compile(rf"{_PLACES},?\s*\({_ON}\){_DASH}"),
    # Brussels, 5 March 2024 –
    re.compile(rf"{_TITLED}[.,]\s*{_ON}\.?{_DASH}"),
    # ANKARA              a place in capitals on a line of its own
    re.compile(rf"{_PLACES}\n\s*(?=[\"“‘'A-Z])"),
    # MOSCOW (Someone) -  who is no agency that we know
    re.compile(rf"{_PLACES},?\s*\({_WHO}\)(?:{_DASH}|\.\s+)"),
    # Baghdad (INA) -
    re.compile(rf"{_TITLED},?\s*\({_NATIONAL}\){_DASH}"),
    # Bern (sda) Der             New York (CNN) The
    re.compile(rf"{_TITLED}\s*\({_BARE}\)\s+(?=[\"“‘'A-Z])"),
    # CAIRO - 5 March 2024: The
    re.compile(rf"{_PLACES}\s*[-–—]\s*{_ON}{_DASH}"),
    # London CNN —
    re.compile(rf"{_TITLED}\s+(?P<agency>CNN|Reuters|AP|AFP)\s*{_DASH}"),
)
_FORMS = (
    # MOSCOW, Nov 21 (Reuters) -      MOSCOW. Nov 21 (Interfax) -     SEOUL, Nov. 21 (Yonhap) -- (with a day)
    re.compile(rf"{_PLACES}[.,]?\s*\b{_ON}\.?,?\s*\({_WHO}\)(?:{_DASH}|\.?\s+(?=[\"“‘'A-Z]))"),
    # LONDON, March 5, 2024--(BUSINESS WIRE)--     LONDON, UK / ACCESSWIRE / March 5, 2024 /
    re.compile(rf"(?:{_PLACES})(?:[.,]\s*{_ON})?\s*--\s*\((?P<agency>BUSINESS WIRE)\)\s*--"),
    re.compile(rf"{_PLACES}\s*/\s*(?P<agency>[A-Z][A-Za-z ]{{2,20}}[A-Za-z])\s*/\s*{_ON}\s*/"),
    # (ANSA) - ROMA, 05 MAR -
    re.compile(rf"\({_KNOWN}\)\s*[-–—]\s*{_PLACES},\s*{_ON}{_DASH}"),
    # BRUSSELS/WASHINGTON (AP) —      an agency that we know, whatever the place
    re.compile(rf"{_PLACES},?\s*\({_KNOWN}\)(?:{_DASH}|\.\s+)"),
    # MOSCOW, January 21. /TASS/.     NEW YORK, Nov. 21, 2013 /PRNewswire/ --
    re.compile(
        rf"{_PLACES}(?:[.,]\s*{_ON}\.?)?,?\s*/(?:Corr(?:espondent|\.)? [^/\n]{{3,60}} )?{_WHO}/(?:\.\s*|{_DASH})"
    ),
    # TEHRAN, Nov. 21, IRNA –
    re.compile(rf"(?:{_PLACES})[.,]\s*{_ON}\.?,?\s*{_KNOWN}{_DASH}"),
    # Accra, March 5, GNA -           Moscow. March 5. INTERFAX.RU -      MOSCOW, 5 Mar - RIA Novosti.
    re.compile(rf"{_TITLED}[.,]\s*{_ON}\.?,\s*(?P<agency>[A-Z]{{3,6}}){_DASH}"),
    re.compile(rf"{_TITLED}[.,]\s*{_ON}(?:[.,]|\s*[-–—])\s*{_STOPPED}(?:\.\s*|{_DASH}|\s+(?=[\"“‘'A-ZА-Я]))"),
    # MOSCOW | Thu Nov 21, 2013 9:15am EST
    re.compile(rf"{_PLACES}\s*\|\s*{_ON}{_CLOCK}(?:\s*\({_WHO}\)(?:{_DASH})?|\s*\n|{_DASH}|$)"),
    # MOSCOW, Nov 21 -                KIEV, 3 July 2014 —
    re.compile(rf"{_PLACES}[.,]\s*{_ON}\.?{_DASH}"),
    # Brussels, 18 September (Xinhua) -- : in small letters only with a day and an agency, or a known form of an agency
    re.compile(rf"{_TITLED}(?:[.,]\s*{_ON}\.?),?\s*\({_WHO}\)(?:{_DASH}|\.\s+)"),
    re.compile(rf"{_TITLED}(?:[.,]\s*{_ON}\.?),?\s*\({_BARE}\)[:.]?\s+(?=[\"“‘'A-Z])"),
    re.compile(rf"{_TITLED},?\s*\({_KNOWN}\){_DASH}"),
    re.compile(rf"{_TITLED}(?:[.,]\s*{_ON}\.?),?\s*/{_WHO}/(?:\.\s*|{_DASH})"),
    # Feb 2 (Reuters) -               fact boxes have no place
    re.compile(rf"{_ON}\.?,?\s*\({_WHO}\){_DASH}"),
    # (Reuters) -                     nor have what outlets shorten
    re.compile(rf"\({_KNOWN}\){_DASH}"),
)
_SIGNED = re.compile(
    r"(?:By|BY) [^\W\d_a-z][\w.'’\-]+(?: [^\W\d_a-z][\w.'’\-]+){1,3}(?: and [^\W\d_a-z][\w.'’\- ]{3,40})?,?\s+"
)
_FIELD = re.compile(
    rf"(?:{_PLACES}|"
    rf"{_TITLED.replace('?P<place>', '?P<titled>')})(?:(?:[.,]|\s*\|)?\s*{_ON}\.?{_CLOCK})?,?\s*"
    rf"(?:[(/]{_WHO}[)/])?[\s.:–—-]*"
)
_ADDS = re.compile(
    r"\((?:Adds?|Updates?|Recasts?|Changes?|Corrects?|Refiles?|Repeats?|Writes? through|Rewrites?|"
    r"New throughout|Removes?|Deletes?|Fixes|Clarifies|Releads?|Inserts?|Wraps?|Includes?|Combines|Expands?|"
    r"Restores?|Links?|Trims?|Amends?|Releases?|Eds?:)\b[^()]*(?:\([^()]*\)[^()]*)*\)\.?"
)


_AHEAD = timedelta(days=3)
_LONGEST = 200
_HEAD = 1000


@dataclass(frozen=True)
class Dateline:
    """Place or places as printed, the day, the agency as printed, and how many characters of the text it takes.

    `note`: a line to clients about what changed that stood before it.
    """

    place: str | None = None
    on: date | None = None
    agency: str | None = None
    length: int = 0
    note: str | None = None


def is_advice(paragraph: str) -> bool:
    """Whether a paragraph is a line to clients about what changed, such as `(Adds details, background)`."""
    return len(paragraph) < 600 and _ADDS.fullmatch(paragraph.strip()) is not None


def in_text(text: str, published: date | None) -> Dateline:
    """The dateline that a story's text begins with, a line to clients and a byline before it left out of account."""
    head, begin = text[:_HEAD], 0
    if advice := _ADDS.match(head):
        begin = advice.end() + len(head[advice.end() :]) - len(head[advice.end() :].lstrip())
    starts = [*([signed.end()] if (signed := _SIGNED.match(head, begin)) else []), begin]
    for start in starts:
        if found := _matched(head[start : start + _LONGEST]):
            read = _read(found, published)
            note = advice[0].strip("(). ") if advice else None
            return replace(read, length=start + read.length, note=note)
    return Dateline()


def _matched(head: str) -> re.Match[str] | None:
    for form in _FORMS:
        if found := form.match(head):
            return found
    for form in _LIKE_A_PLACE:
        if (found := form.match(head)) and places.is_known(found["place"]):
            return found
    return None


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
    if number is None:
        return None
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
