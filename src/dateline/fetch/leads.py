"""Where a feed's entries lead: their links, and nothing else of them. What they say is read by `formats`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import feedparser

from dateline.payload import natural_id

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_WITHIN = 4096


@dataclass(frozen=True)
class Lead:
    """One entry of a feed: the page it leads to, and a digest that changes when the entry is changed."""

    url: str
    guid: str | None
    entry_digest: str
    dated: str | None = None
    """When the entry says it was updated or published, as printed."""


@dataclass(frozen=True)
class Leads:
    """What a feed leads to."""

    is_feed: bool
    """Whether the bytes are a feed at all; a feed may hold no entry."""
    entries: tuple[Lead, ...]
    count: int
    """Entries, those without a link included."""


def leads(body: bytes, url: str, media_type: str | None) -> Leads:
    """The entries of a feed in its own order; one that comes twice with the same words comes once.

    Raises nothing: what the parser cannot digest is no feed.
    """
    if _PAGE.match(body[:_WITHIN]):  # whatever it holds besides: a login, a captcha, an error
        return Leads(False, (), 0)
    headers = {"content-location": url, "content-type": media_type or "application/xml"}
    try:
        # A stream, always: given bytes, feedparser first tries to open a file of that name.
        found = feedparser.parse(
            BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=True
        )
    except Exception:  # hostile bytes; `formats` names the reason when it reads the same payload
        return Leads(False, (), 0)
    entries = [dict(entry) for entry in found.get("entries") or ()]  # plain: its own class invents keys
    linked = [_lead(entry) for entry in entries if entry.get("link")]
    return Leads(bool(found.get("version")) or bool(entries), tuple(dict.fromkeys(linked)), len(entries))


def _lead(entry: Mapping[str, Any]) -> Lead:
    dated = entry.get("updated") or entry.get("published")
    words = [entry.get(name) for name in ("id", "link", "title", "summary", "updated", "published")]
    content = [part.get("value") for part in entry.get("content") or ()]
    return Lead(
        url=str(entry["link"]).replace("\0", "").strip().encode("utf-8", "replace").decode("utf-8"),
        guid=entry.get("id") or None,
        entry_digest=natural_id("entry", *words, *content),
        dated=str(dated).strip() if dated else None,
    )
