"""Where quotation marks open and close: the outermost marked regions of a text, whatever marks it uses.

An apostrophe is told from a closing single mark by its neighbours; a mark that opens again at the start of the next
paragraph continues the same quotation (the usual way to print a long one).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘’",
    "``": "''",
    '"': '"',
    "''": "''",
    "'": "'",
    "‹": "›",
}
_MARK = re.compile(r"``|''|[“”„«»‹›‘’‚\"']")
_SINGLE = ("‘", "'", "‚", "‹")
_MAX_PARTS = 12
"""How many paragraphs one quotation may run over before an opening mark is held to be a misprint."""


@dataclass(frozen=True)
class Region:
    """A quotation as printed. `parts` are its words without the outer marks, one part a paragraph; `start` and `end`
    take the outer marks in."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    is_closed: bool = True

    @property
    def inner(self) -> tuple[int, int]:
        return self.parts[0][0], self.parts[-1][1]


def regions(text: str, paragraphs: list[tuple[int, int]]) -> list[Region]:
    """The outermost marked regions of a text, in order; they never overlap."""
    found: list[Region] = []
    by_paragraph = [_of_paragraph(text, start, end) for start, end in paragraphs]
    number = 0
    while number < len(by_paragraph):
        closed, left_open = by_paragraph[number]
        found.extend(closed)
        if left_open is not None:
            joined, number = _reopened(text, paragraphs, by_paragraph, number, left_open)
            found.extend(joined)
        number += 1
    return sorted(found, key=lambda region: region.start)


def _reopened(
    text: str,
    paragraphs: list[tuple[int, int]],
    by_paragraph: list[tuple[list[Region], int | None]],
    number: int,
    opened: int,
) -> tuple[list[Region], int]:
    """The quotation left open in paragraph `number`, joined with the paragraphs that open it again; and the last of
    them.

    When the next paragraph does not open with a mark the quotation ends with its own paragraph.
    """
    width = 2 if text[opened : opened + 2] in ("``", "''") else 1
    parts = [(opened + width, paragraphs[number][1])]
    here = number
    while here + 1 < len(paragraphs) and len(parts) < _MAX_PARTS:
        start = paragraphs[here + 1][0]
        closed, left_open = by_paragraph[here + 1]
        if left_open == start:
            parts.append((start + width, paragraphs[here + 1][1]))
            here += 1
            continue
        if closed and closed[0].start == start:
            parts.append(closed[0].parts[0])
            rest = [Region(opened, closed[0].end, tuple(parts)), *closed[1:]]
            if left_open is not None:
                rest.append(_unclosed(text, left_open, paragraphs[here + 1][1]))
            return rest, here + 1
        break
    if here == number and paragraphs[number][0] != opened and "\n" not in text[opened : parts[0][1]]:
        return [_unclosed(text, opened, parts[0][1])], here
    return [Region(opened, parts[-1][1], tuple(parts), is_closed=False)], here


def _unclosed(text: str, start: int, end: int) -> Region:
    width = 2 if text[start : start + 2] in ("``", "''") else 1
    return Region(start, end, ((min(start + width, end), end),), is_closed=False)


def _of_paragraph(text: str, start: int, end: int) -> tuple[list[Region], int | None]:
    """The closed regions of one paragraph, and where a last one opens that is never closed in it."""
    found: list[Region] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opened is None:
            if _opens(text, at, mark, start, end):
                opened = (at, mark)
        elif _closes(text, at, mark, opened[1], start, end):
            inner = (opened[0] + len(opened[1]), at)
            if inner[1] > inner[0]:
                found.append(Region(opened[0], at + len(mark), (inner,)))
            opened = None
    if opened is not None and opened[1] in _SINGLE:  # more likely an apostrophe than a lost mark
        return found, None
    return found, opened[0] if opened else None


def _around(text: str, at: int, width: int, start: int, end: int) -> tuple[str, str]:
    return (text[at - 1] if at > start else " "), (text[at + width] if at + width < end else " ")


def _opens(text: str, at: int, mark: str, start: int, end: int) -> bool:
    before, after = _around(text, at, len(mark), start, end)
    if mark in ("“", "„", "«", "‹", "``", "‚"):
        return True
    if mark == "”":  # printed the wrong way round by some outlets
        return not before.isalnum() and before not in ".,!?" and not after.isspace()
    if mark in ("’", "›"):
        return False
    if mark == "»":
        return not before.isalnum() and after.isalnum()
    if after.isspace() or before.isalnum():
        return False
    if mark in ("'", "‘"):
        return _has_closing_single(text, at, end)
    return True


def _has_closing_single(text: str, at: int, end: int) -> bool:
    """Whether a single mark that could open has a partner that could close: `'Tis` and `the '90s` have none."""
    if re.match(r".\d0s\b", text[at : at + 4]):
        return False
    limit = min(end, at + 2000)  # a look-ahead without a bound would be quadratic in a text of nothing but marks
    return any(
        not _inside_word(text, m.start(), end) and not text[m.start() - 1].isspace()
        for m in re.compile(r"['’]").finditer(text, at + 1, limit)
    )


def _inside_word(text: str, at: int, end: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isalnum() and after.isalnum()) or (
        before in "sS" and after == " " and text[at + 2 : at + 3].islower()
    )


def _closes(text: str, at: int, mark: str, opening: str, start: int, end: int) -> bool:
    before, after = _around(text, at, len(mark), start, end)
    if opening in ("‘", "'", "‚"):
        return mark in "'’‘" and not _inside_word(text, at, end) and not before.isspace()
    if opening == '"' or opening == "”":
        return mark in ('"', "”", "''") or (mark == "“" and not before.isspace() and not after.isalnum())
    if opening in ("``", "''"):
        return mark in ("''", '"', "”")
    if mark == '"' and opening == "“":
        return True
    return mark in _PAIRS.get(opening, "") if len(mark) == 1 else False


class Regions:
    """Regions with a quick look-up: which one a place lies in."""

    def __init__(self, found: list[Region]) -> None:
        self.all = found
        self._starts = [region.start for region in found]

    def at(self, place: int) -> Region | None:
        """The region around a place, marks included."""
        number = bisect_right(self._starts, place) - 1
        if number >= 0 and place < self.all[number].end:
            return self.all[number]
        return None

    def within(self, start: int, end: int) -> list[Region]:
        """The regions that overlap [start, end)."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return [region for region in self.all[first : bisect_left(self._starts, end)] if region.end > start]
