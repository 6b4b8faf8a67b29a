"""An address asked once, to see whether it really is the feed its wire's file says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dateline.fetch.http import Client, Clock
from dateline.fetch.leads import leads
from dateline.sources import Wire

_LINE = re.compile(r"^verified_on[ \t]*:[^#\r\n]*?(?P<note>[ \t]+#[^\r\n]*)?(?=\r?$)", re.MULTILINE)


@dataclass(frozen=True)
class Verification:
    """What an address answered."""

    ok: bool
    status: int | None
    entries: int
    newest: str | None
    """Date of the feed's first dated entry, as printed."""
    detail: str


def verify(wire: Wire, client: Client, clock: Clock) -> Verification:
    """What the wire's address answers now. `ok` means: a feed came, with at least one entry."""
    answer = client.get(wire.url or "")
    when = f"{clock():%Y-%m-%d %H:%M} UTC"
    if answer.fault:
        detail = f"{answer.fault.code}: {answer.fault.detail} ({when})"
        return Verification(False, answer.status_code, 0, None, detail)
    found = leads(answer.body, answer.final_url, answer.media_type)
    newest = next((lead.dated for lead in found.entries if lead.dated), None)
    if not found.is_feed:
        return Verification(False, answer.status_code, 0, None, f"parse.not_a_feed: {answer.media_type} ({when})")
    moved = f", moved to {answer.final_url}" if answer.final_url != answer.url else ""
    detail = f"{found.count} entries, the first dated {newest}" if found.count else "an empty feed"
    return Verification(found.count > 0, answer.status_code, found.count, newest, f"{detail}{moved} ({when})")


def with_verified(text: str, day: date) -> str:
    """A wire's file with `verified_on` set to `day`; every other line is as it was."""
    line = f"verified_on: {day.isoformat()}"
    if _LINE.search(text):
        return _LINE.sub(lambda m: f"{line}{m['note'] or ''}", text, count=1)
    return f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{line}\n"
