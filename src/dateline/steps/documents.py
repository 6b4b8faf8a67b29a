"""A document of the evaluation protocol read into articles: formats, then normalise, with nothing stored."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline import formats, normalise
from dateline import home as places
from dateline.errors import Unreadable
from dateline.payload import Fault, Payload
from dateline.sources import Wire

# No wire told us anything about these documents: dates that name no zone are taken as UTC, and said to be.
_UNKNOWN = Wire(id="document", name="document", publisher="", format="auto")


class DocumentReader:
    """Reads one document after another; the word lists are read once."""

    def __init__(self, format_name: str, words: normalise.Vocabulary | None = None) -> None:
        self.format_name = format_name
        self.words = words or normalise.vocabulary(places.project().vocabulary)

    def answer(self, doc: dict[str, Any]) -> dict[str, Any]:
        """{"id", "articles"} for {"id", "path" | "text" | "base64", "url"}, or {"id", "error": {"code", "detail"}}."""
        try:
            payload = self._payload(doc)
            results = list(formats.items(self.format_name, payload, None))
        except Unreadable as error:
            return {"id": doc.get("id"), "error": {"code": error.code, "detail": error.detail}}
        faults = [r for r in results if isinstance(r, Fault)]
        articles = [normalise.document(item, _UNKNOWN, self.words) for item in results if not isinstance(item, Fault)]
        if not articles and faults:
            return {"id": doc.get("id"), "error": {"code": faults[0].code, "detail": faults[0].detail}}
        return {"id": doc.get("id"), "articles": articles}

    def _payload(self, doc: dict[str, Any]) -> Payload:
        url = doc.get("url")
        return Payload(
            wire="document",
            url=url if isinstance(url, str) else "inbox:document",
            received_at=datetime.now(UTC),
            body=_body(doc),
            media_type="text/plain; charset=utf-8" if "text" in doc and self.format_name == "text" else None,
        )


def _body(doc: dict[str, Any]) -> bytes:
    """The bytes a document names. Raises Unreadable when it names none, or more than can be had."""
    named = [k for k in ("path", "text", "base64") if doc.get(k) is not None]
    if len(named) != 1 or not isinstance(doc[named[0]], str):
        raise Unreadable("parse.empty", "exactly one of path, text and base64 must be a string")
    value = doc[named[0]]
    if named[0] == "text":
        return value.encode("utf-8", "surrogatepass")
    if named[0] == "base64":
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Unreadable("parse.empty", f"base64: {error}") from error
    try:
        return Path(value).read_bytes()
    except (OSError, ValueError) as error:
        raise Unreadable("parse.empty", f"path: {error}") from error
