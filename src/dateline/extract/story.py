"""One text with all that was read out of it: mentions, attributions, and who the speakers are."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date

from dateline.extract.authority import Authority
from dateline.extract.cast import LONGEST, Cast, Mention, Who
from dateline.extract.clauses import clauses
from dateline.extract.cues import Cues
from dateline.extract.marked import Attribution, attributions
from dateline.extract.names import names
from dateline.extract.pronouns import first_persons, pronouns
from dateline.extract.reading import Reading, Word
from dateline.extract.speakers import Phrase
from dateline.extract.titles import learn, titles

_GROUPS = {"they", "we", "i", "you", "who", "it"}


@dataclass
class Story:
    """A text, read to the end. `speakers` gives each attribution's mention by its place in `attributions`."""

    reading: Reading
    on: date | None
    mentions: list[Mention]
    attributions: list[Attribution]
    speakers: list[Mention | None] = field(default_factory=list)


def story(reading: Reading, on: date | None, authority: Authority, cues: Cues) -> Story:
    """The mentions and attributions of a text that was told on day `on`."""
    cast = Cast(authority, on)
    found = names(reading, cast)
    learn(reading, found, cast)
    found = [*found, *_apart(titles(reading, cast, found))]
    found = [*found, *pronouns(reading, cast, found)]
    attributed = attributions(reading, clauses(reading, cues), cues)
    out = Story(reading, on, found, attributed)
    placed = sorted(found, key=_start)
    extra: list[Mention] = []
    for one in attributed:
        mention = _speaker(reading, one, placed)
        if mention is None and one.speaker is not None:
            mention = _unnamed(one.speaker)
            extra.append(mention)
        out.speakers.append(mention)
    found = [*found, *first_persons(reading, attributed, out.speakers)]
    known_spans = {(m.start, m.end) for m in found}
    unique = {(m.start, m.end): m for m in extra if m.end - m.start <= LONGEST and (m.start, m.end) not in known_spans}
    out.mentions = sorted(_unique([*found, *unique.values()]), key=lambda m: (m.start, m.end, m.kind))
    return out


def _speaker(reading: Reading, one: Attribution, mentions: list[Mention]) -> Mention | None:
    """The mention that is an attribution's speaker: the one on its head word, else the name set beside a title.

    `mentions` stand in order of place.
    """
    who = one.speaker
    if who is None:
        return None
    inside = _overlapping(mentions, who.start, who.end)
    beside = [
        m for m in inside if any(w.dep == "appos" and w.head is who.head for w in reading.between(m.start, m.end))
    ]
    on_head = sorted((m for m in inside if m.start <= who.head.start < m.end), key=lambda m: m.start - m.end)
    following = [
        m
        for m in _overlapping(mentions, who.end, who.end + 3)
        if m.start > who.head.start and reading.text[who.end : m.start] in (", ", " ") and _is_person(m)
    ]
    for choice in (on_head, beside, following):
        for mention in choice:
            if mention.who is not None:
                return mention
    if who.head.lower == "who" and who.head.head.dep == "relcl":
        noun = who.head.head.head
        named = _overlapping(mentions, noun.start, noun.start + 1)
        return named[0] if named else None
    if on_head:
        return on_head[0]
    return _compound(reading, who, inside)


def _overlapping(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """Of mentions in order of place, those that share a code point with start:end."""
    first = bisect_left(mentions, start - LONGEST, key=_start)
    last = bisect_left(mentions, end, key=_start)
    return [m for m in mentions[first:last] if m.end > start]


def _start(mention: Mention) -> int:
    return mention.start


def _is_person(mention: Mention) -> bool:
    return mention.kind == "name" and mention.who is not None and mention.who.kind == "person"


def _compound(reading: Reading, who: Phrase, inside: list[Mention]) -> Mention | None:
    """`Kremlin spokesman Dmitry Peskov` parsed with the wrong head: the one person named inside the phrase, at its
    end."""
    people = [m for m in inside if _is_person(m)]
    if len(people) == 1 and people[0].end >= who.head.end and not _owns(reading, people[0]):
        return people[0]
    return None


def _owns(reading: Reading, mention: Mention) -> bool:
    return any(w.dep == "poss" for w in reading.between(mention.start, mention.end))


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


def speaker_name(who: Who | None) -> str | None:
    """The canonical name of a speaker."""
    return who.name if who is not None else None
