"""A document of the evaluation protocol read into articles: formats, then normalise, with nothing stored."""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from datetime import UTC, datetime
from typing import Any

from dateline import formats, normalise
from dateline import home as places
from dateline.errors import Unreadable
from dateline.fetch.inbox import LIMIT_BYTES
from dateline.payload import Fault, Payload
from dateline.sources import Wire

# No wire told us anything about these documents: dates that name no zone are taken as UTC, and said to be.
_UNKNOWN = Wire(id="document", name="document", publisher="", format="auto")
_SURROGATE = re.compile("[\ud800-\udfff]")


class DocumentReader:
    """Reads one document after another; the word lists are read once."""

    def __init__(self, format_name: str, words: normalise.Vocabulary | None = None) -> None:
        self.format_name = format_name
        self.words = words or normalise.vocabulary(places.project().vocabulary)

    def answer(self, doc: dict[str, Any]) -> dict[str, Any]:
        """{"id", "articles"} for {"id", "path" | "text" | "base64", "url"}, or {"id", "error": {"code", "detail"}}."""
        try:
            results = list(formats.items(self.format_name, self._payload(doc), None))
        except Unreadable as error:
            return {"id": doc.get("id"), "error": {"code": error.code, "detail": error.detail}}
        faults = [r for r in results if isinstance(r, Fault)]
        articles = [normalise.document(item, _UNKNOWN, self.words) for item in results if not isinstance(item, Fault)]
        if not articles and faults:
            return {"id": doc.get("id"), "error": {"code": faults[0].code, "detail": faults[0].detail}}
        return {"id": doc.get("id"), "articles": articles}

    def _payload(self, doc: dict[str, Any]) -> Payload:
        url = doc.get("url")
        if not isinstance(url, str | None):
            raise Unreadable("row.type", f"url is a string, found {type(url).__name__}")
        return Payload(
            wire="document",
            url=url or "inbox:document",
            received_at=datetime.now(UTC),
            body=_body(doc),
            media_type="text/plain; charset=utf-8" if "text" in doc and self.format_name == "text" else None,
        )


def _body(doc: dict[str, Any]) -> bytes:
    """The bytes a document names. Raises Unreadable when it names none, or some that cannot be had."""
    named = [k for k in ("path", "text", "base64") if doc.get(k) is not None]
    if len(named) != 1:
        raise Unreadable("row.required", f"one of path, text and base64, found {' and '.join(named) or 'none'}")
    value = doc[named[0]]
    if not isinstance(value, str):
        raise Unreadable("row.type", f"{named[0]} is a string, found {type(value).__name__}")
    if named[0] == "text":
        return _SURROGATE.sub("", value).encode()
    if named[0] == "base64":
        try:
            return base64.b64decode("".join(value.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise Unreadable("row.pattern", f"base64: {error}") from error
    return _file(value)


def _file(path: str) -> bytes:
    """The bytes of a regular file. Raises Unreadable for anything else, without waiting for a pipe's other end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except PermissionError as error:
        raise Unreadable("inbox.permission", f"path: {error.strerror}") from error
    except (OSError, ValueError) as error:
        raise Unreadable("store.missing", f"path: {error}") from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("inbox.not_regular", f"path: not a regular file ({stat.filemode(found.st_mode)})")
        if found.st_size > LIMIT_BYTES:
            raise Unreadable("inbox.too_large", f"path: {found.st_size:,} bytes, at most {LIMIT_BYTES:,} are read")
        with os.fdopen(descriptor, "rb", closefd=False) as opened:
            return opened.read(LIMIT_BYTES)
    finally:
        os.close(descriptor)
