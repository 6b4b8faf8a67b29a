"""A text as the encoder sees it: words, their place, their shape, and whether they stand inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from dateline.extract.marks import Regions
from dateline.extract.tokenizer import Tokenizer

SHAPES = 5
"""Lower case, Capitalised, ALL CAPITALS, a mark, a digit."""
FEATURES = 2 * SHAPES
_LONGEST = 20_000
"""Code points tokenised at once; a longer paragraph is cut at a sentence's end or a space."""


@dataclass
class Words:
    """The words of a text in reading order. `paragraphs` holds (first word, last word + 1) of each that has any."""

    text: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    feature: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)


def words(text: str, spans: list[tuple[int, int]], quoted: Regions, tokenizer: Tokenizer) -> Words:
    """The words of a text's paragraphs. White space is no word. Offsets are code points."""
    out = Words()
    stretches = [
        [one for part in _pieces(text, span) for one in tokenizer.stretch.findall(text, *part)] for span in spans
    ]
    cuts = tokenizer.cuts(chain.from_iterable(stretches))
    found, starts = out.text, out.start
    for number, (at, _) in enumerate(spans):
        first = len(found)
        for stretch in stretches[number]:
            at = text.index(stretch, at)
            for offset, word in cuts[stretch]:
                found.append(word)
                starts.append(at + offset)
            at += len(stretch)
        if len(found) > first:
            out.paragraphs.append((first, len(found)))
            out.paragraph += [number] * (len(found) - first)
    out.feature = list(map(shape, found))
    for region in quoted.all:
        _mark(out, region.start, region.end)
    return out


def _mark(out: Words, start: int, end: int) -> None:
    for place in range(bisect_left(out.start, start), bisect_left(out.start, end)):
        out.feature[place] = out.feature[place] % SHAPES + SHAPES


@lru_cache(maxsize=65536)
def shape(word: str) -> int:
    """The shape of a word, 0 to 4."""
    if word[0].isdigit():
        return 4
    if not any(c.isalnum() for c in word):
        return 3
    if word[0].isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    return 0


def _pieces(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    start, end = span
    while end - start > _LONGEST:
        cut = max(text.rfind(". ", start, start + _LONGEST) + 1, 0)
        if cut <= start:
            cut = text.rfind(" ", start, start + _LONGEST)
        if cut <= start:
            cut = start + _LONGEST
        yield start, cut
        start = cut
    if end > start:
        yield start, end
