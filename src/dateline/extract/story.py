"""One text with all that was read out of it: mentions, attributions, and who the speakers are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dateline.extract.authority.authority import Authority
from dateline.extract.naming.cast import LONGEST, Cast, Mention
from dateline.extract.naming.continued import continued
from dateline.extract.naming.names import names
from dateline.extract.naming.pronouns import first_persons, pronouns
from dateline.extract.naming.titles import titles
from dateline.extract.naming.voices import voice
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution
from dateline.extract.saying.attributions import attributions


@dataclass
class Story:
    """A text, read to the end. `speakers` gives each attribution's mention by its place in `attributions`."""

    reading: Reading
    on: date | None
    mentions: list[Mention]
    attributions: list[Attribution]
    speakers: list[Mention | None] = field(default_factory=list)


def story(reading: Reading, on: date | None, authority: Authority, profile: str) -> Story:
    """The mentions and attributions of a text that was told on day `on` and read with a profile of the network."""
    cast = Cast(authority, on)
    attributed = attributions(reading, profile)
    reading.answers.clear()  # the scores of every pair of words, some megabytes a story: nobody asks for them again
    found = names(reading, cast, {one.speaker.head.i for one in attributed if one.speaker is not None})
    found = [*found, *_apart(titles(reading, cast, found))]
    found = [*found, *pronouns(reading, cast, found, attributed)]
    out = Story(reading, on, found, attributed)
    placed = sorted(found, key=lambda m: m.start)
    extra: list[Mention] = []
    for one in attributed:
        mention = voice(reading, one, placed)
        if one.speaker is not None and (mention is None or mention.who is None):
            described = continued(reading, cast, one.speaker, mention or _unnamed(one.speaker), placed)
            if mention is None or described is not mention:
                extra.append(described)
            mention = described
        out.speakers.append(mention)
    better = {(m.start, m.end, m.kind): m for m in extra}
    found = [better.get((m.start, m.end, m.kind), m) for m in found]
    found = [*found, *first_persons(reading, attributed, out.speakers)]
    known_spans = {(m.start, m.end) for m in found}
    unique = {(m.start, m.end): m for m in extra if m.end - m.start <= LONGEST and (m.start, m.end) not in known_spans}
    out.mentions = sorted(_unique([*found, *unique.values()]), key=lambda m: (m.start, m.end, m.kind))
    return out


def _unnamed(who: Phrase) -> Mention:
    """A speaker who is no actor we can tell: an official, a group, a thing."""
    word: Word = who.head
    kind = "pronoun" if word.pos == "PRON" else "name" if word.pos == "PROPN" else "nominal"
    rule = "unresolved_pronoun" if kind == "pronoun" else "unresolved_name" if kind == "name" else "anonymous"
    return Mention(who.start, who.end, kind, None, rule, 0.6)


def _apart(found: list[Mention]) -> list[Mention]:
    """Mentions without overlaps: of two that overlap, the longer stays, of equals the first. A name inside a title
    stays."""
    out: list[Mention] = []
    taken = bytearray(max((m.end for m in found), default=0))
    for mention in sorted(found, key=lambda m: (-(m.end - m.start), m.start)):
        if mention.end - mention.start <= LONGEST and not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            out.append(mention)
    return sorted(out, key=lambda m: (m.start, m.end))


def _unique(found: list[Mention]) -> list[Mention]:
    """One mention per place and kind: its key must tell the rows apart."""
    seen: dict[tuple[int, int, str], Mention] = {}
    for mention in found:
        seen.setdefault((mention.start, mention.end, mention.kind), mention)
    return list(seen.values())
