"""Times as printed, read by a ladder of exact forms: the wire's own, ISO 8601, RFC 822, words and numbers.

Nothing is guessed: what fits no form is unreadable, what fits two is ambiguous, and both give no time at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from dateline.formats.characters import one_line
from dateline.formats.month_names import BEFORE_HOUR, EAST_DAY, HALF_DAY, WEEKDAY, days_of, month_of
from dateline.formats.month_names import MONTH as MONTH_NAME
from dateline.normalise import zones
from dateline.sources import Wire

_AHEAD = timedelta(hours=24)
_AFTER_NOON = ("p", "下", "午後", "오후")
MONTH = r"(?:jan(?:uary)?|febr?(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"  # noqa: E501
"""English months, as the grammars of mail and of datelines have them."""
_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY})\s*[,،]?\s+(?:den\s+|le\s+|el\s+|dia\s+|d\.\s*|a\s+|ngày\s+)?)?"
_WEEKDAY_AFTER = rf"(?:\s*,?\s+\(?(?P<weekday_after>{WEEKDAY})\)?)?"
_ZONE = r"(?P<zone>z|(?:gmt|utc)?\s?[+\-−]\d{1,2}(?::?\d{2})?|\(?(?:[a-z]{1,5}|мск)\)?|\(?[a-z][a-z ]{2,20} time\)?)"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.]|\s?h\s?)(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?"
)
_HOUR = r"(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?\s?m\.?)"
_FOUR = r"(?P<hour>\d{2})(?P<minute>\d{2})"
_EAST = (
    EAST_DAY
    + r"(?:\s?[(（]?(?:星期|周|週)?[一二三四五六日天月火水木金土월화수목금토일](?:曜日?|요일)?[)）]?(?=\s|\d|$))?"
    rf"(?:\s*(?P<half>{HALF_DAY})?"
    r"\s?(?P<hour>\d{1,2})\s?[:：時时点點시]\s?(?P<minute>\d{2})\s?[分분]?"
    r"(?:[:：]?(?P<second>\d{2})[秒초]?)?)?"
)
_TIMES = (
    rf"(?:{_CLOCK}(?:\s*(?:hrs|hours|h|uhr|ч)\b\.?)?(?:\s*{_ZONE})?)",
    rf"(?:{_HOUR}(?:\s*{_ZONE})?)",
    rf"(?:{_FOUR}(?:\s*(?:hrs|hours|h)\b)?\s*{_ZONE})",
)
_DATES = (
    rf"{_WEEKDAY}(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?(?:\s+(?:of|de)|\s+d['’])?"
    rf"[\s\-]*ב?(?P<month>{MONTH_NAME})(?:\s+(?:de|del|năm)\b)?[,،\s\-]+(?P<year>\d{{4}})(?:\s*(?:года|г|року|р)\b\.?|\.)?{_WEEKDAY_AFTER}",
    rf"{_WEEKDAY}(?P<month>{MONTH_NAME})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<year>\d{{4}})",
    rf"{_WEEKDAY}(?P<year>\d{{4}})(?:\.|\s*m\.)?[,\s\-]+(?P<month>{MONTH_NAME})[\s\-]+(?P<day>\d{{1,2}})(?:\.|\s*d\.)?{_WEEKDAY_AFTER}",
    rf"{_WEEKDAY}(?P<year>\d{{4}})\.?\s+gada\s+(?P<day>\d{{1,2}})\.\s+(?P<month>{MONTH_NAME})",
    rf"{_WEEKDAY}(?P<a>\d{{1,2}})(?P<sign>[/.\-])\s?(?P<b>\d{{1,2}})(?P=sign)\s?(?P<year>\d{{4}}|\d{{2}})(?:\s*г\b\.?)?",
)
_GAP = (
    r"(?:\s*[,|·•–—\-]\s*|\s+/\s+|\s+(?:at|on|@)\s+|\s+|\s*,\s*at\s+|"
    rf"\s*[,|·•–—\-]?\s+(?:{BEFORE_HOUR})\s+)"
)
_PRINTED = [
    re.compile(form, re.I)
    for day in _DATES
    for form in (day, *(f"{day}{_GAP}{time}" for time in _TIMES), *(f"{time}{_GAP}{day}" for time in _TIMES))
] + [re.compile(_EAST)]
_LABEL = re.compile(
    r"^(?:(?:first|last|originally)\s+)?(?:published|updated|posted|modified|created|issued|release[d]?|date|"
    r"publication date|veröffentlicht|erstellt|aktualisiert|stand|publié|mis à jour|publicado|actualizado|atualizado|"
    r"pubblicato|aggiornato|gepubliceerd|bijgewerkt|opublikowano|julkaistu|publicerad|publisert|udgivet|опубликовано|"
    r"опубліковано|objavljeno|zveřejněno|vydáno|publikované|megjelent|közzétéve|publicat|публикувано|"
    r"δημοσιεύθηκε|δημοσίευση|yayınlanma(?: tarihi)?|giriş(?: tarihi)?|diterbitkan|ngày|نشر في|تاريخ النشر|"
    r"发布时间|發布時間|发表于|公開日?|掲載日?|입력|등록|기사입력)(?![^\W\d])(?:\s*(?:on|at|am|le|el|em|il|op|den|στις|dana)\b)?\s*[:：|\-]?\s*",
    re.I,
)
# An offset, and behind it the zone's name once more, as JavaScript and Java write it.
_NAMED_TOO = re.compile(r"(?P<offset>[+\-]\d{2}:?\d{2})\s?(?:\[[\w/+\-]{1,40}\]|\([\w ,.'+\-]{1,60}\))$")
_ISO_ZONE = r"(?P<zone>z|(?:gmt|utc)?[+\-−]\d{1,2}(?::?\d{2})?|(?![ap]m)[a-z]{2,5})?"
_ISO = (
    re.compile(
        rf"(?P<year>\d{{4}})(?P<s>[\-/.])(?P<month>\d{{1,2}})(?P=s)(?P<day>\d{{1,2}})\.?(?:(?:t|\s+|"
        rf",\s*)(?:(?P<half>{HALF_DAY})\s?)?(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?\s*{_ISO_ZONE})?",
        re.I,
    ),
    re.compile(
        rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?:t?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?(?:[.,]\d+)?\s*{_ISO_ZONE})?",
        re.I,
    ),
    re.compile(  # a day with a zone, as XML Schema's date allows
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?P<zone>z|[+\-]\d{2}:\d{2})", re.I
    ),
)
_RFC = re.compile(
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun),?\s+)?(?P<day>\d{1,2})[\s\-]+"
    rf"(?P<month>{MONTH})[\s\-]+(?P<year>\d{{4}}|\d{{2}})\s+"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*"
    r"(?P<zone>[+\-]\d{1,4}|(?![ap]m\b)[a-z]{1,5})?(?:\s*\([^)]*\))?",
    re.I,
)
_UNIX = re.compile(  # what date(1) and C's ctime print
    rf"{_WEEKDAY}(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})\s+(?P<hour>\d{{2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})\s*(?:(?P<zone>[a-z]{{1,5}}|[+\-]\d{{4}})\s+)?(?P<year>\d{{4}})",
    re.I,
)
_DAY_FIRST = frozenset(
    [
        "gb", "ie", "au", "nz", "in", "pk", "za", "de", "fr", "it", "es", "pt", "nl", "be", "at", "ch", "pl", "cz",
        "sk", "ro", "bg", "gr", "ru", "ua", "by", "ee", "lv", "lt", "fi", "se", "no", "dk", "is", "tr", "qa", "ae",
        "il", "br", "ar", "mx", "ng", "ke",
    ]
)  # fmt: skip
_MONTH_FIRST = frozenset({"us", "ph"})
# Languages whose readers know no other order than day, month, year.
_DAY_FIRST_LANGUAGES = frozenset(
    [
        "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "ro", "bg", "el", "ru", "uk", "be", "et", "lv", "fi",
        "no", "nb", "nn", "da", "is", "tr", "he", "hr", "sr", "sl", "bs", "mk", "sq", "ca", "gl", "id", "ms", "vi",
        "ar", "hy", "ka", "az", "kk",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class When:
    """An instant in UTC (None unless `status` is exact or day), as printed, its zone, whence that is, how sure."""

    at: datetime | None
    text: str | None
    zone: str | None
    zone_source: str
    """printed, wire, none"""
    status: str
    """exact, day, missing, unreadable, ambiguous, implausible, future"""
    rule: str = "none"


@dataclass(frozen=True)
class _Local:
    """What a form read: a local time, the zone as printed, whether a time of day stood there, and by which form."""

    at: datetime
    zone: str | None
    has_time: bool
    rule: str


_NO_WIRE = Wire("", "", "", "")


def when(text: str | None, wire: Wire, received_at: datetime | None = None, language: str | None = None) -> When:
    """The time that a printed string means on that wire. `received_at`: times over 24 hours after it are `future`.

    `language`: the text's own, where it is told; some months' names are another month's in another language.
    """
    printed = one_line(text) if text else ""
    if not printed:
        return When(None, None, None, "none", "missing")
    read = _read(printed[:300], wire, language or wire.language)
    if isinstance(read, str):
        return When(None, printed, None, "none", read)
    if _is_implausible(read.at):
        return When(None, printed, None, "none", "implausible", read.rule)
    return _placed(printed, read, wire, received_at)


def day_of(text: str, received_at: datetime | None = None) -> When:
    """A day that was found (ISO 8601) and not printed with a zone: midnight of UTC, zone unknown."""
    read = _read(text, _NO_WIRE, None)
    if isinstance(read, str):
        return When(None, text, None, "none", read)
    at = read.at.replace(tzinfo=UTC)
    if _is_implausible(at) or (received_at is not None and at > received_at + _AHEAD):
        return When(None, text, None, "none", "implausible" if _is_implausible(at) else "future", read.rule)
    return When(at, text, None, "none", "day", read.rule)


def _placed(printed: str, read: _Local, wire: Wire, received_at: datetime | None) -> When:
    zone: tzinfo | str = zones.zone_of(read.zone, wire) if read.zone else ZoneInfo(wire.zone)
    if isinstance(zone, str):
        return When(None, printed, zones.shown(read.zone or ""), "printed", zone, read.rule)
    name, source = (zones.shown(read.zone), "printed") if read.zone else (wire.zone, "wire")
    try:
        at = zones.instant(read.at, zone)
    except OverflowError:
        return When(None, printed, name, source, "implausible", read.rule)
    if at is None and not read.has_time:  # midnight itself was skipped: the day is still the day
        at = read.at.replace(tzinfo=zone).astimezone(UTC)
    if at is None:
        return When(None, printed, name, source, "ambiguous", read.rule)
    if _is_implausible(at):
        return When(None, printed, name, source, "implausible", read.rule)
    if received_at is not None and at > received_at + _AHEAD:
        return When(None, printed, name, source, "future", read.rule)
    return When(at, printed, name, source, "exact" if read.has_time else "day", read.rule)


def _is_implausible(at: datetime) -> bool:
    """Whether the day is one that programs print when they know none: before 1900, the first of 1900, Unix' first."""
    day = at.date()
    return day <= date(1900, 1, 1) or date(1969, 12, 31) <= day <= date(1970, 1, 1) or day.year > 2200


def _read(printed: str, wire: Wire, language: str | None) -> _Local | str:
    """What the first fitting form reads, or `unreadable` or `ambiguous`."""
    for pattern in wire.date_formats:
        if read := _strptime(printed, pattern):
            return read
    bare = _NAMED_TOO.sub(r"\g<offset>", _LABEL.sub("", printed))
    for form in _ISO:
        if found := form.fullmatch(bare):
            return _built(found, "iso")
    if found := _RFC.fullmatch(bare):
        return _built(found, "rfc822")
    if found := _UNIX.fullmatch(bare):
        return _built(found, "printed")
    for form in _PRINTED:
        if found := form.fullmatch(bare):
            return _numeric(found, wire) if "a" in found.groupdict() else _built(found, "printed", language=language)
    return "unreadable"


def _strptime(printed: str, pattern: str) -> _Local | None:
    try:
        at = datetime.strptime(printed, pattern)
    except ValueError:
        return None
    zone = at.strftime("%z") or None
    return _Local(at.replace(tzinfo=None), zone, any(d in pattern for d in ("%H", "%I", "%T", "%X", "%c")), "wire")


def _numeric(found: re.Match[str], wire: Wire) -> _Local | str:
    """A date of numbers only, such as 03/04/2024: the numbers or the wire must show which is the month."""
    a, b = int(found["a"]), int(found["b"])
    is_day_first, is_month_first = _order(wire)
    if len(found["year"]) == 2 and not (is_day_first and found["sign"] == "."):
        return "ambiguous"
    if found["sign"] == "." or is_day_first or a > 12:
        order = (b, a)
    elif is_month_first or b > 12 or a == b:
        order = (a, b)
    else:
        return "ambiguous"
    if order[0] > 12 >= order[1] and found["sign"] != "." and not (is_day_first or is_month_first):
        order = (order[1], order[0])
    return _built(found, "numeric", month=order[0], day=order[1])


def _order(wire: Wire) -> tuple[bool, bool]:
    """Whether the wire's language puts the day first, and whether the month; its country alone proves no habit."""
    tongue, _, country = wire.language.lower().partition("-")
    is_month_first = country in _MONTH_FIRST
    return not is_month_first and (country in _DAY_FIRST or tongue in _DAY_FIRST_LANGUAGES), is_month_first


def _built(
    found: re.Match[str], rule: str, month: int | None = None, day: int | None = None, language: str | None = None
) -> _Local | str:
    parts = found.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:  # RFC 2822, section 4.3
        year += 2000 if year < 50 else 1900
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return "unreadable"
        hour = hour % 12 + (12 if half.lower().startswith(_AFTER_NOON) else 0)
    leap = second == 60
    number = month or (int(parts["month"]) if parts["month"].isdigit() else month_of(parts["month"], language))
    if number is None:
        return "ambiguous"  # a name that means two months, each in another language
    try:
        at = datetime(year, number, day or int(parts["day"]), hour, minute, 59 if leap else second)
    except ValueError:
        return "unreadable"
    weekday = parts.get("weekday") or parts.get("weekday_after")
    if weekday and at.weekday() not in days_of(weekday):
        return "ambiguous"  # the day of the week and the date contradict each other: one of them is wrong
    at += timedelta(seconds=1) if leap else timedelta()
    return _Local(at, parts.get("zone"), parts.get("hour") is not None, rule)
