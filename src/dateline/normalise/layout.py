"""Plain text as copied from a page: which of its first lines are headline, credit and date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from dateline.formats.characters import clean_text, one_line
from dateline.normalise import credit, dateline
from dateline.normalise.boilerplate import Boilerplate
from dateline.normalise.dates import when
from dateline.payload import Item
from dateline.sources import Wire

_HEAD_LINES = 14
_HEADLINE_CHARS = 220
# A line of a date's length and with a clock or a year in it, too damaged to be read as a date.
_GARBLED = re.compile(r"(?=.*\d)(?=.*[0-9lOo?]{1,2}[:.][0-9lOo?]{2}\b|.*\b[12][0-9O]{3}\b)[^.!]{8,60}")


def arranged(item: Item, wire: Wire, known: Boilerplate) -> Item:
    """The item with headline, credit and date from its first lines, where it has no headline or a notice for one."""
    if item.headline and not _is_notice(item.headline, known):
        return item
    body = f"{item.headline}\n\n{item.body}" if item.headline else item.body
    lines = [(one_line(line), place) for place, line in enumerate(clean_text(body).split("\n"))]
    filled = [(text, place) for text, place in lines if text and not _is_notice(text, known)][:_HEAD_LINES]
    if not filled or not _can_be_headline(filled[0][0]):
        return replace(item, headline=None, body=body) if item.headline else item
    values: dict[str, Any] = {"headline": filled[0][0]}
    last = filled[0][1]
    for number, (text, place) in enumerate(filled[1:], 1):
        following = filled[number + 1][0] if number + 1 < len(filled) else ""
        role = _role(text, following, "published_text" in values, wire, known)
        if role is None:
            break
        last = place
        if role not in values and getattr(item, role) is None:
            values[role] = text
    rest = "\n".join(clean_text(body).split("\n")[last + 1 :]).strip()
    found = {**item.found, **{name: "first lines of the text" for name in values}}
    return replace(item, **values, body=rest, found=found)


def _is_notice(text: str, known: Boilerplate) -> bool:
    return known.is_boilerplate(text) or known.is_appeal(text)


def _can_be_headline(text: str) -> bool:
    return len(text) <= _HEADLINE_CHARS and not dateline.in_text(text, None).place


def _role(text: str, following: str, is_dated: bool, wire: Wire, known: Boilerplate) -> str | None:
    """What a line under a headline is; None for the first line of the story itself."""
    if len(text) > 120:
        return None
    if known.words.agency(text):
        return "agency"
    if _is_date(text, wire) or (not is_dated and _GARBLED.fullmatch(text) and len(following) > len(text)):
        return "published_text"
    if credit.is_credit_line(text, known.words):
        return "byline"
    if text[-1] not in '.!?:"”' and credit.persons_and_agencies(text, wire.publisher, known.words)[0]:
        return "byline" if _is_date(following, wire) or _GARBLED.fullmatch(following) or credit.has_role(text) else None
    return None


def _is_date(text: str, wire: Wire) -> bool:
    return len(text) < 80 and when(text, wire).status not in ("missing", "unreadable")
