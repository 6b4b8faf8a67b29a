"""The day a story was told, in the place where it was told."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?$")
_HOURS = {"BST": 1, "IST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "EST": -5,
    "EDT": -4, "ET": -5,
          "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "GMT": 0, "UTC": 0, "Z": 0,
          "WET": 0}  # fmt: skip


def told_on(dateline_on: date | None, published_at: datetime | None, zone: str | None) -> date | None:
    """The dateline's day; without one the day of publication in the zone as printed (UTC when it is unknown)."""
    if dateline_on is not None or published_at is None:
        return dateline_on
    return published_at.astimezone(_zone(zone)).date()


def _zone(text: str | None) -> timezone | ZoneInfo:
    """UTC for what cannot be read: a day is at stake here, never an instant."""
    name = (text or "").strip()
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    match = _OFFSET.fullmatch(name.upper())
    if match is not None and int(match[2]) < 24:
        size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(size if match[1] == "+" else -size)
    if "/" in name:
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            return UTC
    return UTC


def iso_day(text: str) -> date:
    """The day of an ISO date or timestamp. Raises ValueError for anything else."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).date()
