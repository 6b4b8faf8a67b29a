"""The frame of an attribution: the words of its cue's sentence that are the reporter's own.

Everything that is said beside a cue (to whom, where, when, through whom) is looked for here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.extract.naming.places import Places
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution, Span

_NEIGHBOURS = 4
"""How many attributions before and after one may share its sentence."""
_REACH = 120
"""Words before and after a cue that are looked at: no sentence of prose is longer, and a text is not to be read once
for each of its cues."""
_FAR = 25
"""Words between a verb and what may still hang on it."""
_OPENERS = 15
"""Words that may stand between a cue and its `that`: `said in an interview with the daily on Monday that`."""
_PASSED = frozenset((
    "speaking", "talking", "addressing", "briefing", "answering", "commenting", "posted", "issued", "released",
    "sent", "made", "given", "delivered", "held", "written", "shown", "read", "dated", "carried", "circulated",
    "distributed", "shared", "quoted", "asked",
))  # fmt: skip
"""Participles that say how words came about: a day or place after them is that of the words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`words` is the cue's sentence; `cue` the words of the cue; `away` the spans that are somebody's words there."""

    reading: Reading
    places: Places
    one: Attribution
    words: Sequence[Word]
    cue: Sequence[Word]
    away: tuple[Span, ...]
    other_cues: tuple[Span, ...] = ()
    """Where the cues of other attributions stand in the sentence."""
    around: tuple[Phrase, ...] = ()
    """The speakers within whose words this attribution stands, the outermost first."""

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def last(self) -> int:
        """The number of the word after the sentence."""
        return self.words[-1].i + 1

    def is_free(self, place: int) -> bool:
        """Whether a place is the reporter's own: in nobody's words and in no quotation marks."""
        return not any(s <= place < e for s, e in self.away) and self.reading.regions.at(place) is None

    def word_at(self, place: int) -> Word | None:
        """The word of the sentence that begins at a place."""
        found = self.reading.between(place, place + 1)
        return found[0] if found and self.words[0].i <= found[0].i < self.last else None

    def is_of_cue(self, word: Word) -> bool:
        """Whether what begins at a free word tells of the cue and of no other verb: the verb before it is the cue's
        own, or a participle that says how the words came about, or there is none (`On Monday, she said`)."""
        cue = {w.i for w in self.cue}
        seen = 0
        for at in range(word.i - 1, self.words[0].i - 1, -1):
            other = self.reading.words[at]
            if at in cue:
                return seen <= _FAR
            if not self.is_free(other.start):
                continue
            seen += 1
            if other.pos == "VERB" and not (other.lower in _PASSED and other.tag in ("VBN", "VBG")):
                return False
        return seen <= _FAR

    def is_after_words(self, word: Word) -> bool:
        """Whether a word follows at once upon words of somebody that no marks set off: then it may be theirs still."""
        at = word.i - 1
        while at >= self.words[0].i and self.reading.words[at].pos == "ADP":
            at -= 1
        if at < self.words[0].i or not self.reading.words[at].text[-1:].isalnum():
            return False
        place = self.reading.words[at].start
        return not self.is_free(place) and self.reading.regions.at(place) is None


def frames(reading: Reading, places: Places, attributions: Sequence[Attribution]) -> Iterator[Frame | None]:
    """The frame of each attribution in turn; None for one without a cue."""
    for number, one in enumerate(attributions):
        cue = _cue(reading, one)
        if not cue:
            yield None
            continue
        words = _near(reading.sentence(cue[0]), cue)
        near = attributions[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
        others = [other for other in near if other is not one]
        yield Frame(
            reading, places, one, words, cue, _away(reading, one, cue, words, near),
            tuple(other.cue_span for other in others if other.cue_span is not None), _around(one, cue, others),
        )  # fmt: skip


def _near(sentence: list[Word], cue: Sequence[Word]) -> list[Word]:
    """The words of a sentence around a cue; all of it, but for a text that never ends one."""
    at = cue[0].i - sentence[0].i
    return sentence[max(0, at - _REACH) : at + _REACH]


def _around(one: Attribution, cue: Sequence[Word], others: Sequence[Attribution]) -> tuple[Phrase, ...]:
    """The speakers of the attributions that hold this one's cue and words, the widest first."""
    found = []
    for other in others:
        for start, end in other.spans:
            if start <= cue[0].start < end and start <= one.spans[0][0] and one.spans[-1][1] <= end and other.speaker:
                found.append((start - end, other.speaker))
    return tuple(speaker for _, speaker in sorted(found, key=lambda item: item[0]))


def _cue(reading: Reading, one: Attribution) -> Sequence[Word]:
    if one.cue_span is not None:
        found = reading.between(*one.cue_span)
        if found:
            return found
    return [one.cue] if one.cue is not None else []


def _away(
    reading: Reading, one: Attribution, cue: Sequence[Word], words: Sequence[Word], near: Sequence[Attribution]
) -> tuple[Span, ...]:
    start, end, at = words[0].start, words[-1].end, cue[0].start
    out = []
    for other in near:
        for span in other.spans:
            if span[0] >= end or span[1] <= start:
                continue
            if other is one:
                out.append(_after_opening(reading, span, cue[-1]))
            elif not any(s <= at < e for s, e in other.spans) and not _holds(span, one):
                out.append(span)
    return tuple(out)


def _holds(span: Span, one: Attribution) -> bool:
    """Whether an attribution's own words contain a span: then it is left to them."""
    return any(s <= span[0] and span[1] <= e for s, e in one.spans)


def _after_opening(reading: Reading, span: Span, last: Word) -> Span:
    """The span without what stands between the cue and its `that`: `told | the council in Rome that it was late`."""
    first = reading.between(*span)[:_OPENERS]
    if not first or first[0].i != last.i + 1 or first[0].lower == "that":
        return span
    for word in first:
        if word.lower == "that" and word.pos == "SCONJ":
            return word.start, span[1]
        if word.pos in ("VERB", "AUX") or reading.regions.at(word.start) is not None:
            return span
    return span
