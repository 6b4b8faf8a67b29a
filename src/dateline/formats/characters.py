"""Text without the characters that nobody wrote to be read: controls, bidirectional overrides, invisible marks."""

from __future__ import annotations

import re

# The C1 controls are, in anything a newsroom sends, Windows-1252 punctuation that somebody labelled ISO-8859-1 or wrote
# as `&#147;`; browsers read them so too (https://html.spec.whatwg.org/#numeric-character-reference-end-state).
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}

_DROPPED: dict[int, str | None] = {
    **dict.fromkeys((*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F)),  # C0 controls but tab and the line ends
    **dict.fromkeys(range(0xD800, 0xE000)),  # surrogates: a str may hold lone ones, UTF-8 may not
    **dict.fromkeys((0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF)),  # soft hyphen, marks, zero widths
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2060, 0x2070))),  # overrides, embeddings, isolates, joiners
    **dict.fromkeys((*range(0xFFF9, 0xFFFC), *range(0xFDD0, 0xFDF0))),  # annotation marks, non-characters
    **dict.fromkeys(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0xE0000, 0xE1000)),  # tags and variation selectors beyond the basic plane
}
_TABLE: dict[int, str | None] = {
    **_DROPPED,
    **_WINDOWS,
    0x0B: "\n",
    0x0C: "\n",
    0x2028: "\n",
    0x2029: "\n\n",
}
_LINE_ENDS = re.compile(r"\r\n?")
# Zero-width (non-)joiners shape Persian, Indic and emoji; beside ASCII they only hide.
_JOINERS = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_ODD = re.compile(
    "[\r\u200c\u200d\U00010000-\U0010ffff"
    + "".join(re.escape(chr(code)) for code in sorted(_TABLE) if code < 0x10000)
    + "]"
)
"""Any character that cleaning may change: most texts hold none."""


def clean_text(text: str) -> str:
    """The text with line ends as `\\n`, and without controls, surrogates, non-characters, overrides and zero widths.

    Cleaning twice gives the same. The result is always valid UTF-8.
    """
    if not _ODD.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text).translate(_TABLE)
    return _JOINERS.sub("", text)


def one_line(text: str) -> str:
    """The cleaned text on one line: any run of white space (no-break spaces too) is one space, none at the ends."""
    if not (text.isascii() and text.isprintable()):
        text = clean_text(text)
    return " ".join(text.split())


def or_none(text: str | None) -> str | None:
    """The text on one line, or None where nothing is left of it."""
    return (one_line(text) or None) if text else None
