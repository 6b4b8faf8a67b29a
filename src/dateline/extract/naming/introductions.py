"""What persons and bodies are introduced as: `museum director Anna Holm`, `Anna Holm, a physicist`, `the carrier X`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.authority.names import fold
from dateline.extract.naming.cast import Cast, Who
from dateline.extract.naming.lexicon import DETERMINERS, HONORIFICS, ORG_NOUNS, TITLES, is_person_noun
from dateline.extract.naming.runs import Run
from dateline.extract.reading import Reading, Word

_OF = frozenset({"of", "for", "at", "in", "with", "from", "to", "on", "who", "whose", "which", "that"})
_BREAKS = frozenset({".", ";", ":", "(", ")", '"', "“", "”", "!", "?", "—", "–", "...", "…"})
_CHOSEN = frozenset({"elected", "appointed", "named", "re-elected", "chosen", "nominated"})
_BACK = 9
_FORTH = 16


def introduce(reading: Reading, cast: Cast, run: Run, who: Who) -> None:
    """Teaches the cast what a person is introduced as at one place where his full name stands."""
    at = reading.words[run.first].start
    for phrase in (*_before(reading.words, run), *_behind(reading.words, run)):
        _describe(cast, phrase, who, at)
    first = reading.words[run.first].lower
    if first in TITLES and run.last - run.first > 1:  # `Pope Francis`
        cast.describe(first, who, at)
    _chosen(reading, cast, run, who)


def _chosen(reading: Reading, cast: Cast, run: Run, who: Who) -> None:
    """`Ann Holm has been elected mayor`: she may be called the mayor, and the mayor-elect."""
    following = reading.words[run.last : run.last + 8]
    for n, word in enumerate(following[:-1]):
        if word.text in (".", ",", ";"):
            return
        if word.lower in _CHOSEN:
            noun = next((w.lower for w in following[n + 1 : n + 4] if is_person_noun(w.lower)), None)
            if noun:
                cast.describe(noun, who, word.start)
                cast.describe(f"{noun}-elect", who, word.start)
            return


def is_introduced(reading: Reading, run: Run) -> bool:
    """Whether a name is followed by what its bearer is: `Fátima, a baker`."""
    return bool(_behind(reading.words, run))


def is_called_body(reading: Reading, run: Run) -> bool:
    """Whether a name is followed by what sort of body it is: `SkyPetrel, the low-cost carrier`."""
    return apposed(reading.words, run.last) in ORG_NOUNS


def apposed(words: Sequence[Word], at: int) -> str:
    """The noun, for a person or a body, of an addition that begins with a comma at word `at`: `, the museum's head of
    security` → head. Empty where there is none."""
    if at + 2 >= len(words) or words[at].text != "," or words[at + 1].lower not in ("a", "an", "the", "his", "her"):
        return ""
    noun = ""
    for word in words[at + 2 : at + 10]:
        if word.text in ("'s", "’s"):
            noun = ""
        elif word.text == "," or word.text in _BREAKS or word.lower in _OF or word.pos in ("VERB", "AUX"):
            break
        elif word.lower in ORG_NOUNS or is_person_noun(word.lower):
            noun = word.lower
    return noun


def describe_name(cast: Cast, who: Who, text: str, at: int) -> None:
    """Teaches the cast the nouns in a body's own names: the International Atomic Energy Agency is an agency."""
    for word in fold(f"{text} {who.name}").split():
        if word in ORG_NOUNS:
            cast.describe(word, who, at)


def describe_body(reading: Reading, cast: Cast, run: Run, who: Who) -> None:
    """Teaches the cast what an organisation is called: by the noun before or after it, and by the last of its own."""
    words = reading.words
    at = words[run.first].start
    describe_name(cast, who, "", at)
    if run.first and words[run.first - 1].lower in ORG_NOUNS:
        cast.describe(words[run.first - 1].lower, who, at)
    noun = apposed(words, run.last)
    if noun in ORG_NOUNS:
        cast.describe(noun, who, at)


def _describe(cast: Cast, phrase: list[Word], who: Who, at: int) -> None:
    """Notes the nouns of a phrase: all that mean persons, with the phrase's other words."""
    texts = [fold(word.text) for word in phrase]
    for n, word in enumerate(phrase):
        lower = word.lower.rstrip(".")
        if not (is_person_noun(lower) or lower in TITLES):
            continue
        if n + 1 < len(texts) and phrase[n + 1].text in ("'s", "’s"):
            continue  # `the minister's brother`
        cast.describe(lower, who, at, (t for m, t in enumerate(texts) if m != n and t))
        if n and phrase[n - 1].text == "-":  # `mayor-elect`
            cast.describe(f"{phrase[n - 2].lower}-{lower}" if n > 1 else lower, who, at)


def _before(words: list[Word], run: Run) -> list[list[Word]]:
    """The phrases before a name: the titles that touch it, and the one before a comma (`the minister, Ann Holm`)."""
    n = run.first - 1
    touching: list[Word] = []
    while n >= 0 and run.first - n <= _BACK and _joins(words, n, run.first):
        touching.insert(0, words[n])
        n -= 1
    out = [touching] if touching else []
    if n < 1 or words[n].text != "," or words[n].paragraph != words[run.first].paragraph:
        return out
    apart: list[Word] = []
    n -= 1
    while n >= 0 and len(apart) < _BACK and words[n].text != "," and words[n].text not in _BREAKS:
        if words[n].pos in ("VERB", "AUX") and not is_person_noun(words[n].lower):
            break
        apart.insert(0, words[n])
        if words[n].lower in DETERMINERS:
            break
        n -= 1
    head = _head_part(apart)
    if head and (is_person_noun(head[-1].lower) or head[-1].lower in TITLES):
        out.append(_noun_part(apart))
    return out


def _joins(words: list[Word], n: int, first: int) -> bool:
    """Whether word n still belongs to the titles before a name."""
    word = words[n]
    if word.paragraph != words[first].paragraph or word.text in _BREAKS or word.text == ",":
        return False
    if word.lower in DETERMINERS or word.lower in _OF or word.text in ("'s", "’s", "'"):
        return False
    is_role = is_person_noun(word.lower) or word.lower.rstrip(".") in TITLES or word.lower.rstrip(".") in HONORIFICS
    if n == first - 1 and not is_role:
        return False
    return is_role or word.text == "-" or word.pos in ("NOUN", "PROPN", "ADJ") or word.text[0].isupper()


def _behind(words: list[Word], run: Run) -> list[list[Word]]:
    """The phrase after a name: `, 45, a baker`, `, president of the union`, ` is the director`."""
    following = words[run.last : run.last + _FORTH]
    if not following or following[0].paragraph != words[run.first].paragraph:
        return []
    if following[0].lower in ("is", "was") and len(following) > 1 and following[1].lower in DETERMINERS:
        return [_noun_part(following[1:7])]
    if following[0].text != ",":
        return []
    at = 1
    if len(following) > 2 and following[1].text.isdigit() and following[2].text == ",":
        at = 3
    phrase: list[Word] = []
    for word in following[at:]:
        if word.text == "," or word.text in _BREAKS or (word.pos in ("VERB", "AUX") and not is_person_noun(word.lower)):
            break
        if word.lower in ("he", "she", "they", "it", "and", "but", "who", "whose"):
            break
        phrase.append(word)
    if any(w.entity == "PERSON" and (is_person_noun(v.lower) or v.lower in TITLES) for v, w in pairwise(phrase)):
        return []  # `Ann Holm, the lawyer Per Lund said`: he is the lawyer
    if not phrase or not any(is_person_noun(w.lower) or w.lower in TITLES for w in _head_part(phrase)):
        return []
    is_name = phrase[0].text[0].isupper() and phrase[0].lower not in TITLES | DETERMINERS
    if is_name and not is_person_noun(_head_part(phrase)[-1].lower):
        return []
    return [_noun_part(phrase)]


def _head_part(phrase: list[Word]) -> list[Word]:
    """A noun phrase up to its first preposition: its last word is the head."""
    out = []
    for word in phrase:
        if word.lower in _OF:
            break
        out.append(word)
    return out


def _noun_part(phrase: list[Word]) -> list[Word]:
    """The head part, and behind it what it is of, as words that only qualify it (`of Russia`)."""
    head = _head_part(phrase)
    return [w for w in head if w.lower not in DETERMINERS] or phrase[:1]
