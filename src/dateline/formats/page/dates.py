"""When a page was published, where no structured data and no meta tag says so: marked times, the page's state, print.

The last resort is htmldate: a day, and only where nothing else on the page contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from dateline.formats.characters import one_line
from dateline.formats.month_names import BEFORE_HOUR, EAST_DAY, HALF_DAY, MONTH, WEEKDAY, month_of
from dateline.formats.page.engines import copied

Named = tuple[str, str]
BY_HTMLDATE = "htmldate"
_MARKED = re.compile(
    r"(?<![a-z])(?:pub(?:lish(?:ed)?)?[-_]*(?:date|time|at|on)|date[-_]*(?:published|created|time)|date|published|timestamp|"
    r"(?:article|post|entry|news|story|meta|item|content)[-_]*(?:date|time)|posted(?:[-_]on)?|datum|fecha|created)(?![a-z])",
    re.I,
)
_LATER = re.compile(
    r"modif|updat|edited|aktuali[sz]|mis[- ][aà][- ]jour|bijgewerkt|actualiza|atualiza|aggiornat|uppdatera|"
    r"oppdater|opdater|päivitet|frissít|güncel|ενημ[εέ]ρ|обновл|оновл|ажурира|актуализ|تحديث|更新|수정",
    re.I,
)
_ASIDE = frozenset({"aside", "nav", "footer", "form", "figure", "figcaption"})
_NUMBERS = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_DAY = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}(?:st|nd|rd|th|\.|er|º|°)?\s+(?:of\s+|de\s+|d['’])?ב?{MONTH}[,،]?\s+(?:de\s+|del\s+|năm\s+)?\d{{4}}|"
    rf"\d{{4}}(?:\.|\s?m\.)?\s+{MONTH}\s+\d{{1,2}}\.?|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"{_NUMBERS}\.?)(?![\w/-])|"
    rf"(?<!\d){EAST_DAY}",
    re.I,
)
_PARTS = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er|º|°)?[\s\-]*(?:of\s+|de\s+|d['’])?ב?(?P<month>{MONTH})\D{{1,8}}?(?P<year>\d{{4}})|"
    rf"(?P<year3>\d{{4}})(?:\.|\s?m\.)?\s+(?P<month3>{MONTH})\s+(?P<day3>\d{{1,2}})|"
    rf"(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})\D{{1,5}}(?P<year2>\d{{4}})",
    re.I,
)
_EAST = re.compile(EAST_DAY)
_NUMERIC = re.compile(r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{4}|\d{2})")
_TIME = re.compile(
    rf"[.,،]?\s*(?:[|•·–-]\s*)?(?:(?:at|{BEFORE_HOUR}|{HALF_DAY})\s*)?"
    r"\d{1,2}(?:[:.：]|\s?[h時时点點시]\s?)\d{2}[分분]?(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s*(?:\(?(?:GMT|UTC)\s?[+\-−]\d{1,2}(?::?\d{2})?\)?|"
    r"(?:Eastern|Central|Mountain|Pacific)(?: (?:Standard|Daylight))? Time|[A-Z]{2,5}\b|Uhr\b))?",
    re.I,
)
_AROUND = re.compile(
    rf"{_TIME.pattern}|\b{WEEKDAY}|\b(?:published|posted|updated|created|date|at|um|uhr|veröffentlicht|erstellt|publié|"
    r"publicado|pubblicato|gepubliceerd|am|pm|le|el|il|op|den|gmt|utc|[ecmpb]s?[sd]?t)\b",
    re.I,
)
_IN_URL = re.compile(
    r"[/_-](?P<y>(?:19|20)\d{2})[/_-]?(?P<m>0[1-9]|1[0-2])[/_-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)|"
    r"/(?P<y2>(?:19|20)\d{2})/(?P<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<d2>\d{1,2})(?!\d)",
    re.I,
)
_STATE = re.compile(
    r"[\"'](?:datePublished|published_?[aA]t|publishedDate|publish_?[dD]ate|published_?(?:date|time|on)|publishedTime|pub_?[dD]ate|"
    r"publication_?[dD]ate|first_?[pP]ublish(?:ed)?(?:_?(?:[dD]ate|[aA]t|[tT]ime|on))?|article_?publish_?date|display_date|"
    r"displayDate|page_?publish_?date|articlePublicationDate|pubDateTime)[\"']\s*:\s*[\"']?(?P<value>[^\"',}]{8,40})",
)
_MOST_STATE = 200_000
_MOST_MARKED = 300
_MOST_ELEMENTS = 15_000
_LONGEST = 90
_NEAR, _NEAR_TEXTS, _EDGE = 60, 60, 40
"""Elements, and texts, behind the heading among which a story's own date stands; characters from a paragraph's edge."""
_BESIDE = 25
_FAR = 3
_ZONED = re.compile(r"T\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})$")
_ZONES_APART = timedelta(days=1)
_DIGIT = re.compile(r"\d")
"""Sought before a day is: the patterns of days are long, and most texts hold no number."""
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_TAGS = ("span", "p", "div", "abbr", "li", "td", "small", "em", "b", "i", "h2", "h3", "h4", "strong", "font", "a")
_DATED_TAGS = frozenset({*_TAGS, "time"})


def instant_of(text: str) -> str:
    """The text; a count of seconds or milliseconds since 1970, as programs write it, as the instant it means."""
    digits = text.strip()
    if not re.fullmatch(r"[1-9]\d{9}(?:\d{3})?(?:\.0+)?", digits):
        return text
    number = int(digits.split(".")[0])
    seconds = number // 1000 if number > 10**11 else number
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class _Shown:
    """A date that the page shows: as printed, where, the day (None: its numbers can be read in two ways), how near."""

    text: str
    place: str
    day: date | None
    is_near: bool
    """Whether it stands shortly behind the heading, where a story's own date stands and other stories' do not."""
    is_alone: bool = True
    """Whether little else stands beside it: a line of a date, not a sentence."""

    @property
    def rank(self) -> int:
        """Its place in the ladder: what stands by the heading before what does not, instants before days."""
        if not self.is_near:
            return _FAR if _ZONED.search(self.text) else _FAR + 2
        if not self.is_alone:
            return _FAR + 1
        return 0 if _ZONED.search(self.text) else 1 if re.search(r"\d[T ]\d{1,2}:\d", self.text) else 2


def published(root: _Element, url: str | None, language: str | None, received_at: datetime | None) -> Named | None:
    """The date as printed and where it stood; None where nothing tells it, or what tells it disagrees."""
    shown, in_url = list(_marked(root, language)), _url_day(url)
    near = _near_heading(root, language) if all(one.rank for one in shown) else None
    if near:
        shown.insert(0 if near.is_alone else len(shown), near)
    if in_url and not _is_past(in_url, received_at):
        in_url = None
    shown.sort(key=lambda one: one.rank)
    of_its_day = [one for one in shown if in_url and one.day and abs(one.day - in_url) <= _ZONES_APART]
    if not of_its_day and shown and shown[0].rank == 0:
        of_its_day = shown[:1]  # an issue's day may stand in the address of what was published before it
    if of_its_day or in_url:
        return (of_its_day[0].text, of_its_day[0].place) if of_its_day else (str(in_url), "address")
    state = _state(root)
    is_of_one_day = len({text[:10] for text in state}) < 2
    told = [_Shown(state[0], "page state", _day(state[0], language), is_near=False)] if state and is_of_one_day else []
    zoned = {one.day for one in shown if one.day and _ZONED.search(one.text)}
    for one in (*(o for o in shown if o.rank < _FAR), *told, *shown):
        if one is near and len(zoned) == 1 and near.day and abs(near.day - min(zoned)) > _ZONES_APART:
            return None
        if one is near and not near.is_alone and _htmldate(root, url, received_at) not in (None, near.day):
            return None
        if one.day:
            return one.text, one.place
    if doubtful := [one for one in shown if one.day is None]:
        return doubtful[0].text, doubtful[0].place
    by_htmldate = _htmldate(root, url, received_at) if is_of_one_day else None
    return (by_htmldate.isoformat(), BY_HTMLDATE) if by_htmldate else None


def hour_of(root: _Element, language: str | None, day: str) -> Named | None:
    """The first time that the markup calls so on a day (ISO 8601) of which no more is told; None if there is none."""
    found = (one for one in _marked(root, language) if one.text.startswith(day) and len(one.text) > len(day))
    return next(((one.text, one.place) for one in found), None)


def _marked(root: _Element, language: str | None) -> Iterator[_Shown]:
    """Times that the markup calls so, `<time>` and elements named after a date, in order; not those beside the story.

    What stands above the heading comes last: more often than not it is the page's and not the story's.
    """
    above: list[_Shown] = []
    heading, looked, is_found = -1, 0, False
    for place, element in enumerate(root.iter(etree.Element)):
        if element.tag == "h1":
            heading = place
        if is_found and place > heading + _NEAR:
            return
        if element.tag not in _DATED_TAGS:
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        if element.tag != "time" and (len(marks) < 6 or not _is_named_date(marks)):
            continue
        if _LATER.search(marks) and "publi" not in marks.lower():
            continue
        looked += 1
        if looked > _MOST_MARKED:
            break
        if next(element.iterancestors(*_ASIDE), None) is not None:
            continue
        shown = " ".join(map(str, islice(element.itertext(), 20)))[:400]
        text = one_line(element.get("datetime") or element.get("content") or shown)
        if not _DIGIT.search(text):
            continue
        text = _before_later(text)
        if printed := _DAY.search(text):
            text = _printed(text, printed)
        if 6 < len(text) < _LONGEST and (_DAY.search(text) or _ISO_DAY.search(text)):
            is_near = 0 <= heading > place - _NEAR
            one = _Shown(text, one_line(f"{element.tag} {marks}")[:50], _day(text, language), is_near)
            if heading < 0:
                above.append(one)
            else:
                is_found = is_found or one.rank == 0
                yield one
    yield from reversed(above)


@lru_cache(maxsize=4096)
def _is_named_date(marks: str) -> bool:
    return bool(_MARKED.search(marks))


def _before_later(text: str) -> str:
    """What stands before the word that says when a story was changed."""
    found = _LATER.search(text)
    return text[: found.start()] if found else text


def _state(root: _Element) -> list[str]:
    """The dates of publication in the data that the page's own program was given."""
    found: list[str] = []
    for script in root.iter("script"):
        text = script.text
        if text and len(text) > 20 and "ld+json" not in (script.get("type") or ""):
            found += [instant_of(m["value"].replace("\\/", "/")) for m in _STATE.finditer(text[:_MOST_STATE])]
    return found


def _near_heading(root: _Element, language: str | None) -> _Shown | None:
    """The first short text with a day in it among those that follow the heading, else the only one above it."""
    before: dict[date, _Shown] = {}
    after = 0
    seen_heading = False
    for element in root.iter(*_TAGS, "h1"):
        seen_heading = seen_heading or element.tag == "h1"
        for text in (element.text, *(child.tail for child in element)):
            if not text or not 6 < len(text) < 400:
                continue
            line = _before_later(one_line(text)).strip(" .|,–—-")
            after += seen_heading
            if after > _NEAR_TEXTS:
                return next(iter(before.values())) if len(before) == 1 else None
            found = _DAY.search(line) if len(line) < _LONGEST and _DIGIT.search(line) else None
            if found and (day := _day(found[0], language)):
                is_alone = len(line) - len(found[0]) <= _BESIDE
                one = _Shown(_printed(line, found), "text near the heading", day, seen_heading, is_alone)
                if seen_heading:
                    return one
                before.setdefault(day, one)
    return next(iter(before.values())) if len(before) == 1 else None


def _printed(line: str, found: re.Match[str]) -> str:
    """The line where it is nothing but a date; else the day and the time behind it."""
    if len(_TIME.findall(line)) < 2 and not re.search(
        r"[^\W\d_]{2,}", _AROUND.sub(" ", line[: found.start()] + " " + line[found.end() :])
    ):
        return line
    time = _TIME.match(line, found.end())
    return line[found.start() : time.end() if time else found.end()]


def _htmldate(root: _Element, url: str | None, received_at: datetime | None) -> date | None:
    """The day that htmldate finds; never after the page arrived."""
    from htmldate import find_date

    if (
        sum(1 for _ in islice(root.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS
    ):  # it copies and searches the whole page
        return None
    latest = (received_at or datetime(2100, 1, 1, tzinfo=UTC)).replace(tzinfo=None)
    try:
        found = find_date(copied(root), original_date=True, url=url, max_date=latest, min_date=datetime(1990, 1, 1))
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    day = date.fromisoformat(found) if found else None
    return day if day and _is_trusted(root, day) else None


def _is_trusted(root: _Element, day: date) -> bool:
    """Whether the page prints that day in a place where a date of publication may stand, or only in its markup.

    Not inside a sentence, nor as the day of a change. The first of a month is also what is made of a month or a year.
    """
    seen = False
    for element in root.iter(*_TAGS, "time", "title", "h1"):
        for text in (element.text, *(child.tail for child in element)):
            if not text or len(text) <= 6:
                continue
            for found in _DAY.finditer(text[:2000]):
                if _day(found[0], None) == day:
                    seen = True
                    is_at_edge = min(found.start(), len(text) - found.end()) < _EDGE
                    if is_at_edge and not _LATER.search(text[: found.start()]):
                        return True
    return not seen and day.day != 1


def _url_day(url: str | None) -> date | None:
    found = _IN_URL.search(url or "")
    if not found:
        return None
    if found["n"]:
        return _date(int(found["y2"]), month_of(found["n"]) or 0, int(found["d2"]))
    return _date(int(found["y"]), int(found["m"]), int(found["d"]))


def _day(text: str, language: str | None) -> date | None:
    """The day in a printed text; None where there is none, or where its numbers can be read in two ways."""
    if found := _ISO_DAY.search(text) or _EAST.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _PARTS.search(text):
        year, month, day = (found[name] or found[f"{name}2"] or found[f"{name}3"] for name in ("year", "month", "day"))
        number = month_of(month, language)
        return _date(int(year), number, int(day)) if number else None
    if not (found := _NUMERIC.search(text)):
        return None
    a, b, year = int(found["a"]), int(found["b"]), int(found["c"])
    if a > 31:
        return _date(a, b, year)
    if year < 100:
        return None
    tongue, _, country = (language or "").lower().replace("_", "-").partition("-")
    if "." in found[0] or a > 12 or (tongue not in ("", "en")) or country in ("gb", "ie", "au", "nz", "in", "za"):
        return _date(year, b, a)
    return _date(year, a, b) if b > 12 or country == "us" or a == b else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_past(day: date, received_at: datetime | None) -> bool:
    return received_at is None or day <= received_at.date()
