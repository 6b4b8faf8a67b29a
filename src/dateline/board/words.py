"""Numbers, days and links as a reader sees them. Pure; the templates' filters."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit


def number(value: float | int | None) -> str:
    """With thousands separators; at most two decimals; a dash for None."""
    if value is None:
        return "–"
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def counted(value: int, one: str, many: str = "") -> str:
    """1 story, 2 stories."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """With a capital letter at its beginning; the rest as it stands."""
    return text[:1].upper() + text[1:]


def share(value: float | None) -> str:
    """A whole percentage."""
    return "–" if value is None else f"{round(100 * value)} %"


def day(value: date | datetime | None) -> str:
    """18 September 2009; of a moment, its day in UTC."""
    if value is None:
        return "no date"
    if isinstance(value, datetime):
        value = value.astimezone(UTC).date()
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime | None) -> str:
    """18 September 2009, 23:00 UTC."""
    return "never" if value is None else f"{day(value)}, {value.astimezone(UTC):%H:%M} UTC"


def iso(value: date | datetime | None) -> str:
    """For the datetime attribute of <time>."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return "" if value is None else value.isoformat()


def age(span: timedelta) -> str:
    """About how long, in the largest unit that fits: 40 minutes, 3 hours, 12 days."""
    seconds = max(0, int(span.total_seconds()))
    for unit, size, least in (("day", 86_400, 172_800), ("hour", 3_600, 7_200), ("minute", 60, 120)):
        if seconds >= least:
            return counted(seconds // size, unit)
    return "a minute" if seconds >= 60 else "less than a minute"


def ago(value: datetime, now: datetime) -> str:
    """How long before now; what lies ahead by more than a minute is said so (a clock is wrong then)."""
    if value > now + timedelta(minutes=1):
        return f"{age(value - now)} ahead of this machine's clock"
    return f"{age(now - value)} ago"


def link(address: str | None) -> str | None:
    """The address if it may be clicked: http or https, a host, no sign-in, no character that hides or turns text."""
    if (
        not address
        or len(address) > 8192
        or any(unicodedata.category(c) in ("Cc", "Cf", "Zs", "Zl", "Zp") for c in address)
    ):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None


def host(address: str) -> str:
    """The host of a clickable address; letters beyond ASCII as punycode, so that none can pose as another."""
    name = urlsplit(address).hostname or ""
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(name)


FILTERS = {
    "number": number,
    "counted": counted,
    "ago": ago,
    "sentence": sentence,
    "share": share,
    "day": day,
    "moment": moment,
    "iso": iso,
    "link": link,
    "host": host,
}
