"""The lines of a run of text: where a line break ends a paragraph, and where it only wraps it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TypeAlias

from lxml.etree import _Element

from dateline.formats.characters import one_line
from dateline.formats.page import marks

Piece: TypeAlias = "str | _Element"
"""A run is made of these: text, and inline elements."""
_BREAK = "\x0b"
_TWICE = re.compile(r"\x0b\s*\x0b")
_ENDS = (".", "!", "?", "…", ":", ";", "”", '"', "’", "»", "“", ")", "]", "。", "！", "？", "」", "』")
_NESTING = ("a", "span", "b", "i", "em", "strong", "font", "u")
_DEEP = 40
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z*†‡↩↑^])\ufe0e?[\])]?\s*")
_MARK = 8
"""Characters that such a mark has at most."""
_FEW = 7
"""Words of a line that may be a name, a place or a heading of its own."""


def lines(run: Sequence[Piece], is_quote: bool, depth: int) -> tuple[list[str], int]:
    """The run's lines, each on one line, and how many of their characters stand in links.

    `depth`: how many elements the run stands in.
    """
    out: list[str] = []
    linked = 0
    for piece in run:
        if isinstance(piece, str):
            out.append(piece)
        else:
            text, inside = _inline(piece, depth)
            out.append(text)
            linked += inside
    text = "".join(out)
    if _BREAK not in text:
        return ([whole] if (whole := one_line(text)) else []), linked
    return _split(text, is_quote), linked


def _inline(element: _Element, depth: int) -> tuple[str, int]:
    """The text of an inline element, its breaks marked, and how much of it is linked."""
    tag = element.tag
    if tag == "br":
        return _BREAK, 0
    if not len(element):
        text = element.text or ""
        if tag == "a":
            is_none = text and (marks.is_unseen(element) or (len(text) < _MARK and _is_note_mark(element, text)))
            return ("", 0) if is_none else (text, len(text.strip()))
        return ("" if text and tag == "span" and marks.is_unseen(element) else text), 0
    if marks.is_unseen(element):
        return "", 0
    parts = [element.text or ""]
    linked = 0
    is_shallow = depth < _DEEP or _is_shallow(element)
    for child in element:
        if child.tag not in ("script", "style", "svg", "button", "noscript"):
            text, inside = _inline(child, depth + 1) if is_shallow else ("".join(map(str, child.itertext())), 0)
            parts.append(text)
            linked += inside
        parts.append(f" {child.tail or ''}" if child.tag == "p" else child.tail or "")
    whole = "".join(parts)
    return whole, (len(whole.strip()) if tag == "a" else linked)


def _is_note_mark(link: _Element, text: str) -> bool:
    """Whether a link is the number of a footnote, or leads back from one."""
    return bool(_NOTE_MARK.fullmatch(text)) and (link.get("href") or "").startswith("#")


def _is_shallow(element: _Element) -> bool:
    """Whether the element is nested so little that reading it child by child cannot exhaust the stack."""
    return next(islice(element.iterancestors(*_NESTING), _DEEP, None), None) is None


def _split(text: str, is_quote: bool) -> list[str]:
    """The lines of a text with breaks: two in a row end a paragraph, one does where the line before is finished."""
    out: list[str] = []
    for part in _TWICE.split(text):
        whole: list[str] = []
        for line in part.split(_BREAK):
            clean = one_line(line)
            if not clean:
                continue
            if whole and (is_quote or not _is_finished(whole[-1], clean)):
                whole[-1] = f"{whole[-1]} {clean}"
            else:
                whole.append(clean)
        out.extend(whole)
    return out if not is_quote else [" ".join(out)] if out else []


def _is_finished(before: str, after: str) -> bool:
    """Whether a line ends what it says: by its last mark, or by being short beside a line that begins anew."""
    if before.endswith(_ENDS):
        return True
    return before.count(" ") < _FEW and not before.endswith((",", "-", "–", "—")) and not after[:1].islower()
