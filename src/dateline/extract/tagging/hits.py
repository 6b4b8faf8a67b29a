"""Where the terms of topics stand in one article: in its headline, its paragraphs, or among its subject codes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dateline.extract.tagging.rules import Near, Node, Term
from dateline.extract.tagging.words import Span

HEADLINE, SUBJECTS, DATELINE = -1, -2, -3
"""Stand for a paragraph's number."""
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]{0,4}\s{1,9}(?=[\"“‘'(\[«]{0,4}[^\Wa-z_])")
_SHORT = frozenset(["mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "lt", "col", "capt", "st", "prof", "no"])
"""Words whose dot ends no sentence; neither does that of a single letter (`U.S.`)."""


@dataclass(frozen=True, eq=False, slots=True)
class Hit:
    """A place of a term. `start` and `end` count code points of the headline or the body; a subject has none."""

    term: Term
    paragraph: int
    start: int = 0
    end: int = 0
    mention_id: str | None = None
    text: str = ""


@dataclass
class Page:
    """An article's body, and how many words, sentences and paragraphs lie between two places of it."""

    body: str
    plain: str
    """The folded body, where its characters stand at the same places; else the body itself."""
    headline: str = ""
    found: dict[Term, list[Hit]] = field(default_factory=dict)
    _kept: dict[Node, list[Hit]] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> list[int]:
        """Where each paragraph begins."""
        starts = [0, *(match.end() for match in _PARAGRAPH.finditer(self.body))]
        return [start for start, end in zip(starts, [*starts[1:], len(self.body)], strict=True) if end > start]

    @cached_property
    def sentences(self) -> list[int]:
        """Where each sentence begins, roughly; a paragraph begins one too."""
        ends = (m for m in _SENTENCE.finditer(self.body) if not _is_short(self.body, m.start()))
        return sorted({*self.paragraphs, *(match.end() for match in ends)})

    def paragraph(self, place: int) -> int:
        """The number of the paragraph in which a place of the body lies."""
        return max(0, bisect_right(self.paragraphs, place) - 1)

    def hits(self, node: Node) -> list[Hit]:
        """The places of a node, in order; none when it does not hold."""
        if isinstance(node, Term):
            return self.found.get(node, [])
        if node not in self._kept:
            parts = [self.hits(part) for part in node.parts]
            found = [hits for hits in parts if hits]
            if isinstance(node, Near):
                self._kept[node] = _near(parts, node.within, self) if len(found) == len(parts) else []
            else:
                self._kept[node] = _ordered(hit for hits in found for hit in hits)
        return self._kept[node]

    def gap(self, a: Hit, b: Hit) -> int:
        """How many words lie between two places of one text; 0 when they touch or overlap."""
        first, second = (a, b) if a.start <= b.start else (b, a)
        text = self.headline if a.paragraph == HEADLINE else self.plain
        return len(text[first.end : second.start].split())

    def window(self, hit: Hit, within: str | int) -> int:
        """What must be the same for two places to be near: the sentence, or the paragraph."""
        if within != "sentence" or hit.paragraph == HEADLINE:
            return hit.paragraph
        return bisect_right(self.sentences, hit.start)


def _is_short(body: str, dot: int) -> bool:
    start = dot
    while start > 0 and dot - start < 6 and body[start - 1].isalpha():
        start -= 1
    word = body[start:dot]
    return len(word) == 1 or word.lower() in _SHORT


def _ordered(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(dict.fromkeys(hits), key=lambda hit: (hit.paragraph, hit.start, hit.end))


def _near(parts: Sequence[list[Hit]], within: str | int, page: Page) -> list[Hit]:
    """The places that belong to a whole set of neighbours: beside one of the first part, one of every other."""
    windows: list[dict[int, list[Hit]]] = []
    for hits in parts:
        windows.append({})
        for hit in hits:
            windows[-1].setdefault(page.window(hit, within), []).append(hit)
    kept: list[Hit] = []
    for number, first in windows[0].items():
        others = [window.get(number, []) for window in windows[1:]]
        if not all(others):
            continue
        if isinstance(within, str):
            kept += [*first, *(hit for hits in others for hit in hits)]
            continue
        for hit in first:
            beside = [_nearest(hit, hits, within, page) for hits in others]
            if all(beside):
                kept += [hit, *(other for other in beside if other)]
    return _ordered(kept)


def _nearest(hit: Hit, others: list[Hit], within: int, page: Page) -> Hit | None:
    """The nearest of some places of the same paragraph, when no more than so many words lie between."""
    at = bisect_right(others, hit.start, key=lambda other: other.start)
    close = others[max(0, at - 1) : at + 1]
    found = [(page.gap(hit, other), other.start, n) for n, other in enumerate(close) if other.start != hit.start]
    gap, _, n = min(found, default=(within + 1, 0, 0))
    return close[n] if gap <= within else None


def without(spans: Sequence[Span], longer: Sequence[Span]) -> Sequence[Span]:
    """The places that lie in none of some longer phrases."""
    if not longer:
        return spans
    taken = {at for start, end in longer for at in range(start, end)}
    return [span for span in spans if span[0] not in taken]
