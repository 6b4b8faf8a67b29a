"""A person named once and then described: `Dmitry Peskov told reporters … The spokesman recalled …`.

News copy likes another word for whom it has just named. Where the paragraph so far names one person and no more, a
following `the …` with a noun for persons is that person, unless country or gender speak against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.extract.naming.cast import Cast, Mention, Who
from dateline.extract.naming.lexicon import PAST, gender_of_noun, is_person_noun
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading

_SURE = 0.7


def continued(reading: Reading, cast: Cast, speaker: Phrase, mention: Mention, found: Iterable[Mention]) -> Mention:
    """The mention of a speaker with the person whom it describes, or as it was where that cannot be told."""
    words = reading.between(mention.start, mention.end)
    head = speaker.head
    if mention.who is not None or not words or words[0].lower != "the":
        return mention
    if not is_person_noun(head.lower) and not _is_citizen(cast, speaker):
        return mention
    before = [word for word in words if word.i <= head.i]  # what follows (`, a former nun`) is told of the same person
    if any(word.lower in PAST for word in before) or _is_of_another_body(reading, speaker, mention):
        return mention
    start = reading.paragraphs[head.paragraph][0]
    here = [
        m for m in found
        if start <= m.start and m.end <= mention.start and m.kind in ("name", "title", "pronoun")
        and reading.regions.at(m.start) is None  # whom he names in his own words is somebody else
    ]  # fmt: skip
    people = {m.who.key: m.who for m in here if m.who is not None and m.who.kind == "person"}
    unknown = any(m.who is None for m in here)
    if len(people) != 1 or unknown:
        return mention
    (who,) = people.values()
    if _is_against(reading, cast, who, head.lower, mention):
        return mention
    return replace(mention, who=who, rule="continued", confidence=_SURE)


def _is_citizen(cast: Cast, speaker: Phrase) -> bool:
    """`the Norwegian`: one person, by his country."""
    text = speaker.head.text
    return text[:1].isupper() and any(actor.kind == "country" for actor in cast.authority.by_name(text))


def _is_of_another_body(reading: Reading, speaker: Phrase, mention: Mention) -> bool:
    """`The secretary general of the choir` introduces somebody new."""
    end = max(speaker.end, mention.end)
    return any(word.lower in ("of", "for", "'s", "’s") for word in reading.between(mention.start, end + 4))


def _is_against(reading: Reading, cast: Cast, who: Who, noun: str, mention: Mention) -> bool:
    gender = gender_of_noun(noun)
    if gender is not None and cast.gender(who) not in (None, gender):
        return True
    if who.is_local:
        return False
    country = cast.authority.actors[who.key].country
    states = {
        actor.key
        for word in reading.between(mention.start, mention.end)
        if word.text[:1].isupper() and word.lower != "the"
        for actor in cast.authority.by_name(word.text)
        if actor.kind == "country"
    }
    return bool(states) and country is not None and country not in states
