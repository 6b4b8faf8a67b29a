"""Zones as people print them: offsets, abbreviations, the time of a city. What one means depends on who prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from dateline.sources import Wire

_AMERICA = frozenset({"us", "ca", "mx", "pr", "bs", "jm", "pa"})


@dataclass(frozen=True)
class Reading:
    """One thing an abbreviation can mean. `zone`: an IANA zone whose clock is meant; else minutes east of UTC."""

    minutes: int
    countries: frozenset[str]
    zone: str | None = None


def _of(minutes: int, *countries: str, zone: str | None = None) -> Reading:
    return Reading(minutes, frozenset(countries), zone)


# Abbreviations that mean one thing wherever they are printed. MSK is a zone: it was +04:00 from 2011 to 2014.
_PLAIN: dict[str, int | str] = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120,
    "EET": 120, "EEST": 180, "MSK": "Europe/Moscow", "МСК": "Europe/Moscow",
    "MSD": 240, "TRT": 180, "SAMT": 240, "YEKT": "Asia/Yekaterinburg",
    "EDT": -240, "MDT": -360, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "NDT": -150,
    "ET": "America/New_York", "PT": "America/Los_Angeles", "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "PKT": 300,
    "SAST": 120, "EAT": 180, "CAT": 120, "WIB": 420, "ICT": 420, "AWST": 480, "ACST": 570, "ACDT": 630, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "IDT": 180, "IRST": 210, "NPT": 345,
}  # fmt: skip
# Those that mean different things in different countries: (readings, which of them where the country says nothing).
_BY_COUNTRY: dict[str, tuple[tuple[Reading, ...], int | None]] = {
    "BST": ((_of(60, "gb", "im", "je", "gg"), _of(360, "bd"), _of(660, "pg")), None),
    "IST": ((_of(330, "in", "lk"), _of(60, "ie"), _of(120, "il")), None),
    "CST": ((_of(-360, *_AMERICA), _of(480, "cn", "tw", "mo"), _of(-300, "cu")), None),
    "CDT": ((_of(-300, *_AMERICA), _of(-240, "cu")), 0),
    "CT": ((_of(-360, *_AMERICA, zone="America/Chicago"),), None),
    "MT": ((_of(-420, *_AMERICA, zone="America/Denver"),), None),
    "EST": ((_of(-300, *_AMERICA), _of(600, "au", zone="Australia/Sydney")), 0),
    "EDT": ((_of(-240, *_AMERICA), _of(660, "au")), 0),
    "MST": ((_of(-420, *_AMERICA), _of(480, "my"), _of(390, "mm")), None),
    "PST": ((_of(-480, *_AMERICA), _of(480, "ph"), _of(300, "pk")), 0),
    "AST": ((_of(-240, "ca", "pr", "tt", "bb", "bm"), _of(180, "sa", "iq", "kw", "qa", "bh", "ye")), None),
    "NST": ((_of(-210, "ca"), _of(345, "np")), None),
    "GST": ((_of(240, "ae", "om"), _of(-120, "gs")), None),
    "WAST": ((_of(120, "na", "ng"), _of(480, "au")), None),
    "SST": ((_of(480, "sg"), _of(-660, "as")), None),
    "ADT": ((_of(-180, "ca", "bm"), _of(240, "sa", "iq")), None),
    "ECT": ((_of(-300, "ec"), _of(-240, "dm", "lc")), None),
    "AMT": ((_of(240, "am"), _of(-240, "br")), None),
}
_CITIES = {
    "moscow": "Europe/Moscow", "london": "Europe/London", "brussels": "Europe/Brussels", "berlin": "Europe/Berlin",
    "paris": "Europe/Paris", "kiev": "Europe/Kyiv", "kyiv": "Europe/Kyiv", "washington": "America/New_York",
    "new york": "America/New_York", "eastern": "America/New_York", "beijing": "Asia/Shanghai", "uk": "Europe/London",
    "tokyo": "Asia/Tokyo", "warsaw": "Europe/Warsaw", "helsinki": "Europe/Helsinki", "pacific": "America/Los_Angeles",
    "central": "America/Chicago", "mountain": "America/Denver",
}  # fmt: skip
_OFFSET = re.compile(r"(?:(?:GMT|UTC)\s*)?([+\-−])(\d{1,2})(?::?(\d{2}))?", re.I)
_CITY_TIME = re.compile(r"(?:in\s+)?([A-Za-z ]+?)\s+(?:standard\s+|daylight\s+|local\s+)?time", re.I)
_BRACKETS = re.compile(r"^\((.*)\)$")
_WIDEST = timedelta(hours=14)


def zone_of(printed: str, wire: Wire) -> tzinfo | str:
    """The zone that was printed, or why it cannot be told: `ambiguous` or `unreadable`."""
    text = _BRACKETS.sub(r"\1", printed.strip()).strip()
    if found := _OFFSET.fullmatch(text):
        return _offset(found)
    name = text.upper().replace(".", "")
    if name in _BY_COUNTRY:
        return _by_country(name, wire)
    if name in _PLAIN:
        meant = _PLAIN[name]
        return ZoneInfo(meant) if isinstance(meant, str) else _fixed(meant)
    if (city := _CITY_TIME.fullmatch(text)) and city[1].lower() in _CITIES:
        return ZoneInfo(_CITIES[city[1].lower()])
    return "ambiguous"


def shown(printed: str) -> str:
    """The zone as it is stored: as printed, `UTC` for the letter Z, a bare offset always in the form +02:00."""
    text = _BRACKETS.sub(r"\1", printed.strip()).strip()
    if bare := re.fullmatch(r"([+\-−])(\d{1,2}):?(\d{2})?", text):
        return f"{bare[1].replace('−', '-')}{bare[2]:0>2}:{bare[3] or '00'}"
    return "UTC" if text in ("Z", "z") else text


def instant(local: datetime, zone: tzinfo) -> datetime | None:
    """The instant (UTC) of a local time; None where the zone's clock skipped that hour or showed it twice."""
    early, late = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return early.astimezone(UTC) if early.utcoffset() == late.utcoffset() else None


def country_of(wire: Wire) -> str | None:
    """The wire's country, lower case, from its file or else from the region of its zone."""
    if wire.country:
        return wire.country.lower()
    if wire.zone.startswith("Australia/"):
        return "au"
    return _COUNTRY_OF_ZONE.get(wire.zone)


_COUNTRY_OF_ZONE = {
    "Europe/London": "gb", "Europe/Dublin": "ie", "Asia/Kolkata": "in", "Asia/Jerusalem": "il", "Asia/Dhaka": "bd",
    "Asia/Shanghai": "cn", "Asia/Taipei": "tw", "Asia/Manila": "ph", "Asia/Karachi": "pk", "America/New_York": "us",
    "America/Chicago": "us", "America/Denver": "us", "America/Los_Angeles": "us", "Asia/Dubai": "ae",
    "Asia/Riyadh": "sa", "Europe/Moscow": "ru", "Europe/Kyiv": "ua", "Europe/Berlin": "de", "Europe/Paris": "fr",
}  # fmt: skip


def _by_country(name: str, wire: Wire) -> tzinfo | str:
    readings, otherwise = _BY_COUNTRY[name]
    country = country_of(wire)
    for reading in readings:
        if country in reading.countries:
            return ZoneInfo(reading.zone) if reading.zone else _fixed(reading.minutes)
    return "ambiguous" if otherwise is None else _fixed(readings[otherwise].minutes)


def _offset(found: re.Match[str]) -> tzinfo | str:
    minutes = int(found[3] or 0)
    span = timedelta(hours=int(found[2]), minutes=minutes)
    if minutes > 59 or span > _WIDEST:
        return "unreadable"
    return timezone(span if found[1] == "+" else -span) if span else UTC


def _fixed(minutes: int) -> tzinfo:
    return timezone(timedelta(minutes=minutes)) if minutes else UTC
