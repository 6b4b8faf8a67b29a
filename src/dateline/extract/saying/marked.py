"""Quotation marks against the contents that were found: what stands between one pair of marks has one speaker.

A network that reads word by word breaks long quotations and stops at their edges; the marks themselves say where the
words begin and end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.extract.marks import Region
from dateline.extract.reading import Reading
from dateline.extract.saying.attribution import Span

_FILLED = 0.5
"""Of a region that is covered to this share, all belongs to whoever has most of it."""
_WHOLE = 4
"""Words of the shortest region that can go on a quotation by itself."""
_NEAR = 250
"""Code points between a quotation and the one that goes on with it."""
_STOPS = (".", "!", "?")
_ENDS = (".", ",", "!", "?", "…", "—", "–", "-")


@dataclass
class Draft:
    """An attribution on its way: where its cue stands, and its words so far."""

    cue: Span | None
    spans: list[Span]


def settle(reading: Reading, drafts: list[Draft]) -> None:
    """Moves the contents of drafts to the marks, in place; a draft that has lost all its words is left empty."""
    near: dict[int, list[Draft]] = {}
    for draft in drafts:
        for start in {region.start for span in draft.spans for region in reading.regions.within(*span)}:
            near.setdefault(start, []).append(draft)
    last: tuple[Draft, Region] | None = None
    for region in reading.regions.all:
        here = near.get(region.start, [])
        main = _owner(reading, region, here)
        if main is None and last is not None and _goes_on(reading, region, *last, here):
            main = last[0]
            main.spans = united([*main.spans, *region.parts])
        last = (main, region) if main is not None else last


def _owner(reading: Reading, region: Region, drafts: list[Draft]) -> Draft | None:
    """The draft that a region belongs to; it takes all of the region, and others lose what they have of it."""
    touching = [(covered(region, draft.spans), n) for n, draft in enumerate(drafts) if not _is_nested(draft, region)]
    touching = [(size, n) for size, n in touching if size]
    if not touching or sum(size for size, _ in touching) < _FILLED * (region.end - region.start):
        return None
    main = drafts[max(touching, key=lambda one: (one[0] + (drafts[one[1]].cue is not None), -one[1]))[1]]
    for _, number in touching:
        if drafts[number] is not main:
            drafts[number].spans = [part for span in drafts[number].spans for part in _outside(span, region)]
    if reading.text[max(0, region.start - 80) : region.start].rstrip()[-1:] in _STOPS:
        main.spans = [part for span in main.spans for part in _from(span, region)]
    main.spans = united([*main.spans, *region.parts])
    return main


def _from(span: Span, region: Region) -> list[Span]:
    """A span without the sentence that ends where a region opens: `It was late. “We agree”, said …`."""
    if span[0] < region.start < span[1]:
        return [(region.start, span[1])]
    return [span]


def _is_nested(draft: Draft, region: Region) -> bool:
    """Whether a draft is somebody's words told inside the region: its cue stands there."""
    return draft.cue is not None and region.start < draft.cue[0] < region.end


def _goes_on(reading: Reading, region: Region, before: Draft, known: Region, drafts: Iterable[Draft]) -> bool:
    """Whether an unclaimed region goes on with the quotation before it: `"A," she said. "B."`"""
    if any(covered(region, draft.spans) for draft in drafts) or before.cue is None:
        return False
    if len(reading.between(*region.inner)) < _WHOLE or reading.text[region.inner[1] - 1] not in _ENDS:
        return False
    start, end = known.end, region.start
    if end - start > _NEAR or not start <= before.cue[0] < end:
        return False
    return _paragraph(reading, known.end - 1) == _paragraph(reading, region.start)


def _paragraph(reading: Reading, place: int) -> int:
    return bisect_right(reading.paragraphs, place, key=lambda span: span[0])


def _outside(span: Span, region: Region) -> list[Span]:
    parts = [(span[0], min(span[1], region.start)), (max(span[0], region.end), span[1])]
    return [part for part in parts if part[1] > part[0]]


def at_marks(reading: Reading, span: Span) -> Span:
    """A span without the marks when all of it stands inside them; else with the marks that it reaches."""
    start, end = span
    inside = reading.regions.within(start, end)
    if not inside:
        return span
    first, last = inside[0], inside[-1]
    if first is last and first.start <= start and end <= first.end:
        return max(start, first.inner[0]), min(end, first.inner[1])
    if first.start < start <= first.inner[0]:
        start = first.start
    if last.inner[1] <= end < last.end:
        end = last.end
    return start, end


def covered(region: Region, spans: Iterable[Span]) -> int:
    """How many code points of a region lie in the spans."""
    return sum(max(0, min(end, region.end) - max(start, region.start)) for start, end in spans)


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap joined."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
