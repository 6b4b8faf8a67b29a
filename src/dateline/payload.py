"""What arrives: payloads (bytes as they came), the items found inside them, and faults. Standard library only."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property


def natural_id(*parts: object) -> str:
    """A 20-hex-digit id of a natural key: the same parts give the same id on every machine, for ever.

    Parts are joined by a unit separator, so ("ab", "c") and ("a", "bc") differ; None and "" are told apart.
    """
    text = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True)
class Fault:
    """Why something was not stored. `code` is a word of schemas/vocabulary/reasons.yml, which also gives its state."""

    code: str
    detail: str = ""
    position: int | None = None
    """0-based place of the item inside its payload; None when the whole payload is meant."""


@dataclass(frozen=True)
class Payload:
    """Bytes exactly as they came, with where and when. With a `fault`, what came instead of bytes."""

    wire: str
    url: str
    """Where it came from; `inbox:<percent-encoded file name>` for a dropped file."""
    received_at: datetime
    """UTC, aware."""
    body: bytes = b""
    media_type: str | None = None
    """As declared by whoever sent it, e.g. `text/html; charset=iso-8859-1`."""
    status_code: int | None = None
    name: str | None = None
    """The dropped file's own name, as data; never used as a path."""
    origin: str = ""
    """What tells two receipts of the same bytes apart: the fetch time, or a dropped file's modification time in ns."""
    fault: Fault | None = None

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def capture_id(self) -> str:
        code = self.fault.code if self.fault else None
        return natural_id("capture", self.wire, self.url, self.origin, self.sha256, code)


@dataclass(frozen=True)
class Record:
    """A payload as it lies in raw/: `file` is relative to the data home, `offset` counts bytes into it."""

    payload: Payload
    file: str
    offset: int


@dataclass(frozen=True)
class Item:
    """One parsed thing inside a payload, still in its sender's words: nothing interpreted, nothing guessed.

    Strings are stripped of outer white space and never empty (absent is None). Dates stay strings here.
    """

    position: int = 0
    guid: str | None = None
    version: str | None = None
    """The sender's own version number or label."""
    headline: str | None = None
    byline: str | None = None
    agency: str | None = None
    """Who the sender credits for the copy (provider, source, dc:source …)."""
    publisher: str | None = None
    published_text: str | None = None
    updated_text: str | None = None
    embargo_text: str | None = None
    """When it may be published, where the sender says so."""
    dateline_text: str | None = None
    """A dateline in a field of its own; one inside the body stays in the body."""
    language: str | None = None
    body: str = ""
    """Paragraphs joined by a blank line (`\\n\\n`), as the sender wrote them."""
    url: str | None = None
    canonical_url: str | None = None
    status: str | None = None
    """The sender's own word for it: `usable`, `stat:canceled`, `withheld` …"""
    note: str | None = None
    """Editorial note to clients ("corrects spelling in paragraph 4")."""
    subjects: tuple[str, ...] = ()
    is_lead: bool = False
    """A feed entry that only leads to a page: its page is the article."""
    further: Mapping[str, str] = field(default_factory=dict)
    """What else the sender says (urgency, slugline …): a column of that name in a contract takes it from here."""
    found: Mapping[str, str] = field(default_factory=dict)
    """Which element or field each value was read from: field name → e.g. `nitf/head/docdata/doc-id/@id-string`."""
