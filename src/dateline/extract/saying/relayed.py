"""Words that somebody passes on: `“We will not wait,” Lavrov said, according to Tass.`

A network that gives every word to one content takes `“…,” Lavrov said` for the words of Tass. They are Lavrov's; that
Tass stands between, or who is cited, is told by the chain (saying/chain.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution

_SPEECH = frozenset(("say", "tell", "add", "write", "claim", "state", "declare", "note", "explain", "reply", "warn"))
_MOST = 9
"""Words of `Foreign Minister Sergei Lavrov said on Monday`."""


def unwrapped(reading: Reading, one: Attribution) -> Attribution:
    """The attribution given to the inner speaker where he and his cue are all that his words are wrapped in, and
    without the source that an outlet cites: `citing officials, that …`."""
    if one.cue is None:
        return one
    if one.kind == "mixed" and len(one.spans) == 1 and one.cue.lower == "according":
        return _marked(reading, one)
    if one.kind == "indirect" and len(one.spans) == 2:
        return _parted(reading, one)
    return _uncited(reading, one)


def _marked(reading: Reading, one: Attribution) -> Attribution:
    """`“We will not wait,” Lavrov said`, which is Tass's."""
    start, end = one.spans[0]
    inside = reading.regions.within(start, end)
    if len(inside) != 1 or inside[0].start > start or inside[0].end >= end:
        return one
    found = _inner(reading.between(inside[0].end, end))
    return replace(one, spans=inside[0].parts, kind="direct", **found) if found else one


def _parted(reading: Reading, one: Attribution) -> Attribution:
    """`Lavrov said on Monday … that the treaty was dead`, which is the agency's that stands between."""
    said, content = one.spans
    if reading.between(*content)[0].lower != "that":
        return one
    found = _inner(reading.between(*said))
    return replace(one, spans=(content,), **found) if found else one


def _uncited(reading: Reading, one: Attribution) -> Attribution:
    """`citing two officials, that the bridge would be closed`: what is cited for it is none of it."""
    (start, end), *further = one.spans
    words = reading.between(start, end)
    if "citing" not in (words[0].lower, reading.words[words[0].i - 1].lower if words[0].i else ""):
        return one
    for comma, that in pairwise(words[: _MOST + 1]):
        if comma.text == "," and that.lower == "that":
            return replace(one, spans=((that.start, end), *further))
    return one


def _inner(words: Sequence[Word]) -> dict[str, Any]:
    """Cue and speaker of words that are a cue, who it belongs to and at most when; nothing where they are more."""
    words = [word for word in words if word.text[0].isalnum()]
    verb = next((word for word in words if word.lemma in _SPEECH), None)
    if verb is None or len(words) > _MOST:
        return {}
    who = _speaker(words, verb)
    return {"cue": verb, "cue_span": (verb.start, verb.end), "speaker": who} if who else {}


def _speaker(words: Sequence[Word], verb: Word) -> Phrase | None:
    """The noun phrase beside the verb: what stands before it, else what follows it."""
    before = [word for word in words if word.i < verb.i]
    beside = before or [
        word for word in words if word.i > verb.i and word.pos in ("PROPN", "NOUN", "DET", "ADJ", "PRON")
    ]
    nouns = [word for word in beside if word.pos in ("PROPN", "NOUN", "PRON")]
    return Phrase(nouns[-1], beside[0].start, nouns[-1].end) if nouns else None
