"""Attributions as the network found them, brought into line with the quotation marks of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.neural.attribute import Biases, Found, Run
from dateline.extract.neural.attribute import attributions as found_by
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution, Span, kind_of
from dateline.extract.saying.marked import Draft, at_marks, settle
from dateline.extract.saying.relayed import unwrapped

_TRIM = " \t\n,;:-–—"
_FINAL = ".!?"
_CRUMB = 2
"""Words of a part that is a slip of the network, where the content has a larger part."""
_OF_OWNER = frozenset({"det", "compound", "amod", "poss", "nummod"})
_UNNAMED = re.compile(r"\bnot (?:to )?(?:be|being|have (?:his|her|their) name) (?:named|identified|quoted)\b")
"""Why a source stays unnamed is told of it; it is nobody's words."""


def learned(reading: Reading, biases: Biases) -> list[Attribution]:
    """The network's attributions, in reading order."""
    is_word = [word.text[0].isalnum() or len(word.text) > 2 for word in reading.words]
    found = found_by(reading.answers, is_word, biases)
    drafts = [Draft(_cue_span(reading, one), [_trimmed(reading, run) for run in one.contents]) for one in found]
    settle(reading, drafts)
    out = []
    for one, draft in zip(found, drafts, strict=True):
        kept = _without_crumbs(
            reading, sorted(part for span in draft.spans if (part := at_marks(reading, span))[1] > part[0])
        )
        if kept and not _is_question(reading, one) and not _UNNAMED.search(reading.text, *_extent(kept)):
            out.append(unwrapped(reading, _attribution(reading, one, kept)))
    return sorted(out, key=lambda a: (a.spans[0], a.spans[-1]))


def _without_crumbs(reading: Reading, spans: list[Span]) -> tuple[Span, ...]:
    """The parts of a content without those of a word or two outside marks, where there is a larger one."""
    large = [
        span for span in spans
        if len(reading.between(*span)) > _CRUMB or reading.regions.at(span[0]) is not None
    ]  # fmt: skip
    return tuple(large or spans)


def _is_question(reading: Reading, one: Found) -> bool:
    """Whether it is what nobody in the story asks: `Asked whether he would go, he said …`."""
    if one.source is not None or one.cue is None:
        return False
    return any(word.lower == "asked" for word in reading.words[slice(*one.cue)])


def _extent(spans: tuple[Span, ...]) -> Span:
    return spans[0][0], spans[-1][1]


def _attribution(reading: Reading, one: Found, spans: tuple[Span, ...]) -> Attribution:
    cue = _top(reading.words[slice(*one.cue)]) if one.cue is not None else None
    cue_span = _cue_span(reading, one)
    return Attribution(spans, kind_of(reading, spans), cue, cue_span, _speaker(reading, one), "network", one.sure)


def _cue_span(reading: Reading, one: Found) -> Span | None:
    """From the first word of a cue to its last; what begins the next phrase is none of it: `told a | crowd`, `said on |
    Friday`."""
    if one.cue is None:
        return None
    words = reading.words[slice(*one.cue)]
    while len(words) > 1 and _begins_another(words[-2], words[-1]):
        words = words[:-1]
    return words[0].start, words[-1].end


def _begins_another(before: Word, last: Word) -> bool:
    return last.pos == "DET" or (last.lower in ("on", "in", "at") and before.lemma in ("say", "tell", "add", "write"))


def _speaker(reading: Reading, one: Found) -> Phrase | None:
    if one.source is None or one.source_head is None:
        return None
    words = reading.words[_with_owner(reading, one.source[0]) : one.source[1]]
    while words and not words[0].text[0].isalnum() and words[0].text[0] not in "“\"‘'":
        words = words[1:]
    while words and not _ends(words):
        words = words[:-1]
    if not words:
        return None
    return Phrase(reading.words[one.source_head], words[0].start, words[-1].end)


def _with_owner(reading: Reading, first: int) -> int:
    """The first word of a speaker, with the one whose it is: `'s owner, Pelagia Lines` begins with `The ship`."""
    if reading.words[first].text not in ("'s", "’s", "'", "’") or not first:
        return first
    owner = reading.words[first - 1]
    phrase = [w.i for w in owner.children if w.i < owner.i and w.sentence == owner.sentence and w.dep in _OF_OWNER]
    return min([owner.i, *phrase])


def _ends(words: Sequence[Word]) -> bool:
    """Whether a speaker may end with the last of the words: not with a comma, not with the `who` of what is told of
    him."""
    last = words[-1]
    if len(words) > 1 and last.lower in ("who", "which", "that"):
        return False
    return last.text[-1].isalnum() or last.text[-1] in '.”"’'


def _top(words: Sequence[Word]) -> Word:
    """The word of a cue that carries it: its first verb, else the word the others hang on."""
    inside = {word.i for word in words}
    verb = next((w for w in words if w.pos == "VERB"), None)
    return verb or next((w for w in words if w.head.i not in inside or w.head is w), words[0])


def _trimmed(reading: Reading, run: Run) -> Span:
    """A run of words as a span, without commas and dashes at its ends."""
    words = reading.words[slice(*run)]
    start, end = words[0].start, words[-1].end
    while start < end and reading.text[start] in _TRIM + _FINAL:
        start += 1
    while end > start and reading.text[end - 1] in _TRIM:
        end -= 1
    return start, end
