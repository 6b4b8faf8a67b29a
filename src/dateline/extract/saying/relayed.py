"""Words that somebody passes on: `“We will not wait,” Lavrov said, according to Tass.`

A network that gives every word to one content takes `“…,” Lavrov said` for the words of Tass. They are Lavrov's; that
Tass stands between is told by the chain (saying/chain.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution

_SPEECH = frozenset(("say", "tell", "add", "write", "claim", "state", "declare", "note", "explain", "reply", "warn"))
_MOST = 9
"""Words of `Foreign Minister Sergei Lavrov said on Monday`."""


def unwrapped(reading: Reading, one: Attribution) -> Attribution:
    """The attribution given to the inner speaker where all of its unmarked words are a cue and who it belongs to."""
    if one.kind != "mixed" or len(one.spans) != 1 or one.cue is None or one.cue.lower != "according":
        return one
    start, end = one.spans[0]
    inside = reading.regions.within(start, end)
    if len(inside) != 1 or inside[0].start > start or inside[0].end >= end:
        return one
    words = [word for word in reading.between(inside[0].end, end) if word.text[0].isalnum()]
    verb = next((word for word in words if word.lemma in _SPEECH), None)
    if verb is None or len(words) > _MOST:
        return one
    who = _speaker(words, verb)
    if who is None:
        return one
    return replace(one, spans=inside[0].parts, kind="direct", cue=verb, cue_span=(verb.start, verb.end), speaker=who)


def _speaker(words: Sequence[Word], verb: Word) -> Phrase | None:
    """The noun phrase beside the verb: what stands before it, else what follows it."""
    before = [word for word in words if word.i < verb.i]
    beside = before or [
        word for word in words if word.i > verb.i and word.pos in ("PROPN", "NOUN", "DET", "ADJ", "PRON")
    ]
    nouns = [word for word in beside if word.pos in ("PROPN", "NOUN", "PRON")]
    return Phrase(nouns[-1], beside[0].start, nouns[-1].end) if nouns else None
