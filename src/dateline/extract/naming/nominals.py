"""Noun phrases that stand for an actor of the story: `the judge`, `the council's president`, `the company`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.extract.authority.names import fold
from dateline.extract.naming.cast import Cast, Description, Who
from dateline.extract.naming.lexicon import ORG_NOUNS, PAST, is_person_noun, synonyms
from dateline.extract.reading import Word

_CLOSE = 120
"""Two that fit and were last named within so many code points of each other fit equally."""
_FAR = 2500
"""So many code points after its last naming a body is no longer what `the company` means."""
_RANKS = frozenset({"prime", "vice", "deputy", "first", "assistant"})
_SORTS = frozenset({"club", "airline", "charity", "newspaper", "party", "agency", "team", "carrier"})
_NOUNS = ORG_NOUNS | PAST
_PLAIN = frozenset({"company", "firm", "group", "organisation", "organization"})


@dataclass(frozen=True, slots=True)
class Noun:
    """Words [first, last) from the determiner on; `head` is the noun, `qualifiers` the folded words with it."""

    first: int
    last: int
    head: Word
    qualifiers: frozenset[str]


def noun_at(words: list[Word], n: int) -> Noun | None:
    """The noun phrase that begins with the determiner at word n: `the council's president`."""
    at, qualifiers = n + 1, list[Word]()
    head: Word | None = None
    while at < len(words) and at - n <= 8 and words[at].paragraph == words[n].paragraph:
        word = words[at]
        if word.text in ("'s", "’s") or (word.text in ("'", "’") and head is not None and head.lower.endswith("s")):
            if head is None:
                return None
            head = None
        elif word.text == "-" or _is_nominal(word):
            if head is not None:
                qualifiers.append(head)
            head = word if word.text != "-" else None
        else:
            break
        at += 1
    if head is None:
        return None
    last = at
    texts = {fold(word.text) for word in qualifiers}
    if at + 1 < len(words) and words[at].lower in ("of", "for"):
        texts |= {fold(word.text) for word in words[at + 1 : at + 5] if word.text[0].isupper()}
    if head.i >= 2 and words[head.i - 1].text == "-":
        return Noun(n, last, head, frozenset(texts | {f"{words[head.i - 2].lower}-{head.lower}"}))
    return Noun(n, last, head, frozenset(texts))


def _is_nominal(word: Word) -> bool:
    if not word.text[0].isalpha():
        return False
    return word.pos in ("NOUN", "ADJ", "PROPN") or is_person_noun(word.lower) or word.lower in _NOUNS


def meant(
    cast: Cast, noun: str, qualifiers: Iterable[str], at: int, needed: frozenset[str] = frozenset()
) -> tuple[Who | None, str, float]:
    """Whom the story has introduced with a noun before a place; None where nobody, or two fit equally.

    `needed`: words that must have stood with the noun: a secretary general is no general.
    """
    words = frozenset(qualifiers)
    found, confidence = _introduced(cast, noun, words, at)
    found = [one for one in found if needed <= one.words]
    if not found and noun in ORG_NOUNS:
        found, confidence = _bodies(cast, noun, at), 0.65
    if not found:
        return None, "nobody_described", 0.5
    if len(found) > 1:
        plain = [one for one in found if not (one.words & _RANKS) - words]
        found = plain or found
    if len(found) > 1:
        best = max(len(one.words & words) for one in found)
        found = [one for one in found if len(one.words & words) == best]
    if len(found) == 1:
        return found[0].who, "described_in_story", confidence
    latest = sorted(found, key=lambda one: -cast.last_place(one.who, at))
    first, second = (cast.last_place(one.who, at) for one in latest[:2])
    if first - second <= _CLOSE:
        return None, "several_described", 0.5
    return latest[0].who, "described_in_story", confidence - 0.15


def _introduced(cast: Cast, noun: str, words: frozenset[str], at: int) -> tuple[list[Description], float]:
    hyphened = next((w for w in words if w.endswith(f"-{noun}")), None)
    for names, confidence in (((hyphened or noun,), 0.85), ((noun,), 0.8), (tuple(sorted(synonyms(noun))), 0.7)):
        found = [one for name in names for one in cast.described.get(name, ()) if one.at < at]
        if found:
            return list({one.who.key: one for one in found}.values()), confidence
    later = [one for one in cast.described.get(noun, ()) if one.who.kind == "person"]
    return (later, 0.6) if len(later) == 1 else ([], 0.5)


def _bodies(cast: Cast, noun: str, at: int) -> list[Description]:
    """Bodies of the story, not of the authority, that nothing says to be of another sort."""
    if noun not in _PLAIN and not synonyms(noun) & _PLAIN and noun not in _SORTS:
        return []
    first = bisect_left(cast.named_bodies, at - _FAR, key=_place)
    near = cast.named_bodies[first : bisect_left(cast.named_bodies, at, key=_place)]
    out = {who.key: Description(who, place, frozenset()) for place, who in near}
    fitting = [one for one in out.values() if not _is_of_other_sort(cast, one.who, noun)]
    return [one for one in fitting if one.who.is_local] or fitting


def _place(named: tuple[int, Who]) -> int:
    return named[0]


def _is_of_other_sort(cast: Cast, who: Who, noun: str) -> bool:
    kinds = cast.sorts.get(who.key, set())
    return bool(kinds) and not kinds & ({noun} | synonyms(noun))
