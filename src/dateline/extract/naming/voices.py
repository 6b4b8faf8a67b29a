"""Whose words an attribution gives: the mention that its speaker phrase means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.extract.naming.cast import LONGEST, Mention
from dateline.extract.naming.lexicon import DETERMINERS, HONORIFICS, ORG_NOUNS, PAST, TITLES, is_person_noun
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution

_OF = frozenset(
    {"of", "for", "from", "by", "at", "to", "with", "against", "about", "in", "on", "near", "after", "under"}
)
_AND = frozenset({"and", "&"})


def voice(reading: Reading, one: Attribution, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that speaks; None where the phrase means nobody who is a mention. `mentions` in order of place."""
    who = one.speaker
    if who is None:
        return None
    inside = _overlapping(mentions, who.start, who.end)
    named = _named(reading, who, inside)
    if named:
        return _foremost(reading, named)
    on_head = sorted((m for m in inside if m.start <= who.head.start < m.end), key=lambda m: m.start - m.end)
    for mention in (*on_head, *_following(reading, who, mentions)):
        if mention.who is not None:
            return mention
    if who.head.lower == "who":
        return _antecedent(reading, who, mentions)
    free = [
        m
        for m in inside
        if m.who is not None
        and (m.start == _begin(reading, who) or _is_apposed(reading, who, m))
        and _fills(reading, who, m)
    ]
    return free[0] if free else on_head[0] if on_head else None


def _is_apposed(reading: Reading, who: Phrase, mention: Mention) -> bool:
    """`the ship's owner, Pelagia Lines`."""
    is_body = mention.kind == "name" and mention.who is not None and mention.who.kind == "organisation"
    return is_body and reading.text[who.head.end : mention.start] == ", "


def _antecedent(reading: Reading, who: Phrase, mentions: Sequence[Mention]) -> Mention | None:
    """Who a `who` is: what the tree hangs its clause on, else the last person named before it in the same clause."""
    noun = who.head.head.head if who.head.head.dep == "relcl" else None
    if noun is not None:
        found = next((m for m in _overlapping(mentions, noun.start, noun.start + 1) if m.who is not None), None)
        if found is not None:
            return found
    since = reading.words[reading.sentences[who.head.sentence][0]].start
    people = [m for m in _overlapping(mentions, since, who.start) if m.who is not None and m.who.kind == "person"]
    before = [m for m in people if m.kind in ("name", "title") and m.end <= who.start]
    if not before or any(w.pos in ("VERB", "AUX") for w in reading.between(before[-1].end, who.start)):
        return None
    return before[-1]


def _foremost(reading: Reading, named: list[Mention]) -> Mention | None:
    """Of several persons named in a phrase the one it is about; None where two speak together.

    `Clinton campaign spokesman Brian Fallon`: a name that others follow without a comma only says whose.
    """
    best = named[0]
    for other in named[1:]:
        if _is_joined(reading, best, other):
            return None
        if any(w.text == "," or w.lower in _OF for w in reading.between(best.end, other.start)):
            break
        best = other
    return best


def _named(reading: Reading, who: Phrase, inside: list[Mention]) -> list[Mention]:
    """The persons named in a phrase who are its centre: not those it is only of (`a lawyer for Ann Holm`)."""
    out = []
    for mention in inside:
        if mention.kind != "name" or mention.who is None or mention.who.kind != "person":
            continue
        if (
            mention.start < who.start
            or _is_beside_noun(reading, who, mention)
            or _is_owner(reading, mention)
            or _is_of(reading, who, mention)
        ):
            continue
        out.append(mention)
    return out


def _is_beside_noun(reading: Reading, who: Phrase, mention: Mention) -> bool:
    """Whether a name only says whose: `Trump supporters`."""
    following = reading.between(mention.end, who.end)[:1]
    return any(w.pos == "NOUN" and w.text[0].islower() and not w.text.startswith("who") for w in following)


def _is_owner(reading: Reading, mention: Mention) -> bool:
    following = reading.text[mention.end : mention.end + 2]
    return following in ("'s", "’s") or (following[:1] in ("'", "’") and reading.text[mention.end - 1] == "s")


def _is_of(reading: Reading, who: Phrase, mention: Mention) -> bool:
    """Whether a preposition of the phrase, or a verb of a clause in it, stands before the name."""
    before = reading.between(who.start, mention.start)
    for n in range(len(before) - 1, -1, -1):
        word = before[n]
        if word.text == ",":
            return any(w.entity == "PERSON" for w in before[:n]) and not any(
                is_person_noun(w.lower) for w in before[:n]
            )
        if word.lower in ("who", "whose", "which"):
            return True
        if word.lower in _OF:
            return all(_is_of_name(w) for w in before[n + 1 :])
    return False


def _is_of_name(word: Word) -> bool:
    """Whether a word between a preposition and a name is part of it: `for Prime Minister` Holm, not `of State`."""
    lower = word.lower.rstrip(".")
    return lower in DETERMINERS or lower in TITLES or lower in HONORIFICS or is_person_noun(lower) or lower in PAST


def _is_joined(reading: Reading, one: Mention, other: Mention) -> bool:
    """`Ann Holm and Per Holm said`: two who speak with one voice are no one actor."""
    between = [w.lower for w in reading.between(one.end, other.start)]
    return bool(between) and between[-1] in _AND | {","} and bool(_AND & set(between))


def _following(reading: Reading, who: Phrase, mentions: Sequence[Mention]) -> list[Mention]:
    """A person named right after the phrase: `the minister` | `, Ann Holm,`."""
    return [
        m
        for m in _overlapping(mentions, who.end, who.end + 3)
        if m.start > who.head.start
        and reading.text[who.end : m.start] in (", ", " ")
        and m.kind == "name"
        and m.who is not None
        and m.who.kind == "person"
        and is_person_noun(who.head.lower)
    ]


def _begin(reading: Reading, who: Phrase) -> int:
    """Where a phrase begins, its article left out for names."""
    words = reading.between(who.start, who.end)
    return words[1].start if len(words) > 1 and words[0].lower == "the" else who.start


def _fills(reading: Reading, who: Phrase, mention: Mention) -> bool:
    """Whether nothing but an addition follows the mention: `SkyPetrel, which …`."""
    rest = reading.text[mention.end : who.end].lstrip()
    return not rest or rest[0] in ",(—–"


def _overlapping(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Of mentions in order of place, those that share a code point with start:end."""
    first = bisect_left(mentions, start - LONGEST, key=_start)
    last = bisect_left(mentions, end, key=_start)
    return [m for m in mentions[first:last] if m.end > start]


def _start(mention: Mention) -> int:
    return mention.start


def printed_name(reading: Reading, mention: Mention | None) -> str | None:
    """The name of who speaks: the actor's, and an institution's of a state as it is printed (`Russian Foreign
    Ministry`, `White House`), which says more than the state's. A name of which no more is known stands for itself."""
    if mention is None:
        return None
    who = mention.who
    text = " ".join(reading.text[mention.start : mention.end].split())
    if who is None:
        is_name = mention.kind == "name" and mention.rule in ("unresolved_surname", "unresolved_name")
        return text.removeprefix("The ").removeprefix("the ") if is_name and mention.end - mention.start < 80 else None
    if who.kind == "country" and mention.kind in ("name", "nominal") and not who.is_local:
        words = text.split()
        bare = text[4:] if words[0].casefold() == "the" else text
        if len(words) > 1 and (words[-1].casefold() in ORG_NOUNS or words[-1] in ("House", "Ministry", "Department")):
            return bare
    return who.name
