"""Who speaks where nobody is named: the type of a speaker, and what a text tells of an unnamed source or a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.extract.authority.authority import Authority
from dateline.extract.naming.cast import Mention, Who, known
from dateline.extract.naming.places import Places
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution
from dateline.extract.saying.frame import Frame
from dateline.extract.saying.sources import Sources

_BY_OFFICE = frozenset(("holder_of_office", "holder_unknown", "office_of_the_past", "office_without_state"))
_PERSONS = (
    "ambiguous_surname",
    "ambiguous_first_name",
    "unresolved_surname",
    "another_of_that_name",
    "surname_of_other_gender",
)
"""Why a person who is named could not be told."""
_BY_ENTITY = {"ORG": "institution", "GPE": "institution", "NORP": "group", "FAC": "institution"}
_SOME = frozenset(
    ("group", "number", "handful", "majority", "dozens", "couple", "chorus", "minority", "range", "series")
)
"""Nouns that only count: `a number of` `lawmakers`."""
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: n for n, word in enumerate(_NUMBERS, 1)}
_COUNTS |= {"a": 1, "an": 1, "another": 1}
_VAGUE = frozenset(("several", "some", "many", "few", "various", "multiple", "numerous", "dozens", "other"))
_PEOPLE = frozenset(("people", "those"))
_MOST_AFTER = 10
_MOST_NAME = 4
_REFUSING = (
    r"(?:who )?(?:has |have |had )?(?:ask|declin|request|refus|wish|want|insist|prefer)(?:ed|ing|s)?"
    r"(?: (?:on|for|that|to|not|be|been|remain|stay|being|he|she|they|his|her|their|its|name|is|was|were|go|by))*"
    r" (?:named|identified|quoted|anonymous|unnamed|unidentified|nameless|anonymity|name(?: used| published| given)?)"
    r"(?: by name)?"
)
_CONDITION = (
    r"(?:who )?(?:(?:speaking|speak|spoke|talking|talked) )?(?:on|under) (?:the )?condition"
    r" (?:of (?:strict )?anonymity|that (?:he|she|they) (?:would )?not be (?:named|identified|quoted)(?: by name)?)"
)
_FORBIDDEN = (
    r"(?:who |because (?:he|she|they|the \w+) |as (?:he|she|they) |since (?:he|she|they) )?"
    r"(?:was|were|is|are|(?:wa|were|is|are)s?n[’']t)(?: not)? (?:authori[sz]ed|allowed|permitted|cleared) to"
    r" (?:speak|talk|comment|discuss|brief)[^,.;:“”\"\n]{0,120}"
)
_WHY = (
    r"(?:,? (?:because|since|as|for fear|due to|given|citing|in order|so as) [^,.;:“”\"\n]{3,160}"
    r"| to (?:discuss|describe|speak|talk)[^,.;:“”\"\n]{3,120})?"
)
_REASON = re.compile(rf"\b(?:(?:{_CONDITION}|{_REFUSING}){_WHY}|{_FORBIDDEN})", re.IGNORECASE)


@dataclass(frozen=True)
class Described:
    """What a text tells of a speaker whom it does not name. `role` is the noun, singular, where a list
    knows it; `reason` why he is not named,
    as printed."""

    role: str | None
    seniority: str | None = None
    organisation: Who | None = None
    countries: tuple[Who, ...] = field(default=())
    count: int | None = None
    is_plural: bool = False
    reason: str | None = None


def speaker_type(one: Attribution, mention: Mention | None, words: Sources) -> str:
    """named, office, anonymous, group, institution or unknown; docs/speakers.md says what each means."""
    if one.speaker is None:
        return "unknown"
    head, who = one.speaker.head, mention.who if mention else None
    if who is not None and who.kind == "person" and mention is not None:
        return "office" if mention.kind == "title" and mention.rule in _BY_OFFICE else "named"
    by_noun = _by_noun(one.speaker, _noun(head), words)
    if who is not None:
        return "group" if by_noun == "group" or (mention is not None and mention.rule == "demonym") else "institution"
    if by_noun is not None:
        return by_noun
    if mention is not None and mention.kind == "title":
        return "office"
    if head.entity == "PERSON" or (mention is not None and mention.rule in _PERSONS):
        return "named"
    return _BY_ENTITY.get(head.entity, "unknown") if head.pos == "PROPN" else "unknown"


def _by_noun(speaker: Phrase, head: Word, words: Sources) -> str | None:
    """The type that the speaker's noun alone gives; None for a noun that is on no list."""
    noun, is_plural = singular(head, words), _is_plural(head, words)
    if words.has("unnamed", noun):
        return "anonymous"
    if words.has("voices", noun):
        return "group" if is_plural else "office"
    if words.has("members", noun) or words.has("offices", noun):
        first = _determiner(speaker, head)
        is_counted = first in _COUNTS or first in _VAGUE or first.isdigit()
        if is_plural:
            return "anonymous" if is_counted else "group"
        if words.has("offices", noun) and not is_counted:
            return "office"
        return "anonymous" if first not in ("the",) else None
    if is_plural and (words.has("groups", noun) or words.has("institutions", noun)):
        return "group"
    return "institution" if words.has("institutions", noun) else None


def described(
    one: Attribution,
    frame: Frame | None,
    reading: Reading,
    places: Places,
    authority: Authority,
    words: Sources,
) -> Described | None:
    """What the text tells of a speaker of type anonymous, group or office who is no person named; None without one."""
    if one.speaker is None or (one.speaker.head.pos == "PRON" and one.speaker.head.lower not in _PEOPLE):
        return None
    head, phrase = _noun(one.speaker.head), _extended(reading, one)
    organisation, countries = _belongs_to(phrase, places, authority, words)
    count = next((n for n in map(_count, phrase) if n is not None), None)
    ranks = [words.seniority[w.lower] for w in phrase if w.i < head.i and w.lower in words.seniority]
    is_plural, role = _is_plural(head, words), singular(head, words)
    return Described(
        role if any(role in nouns for nouns in words.kinds.values()) else None, ranks[0] if ranks else None,
        organisation, countries, count if count is not None or is_plural else 1, is_plural,
        _reason(frame, reading, one.speaker),
    )  # fmt: skip


def _extended(reading: Reading, one: Attribution) -> list[Word]:
    """The words of the speaker's phrase and of what hangs on it: `a source` `in the Russian foreign ministry`."""
    assert one.speaker is not None
    found = reading.between(one.speaker.start, one.speaker.end)
    cue_start = one.cue_span[0] if one.cue_span else None
    if not found:
        return []
    at = found[-1].i + 1
    for word in reading.words[at : at + _MOST_AFTER]:
        if word.sentence != found[-1].sentence or word.pos not in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "PART"):
            break
        if word.start == cue_start or any(s <= word.start < e for s, e in one.spans):
            break
        found = [*found, word]
    return found


def _belongs_to(
    phrase: Sequence[Word], places: Places, authority: Authority, words: Sources
) -> tuple[Who | None, tuple[Who, ...]]:
    """The organisation and the states that a phrase names: as mentions, as adjectives (`French`), by region."""
    organisation: Who | None = None
    countries: dict[str, Who] = {}
    skip = -1
    for number, word in enumerate(phrase):
        if word.start < skip or not word.text[:1].isupper():
            continue
        for key in words.regions.get(word.lower, ()):
            countries.setdefault(key, known(authority.actors[key]))
        found, skip = _actor(phrase, number, places, authority)
        if found is not None and found.kind == "organisation" and organisation is None:
            organisation = found
        elif found is not None and found.kind == "country":
            countries.setdefault(found.key, found)
    return organisation, tuple(countries.values())


def _actor(phrase: Sequence[Word], number: int, places: Places, authority: Authority) -> tuple[Who | None, int]:
    """The state or organisation named at a word of a phrase, and where its name ends."""
    word = phrase[number]
    mention = places.over(word.start, word.end)
    if mention is not None and mention.who is not None and mention.who.kind != "person":
        return mention.who, mention.end
    for width in range(min(_MOST_NAME, len(phrase) - number), 0, -1):
        text = " ".join(w.text for w in phrase[number : number + width])
        found = [a for a in authority.by_name(text) if a.kind in ("country", "organisation")]
        if len(found) == 1:
            return known(found[0]), phrase[number + width - 1].end
    return None, word.end


def _reason(frame: Frame | None, reading: Reading, speaker: Phrase) -> str | None:
    """Why a source is not named, as printed in his sentence."""
    words = frame.words if frame is not None else reading.sentence(speaker.head)
    for match in _REASON.finditer(reading.text, words[0].start, words[-1].end):
        if reading.regions.at(match.start()) is None:
            return match.group().strip()
    return None


def _noun(head: Word) -> Word:
    """The noun that says who: `lawmakers` of `a number of lawmakers`."""
    of = next((c for c in head.children if c.lower == "of" and c.i == head.i + 1), None)
    inner = next((c for c in of.children if c.pos == "NOUN"), None) if of is not None and head.lower in _SOME else None
    return inner or head


def singular(word: Word, words: Sources) -> str:
    """The noun in the singular, whatever class the network gave it: the form that a list knows, else its lemma."""
    lower = word.lower
    if words.lists(lower):
        return lower
    forms = [word.lemma, lower.removesuffix("s"), lower.removesuffix("es")]
    forms += [lower[:-3] + "y"] if lower.endswith("ies") else []
    forms += [lower[:-3] + "man"] if lower.endswith("men") else []
    return next(filter(words.lists, forms), word.lemma)


def _is_plural(word: Word, words: Sources) -> bool:
    return word.tag in ("NNS", "NNPS") or word.lower in _PEOPLE or singular(word, words) != word.lower


def _determiner(speaker: Phrase, head: Word) -> str:
    """The first word of the phrase, or the numeral in it; blank for a bare noun."""
    found = [w for w in head.children if w.i < head.i and w.pos in ("DET", "NUM")]
    return found[-1].lower if found and found[-1].pos == "NUM" else (found[0].lower if found else "")


def _count(word: Word) -> int | None:
    if word.lower in _COUNTS:
        return _COUNTS[word.lower]
    return int(word.text) if word.text.isdecimal() and len(word.text) <= 6 else None
