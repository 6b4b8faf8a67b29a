"""Whom and what a quote is about: the actors that its own words name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.extract.naming.cast import Mention, Who
from dateline.extract.naming.places import Places
from dateline.extract.phrase import Phrase
from dateline.extract.saying.attribution import Span

_AT_START = 4
"""Code points between the beginning of a span and a phrase that it begins with (`to the BBC that …`)."""


def about(places: Places, spans: Sequence[Span], speaker: Who | None, beside: Iterable[Phrase] = ()) -> list[Mention]:
    """The first mention of each actor inside the spans, in order of place.

    A pronoun that means the speaker (`I`; in indirect speech `she said she`) does not count; a speaker who names
    himself does. `beside`: the one addressed and whoever passed the words on; where a span begins with one of them they
    are none of its words.
    """
    found: dict[str, Mention] = {}
    outside = [phrase.end for phrase in beside if any(0 <= phrase.start - start <= _AT_START for start, _ in spans)]
    for start, end in spans:
        for mention in places.inside(max([start, *(e for e in outside if start < e < end)]), end):
            who = mention.who
            if who is None or (mention.kind == "pronoun" and speaker is not None and who.key == speaker.key):
                continue
            found.setdefault(who.actor_id, mention)
    return sorted(found.values(), key=lambda m: (m.start, m.end))
