"""When a page was published, where no structured data and no meta tag says so: marked times, the page's state, print.

The last resort is htmldate: a day, and only where nothing else on the page contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice

from lxml.html import HtmlElement

from dateline.formats.characters import one_line
from dateline.formats.month_names import MONTH, WEEKDAY, month_of

Named = tuple[str, str]
BY_HTMLDATE = "htmldate"
_MARKED = re.compile(
    r"(?<![a-z])(?:pub(?:lish(?:ed)?)?[-_]*(?:date|time|at|on)|date[-_]*(?:published|created|time)|date|published|timestamp|"
    r"(?:article|post|entry|news|story|meta|item|content)[-_]*(?:date|time)|posted(?:[-_]on)?|datum|fecha|created)(?![a-z])",
    re.I,
)
_LATER = re.compile(r"modif|updat|aktualis|mis-a-jour|bijgewerkt", re.I)
_ASIDE = frozenset({"aside", "nav", "footer", "form", "figure", "figcaption"})
_NUMBERS = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_DAY = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|de\s+)?{MONTH},?\s+(?:de\s+|del\s+)?\d{{4}}|"
    rf"{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|{_NUMBERS})(?![\w/-])",
    re.I,
)
_PARTS = re.compile(
    rf"(?P<day>\d{{1,2}})\D{{1,6}}?(?P<month>{MONTH})\D{{1,8}}?(?P<year>\d{{4}})|"
    rf"(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})\D{{1,5}}(?P<year2>\d{{4}})",
    re.I,
)
_NUMERIC = re.compile(r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{4}|\d{2})")
_TIME = re.compile(
    r",?\s*(?:[|•·–-]\s*)?(?:at\s+|um\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:[A-Z]{2,5}\b|Uhr\b))?", re.I
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


def instant_of(text: str) -> str:
    """The text; a count of seconds or milliseconds since 1970, as programs write it, as the instant it means."""
    digits = text.strip()
    if not re.fullmatch(r"[1-9]\d{9}(?:\d{3})?(?:\.0+)?", digits):
        return text
    number = int(digits.split(".")[0])
    seconds = number // 1000 if number > 10**11 else number
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def published(root: HtmlElement, url: str | None, language: str | None, received_at: datetime | None) -> Named | None:
    """The date as printed and where it stood; None where nothing tells it, or what tells it disagrees."""
    marked, state = list(_marked(root)), _state(root)
    is_of_one_day = len({text[:10] for text in state}) < 2
    for text, place in (*marked, *((text, "page state") for text in state[:1] if is_of_one_day)):
        if re.search(r"\d[T ]\d{1,2}:\d", text) and _day(text, language):
            return text, place
    days = [(text, place, found) for text, place in marked if (found := _day(text, language))]
    in_url = _url_day(url)
    if days:
        agreeing = [one for one in days if one[2] == in_url]
        text, place, _ = agreeing[0] if agreeing else days[0]
        return text, place
    near = _near_heading(root, language)
    if in_url and _is_past(in_url, received_at):
        return (near[0], "text near the heading") if near and near[1] == in_url else (in_url.isoformat(), "address")
    if not is_of_one_day:
        return None
    return _last_resort(root, url, near, received_at)


def _marked(root: HtmlElement) -> Iterator[Named]:
    """Times that the markup calls so: `<time>` first, then elements named after a date; not those beside the story.

    What stands at or behind the heading comes before what stands above it.
    """
    behind: list[Named] = []
    above: list[Named] = []
    seen_heading, looked = False, 0
    for element in root.iter("h1", "time", "span", "p", "div", "abbr", "li", "td", "small", "em", "b", "i"):
        if element.tag == "h1":
            seen_heading = True
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        if element.tag != "time" and (len(marks) < 6 or not _MARKED.search(marks)):
            continue
        if _LATER.search(marks) and "publi" not in marks.lower():
            continue
        looked += 1
        if looked > _MOST_MARKED:
            break
        if any(a.tag in _ASIDE for a in element.iterancestors()):
            continue
        text = one_line(
            element.get("datetime") or element.get("content") or " ".join(islice(element.itertext(), 20))[:400]
        )
        if printed := _DAY.search(text):
            text = _printed(text, printed)
        if 6 < len(text) < _LONGEST and re.search(r"\d{4}|\d{1,2}[/.]\d", text):
            (behind if seen_heading else above).append((text, one_line(f"{element.tag} {marks}")[:50]))
    found = behind + above
    yield from (one for one in found if one[1].startswith("time"))
    yield from (one for one in found if not one[1].startswith("time"))


def _state(root: HtmlElement) -> list[str]:
    """The dates of publication in the data that the page's own program was given."""
    found: list[str] = []
    for script in root.iter("script"):
        text = script.text
        if text and len(text) > 20 and "ld+json" not in (script.get("type") or ""):
            found += [instant_of(m["value"].replace("\\/", "/")) for m in _STATE.finditer(text[:_MOST_STATE])]
    return found


def _last_resort(
    root: HtmlElement, url: str | None, near: tuple[str, date] | None, received_at: datetime | None
) -> Named | None:
    """The day that is printed near the heading, or the day of htmldate; none where the two contradict each other."""
    by_htmldate = _htmldate(root, url, received_at)
    if near and by_htmldate and near[1] != by_htmldate:
        return None
    if near and _is_past(near[1], received_at):
        return near[0], "text near the heading"
    return (by_htmldate.isoformat(), BY_HTMLDATE) if by_htmldate else None


def _near_heading(root: HtmlElement, language: str | None) -> tuple[str, date] | None:
    """The first short text with a day in it among those that follow the heading, else that stand right above it."""
    before: list[tuple[str, date]] = []
    after = 0
    seen_heading = False
    for element in root.iter(
        "h1", "h2", "p", "span", "div", "td", "li", "b", "strong", "em", "i", "font", "small", "a", "h3", "h4"
    ):
        if element.tag == "h1":
            seen_heading = True
        for text in (element.text, *(child.tail for child in element)):
            if not text or len(text) < 7 or len(text) > 400:
                continue
            line = one_line(text)
            after += seen_heading
            if after > 60:
                return before[-1] if len(before) == 1 else None
            if len(line) < _LONGEST and (found := _DAY.search(line)) and (day := _day(found[0], language)):
                printed = _printed(line, found)
                if seen_heading:
                    return printed, day
                before.append((printed, day))
    return before[-1] if len({day for _, day in before}) == 1 else None


def _printed(line: str, found: re.Match[str]) -> str:
    """The line where it is nothing but a date; else the day and the time behind it."""
    if len(_TIME.findall(line)) < 2 and not re.search(
        r"[^\W\d_]{2,}", _AROUND.sub(" ", line[: found.start()] + " " + line[found.end() :])
    ):
        return line
    time = _TIME.match(line, found.end())
    return line[found.start() : time.end() if time else found.end()]


def _htmldate(root: HtmlElement, url: str | None, received_at: datetime | None) -> date | None:
    """The day that htmldate finds; never after the page arrived."""
    from htmldate import find_date

    if (
        sum(1 for _ in islice(root.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS
    ):  # it copies and searches the whole page
        return None
    latest = (received_at or datetime(2100, 1, 1, tzinfo=UTC)).replace(tzinfo=None)
    try:
        found = find_date(root, original_date=True, url=url, max_date=latest, min_date=datetime(1990, 1, 1))
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    day = date.fromisoformat(found) if found else None
    return None if day is None or (day.day == 1 and not _is_printed(root, day)) else day


def _is_printed(root: HtmlElement, day: date) -> bool:
    """Whether the whole day stands somewhere: the first of a month is also what is made of a month or a year alone."""
    text = " ".join(root.itertext("p", "span", "div", "time", "td", "li", "a"))[:_MOST_STATE]
    return any(_day(found[0], None) == day for found in _DAY.finditer(text))


def _url_day(url: str | None) -> date | None:
    found = _IN_URL.search(url or "")
    if not found:
        return None
    if found["n"]:
        return _date(int(found["y2"]), month_of(found["n"]), int(found["d2"]))
    return _date(int(found["y"]), int(found["m"]), int(found["d"]))


def _day(text: str, language: str | None) -> date | None:
    """The day in a printed text; None where there is none, or where its numbers can be read in two ways."""
    if found := re.search(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _PARTS.search(text):
        month = found["month"] or found["month2"]
        return _date(int(found["year"] or found["year2"]), month_of(month), int(found["day"] or found["day2"]))
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
