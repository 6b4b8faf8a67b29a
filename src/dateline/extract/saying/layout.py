"""Attributions that the layout of a page shows, not its sentences: sign-offs and transcripts.

`“…” — Ann Example` at the end of a line gives the quotation to who signs it; `SPEAKER: …` at the head of three or more
paragraphs is a transcript, in which every turn is its speaker's to the next turn.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading
from dateline.extract.saying.attribution import Attribution, Span, kind_of

_NAME = r"[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|de|da|del|der|van|von|bin|al|la|le|el|of)){1,5}"
_SIGNED = re.compile(
    rf"\s{{0,3}}(?P<dash>[—–―]|--?)\s{{0,3}}(?P<name>{_NAME})(?P<rest>,[^\n.!?”\"]{{0,80}})?\s*\.?\s*(?:\n|$)"
)
_TURN = re.compile(r"[“\"]?(?P<name>[^\W\d_a-z](?:[^\W\d_a-z]|[ .’'-]){2,40})(?P<colon>:)\s+(?=\S)")
_TURNS = 3
_SHORTEST = 3
"""Words of the shortest quotation that a sign-off is believed for."""


def printed(reading: Reading) -> list[Attribution]:
    """The attributions that the layout shows, in reading order."""
    return sorted([*_signed(reading), *_transcript(reading)], key=lambda a: a.spans)


def _signed(reading: Reading) -> list[Attribution]:
    out = []
    for region in reading.regions.all:
        match = _SIGNED.match(reading.text, region.end)
        if match is None or not region.is_closed or len(reading.between(*region.inner)) < _SHORTEST:
            continue
        who = _phrase(reading, *match.span("name"))
        if who is not None:
            out.append(Attribution(region.parts, "direct", None, match.span("dash"), who, "signed"))
    return out


def _transcript(reading: Reading) -> list[Attribution]:
    turns = [
        (number, match)
        for number, (start, end) in enumerate(reading.paragraphs)
        if (match := _TURN.match(reading.text, start, end)) is not None
    ]
    if len(turns) < _TURNS:
        return []
    stops = [after for _, (after, _) in pairwise(turns)] + [turns[-1][0] + 1]
    out = []
    for (number, match), stop in zip(turns, stops, strict=True):
        who = _phrase(reading, *match.span("name"))
        spans = [_inner(reading, match.end(), reading.paragraphs[number][1])]
        spans += [_inner(reading, *reading.paragraphs[n]) for n in range(number + 1, stop)]
        kept = tuple(span for span in spans if span[1] > span[0])
        if who is not None and kept:
            kind = kind_of(reading, kept)
            out.append(Attribution(kept, kind, None, match.span("colon"), who, "transcript"))
    return out


def _phrase(reading: Reading, start: int, end: int) -> Phrase | None:
    words = [word for word in reading.between(start, end) if word.text[0].isalnum()]
    return Phrase(words[-1], words[0].start, words[-1].end) if words else None


def _inner(reading: Reading, start: int, end: int) -> Span:
    while start < end and reading.text[start] in ' \n\t“"':
        start += 1
    while end > start and reading.text[end - 1] in ' \n\t”"':
        end -= 1
    return start, end
