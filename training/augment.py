"""Other names, other quotation marks: variants of a document, so that what is learned is no one outlet's habit.

A word is replaced by a word, so all labels stay where they are.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.labels import NAMES, Labelled

_DOUBLE_OPEN, _DOUBLE_CLOSE = ("“", "``"), ("”", "''")
_STYLES = (('"', '"'), ("“", "”"), ("‘", "’"), ("``", "''"), ("«", "»"), ("„", "“"), ("'", "'"))
_WEIGHTS = (30, 30, 16, 4, 6, 4, 10)
_BLANK = "[MASK]"


@dataclass(frozen=True)
class Pool:
    """Words to put in names: `given` and `family` of persons, `places`, `peoples`."""

    given: Sequence[str]
    family: Sequence[str]
    places: Sequence[str]
    peoples: Sequence[str]


def variant(doc: Labelled, pool: Pool, rng: random.Random) -> Labelled:
    """The document with, by chance, other marks, other persons, other places, and a few words blanked."""
    words = list(doc.words)
    if rng.random() < 0.5:
        _other_marks(words, rng)
    if rng.random() < 0.4:
        _other_names(doc, words, pool, rng)
    blanked = 0.03
    for place in range(len(words)):
        if rng.random() < blanked:
            words[place] = _BLANK
    return replace(doc, words=words)


def _other_marks(words: list[str], rng: random.Random) -> None:
    opening, closing = rng.choices(_STYLES, _WEIGHTS)[0]
    is_open = False
    for place, word in enumerate(words):
        if word in _DOUBLE_OPEN:
            words[place], is_open = opening, True
        elif word in _DOUBLE_CLOSE:
            words[place], is_open = closing, False
        elif word == '"':
            words[place], is_open = (closing, False) if is_open else (opening, True)


def _other_names(doc: Labelled, words: list[str], pool: Pool, rng: random.Random) -> None:
    chosen: dict[tuple[str, str], str] = {}
    kinds = [NAMES[n] for n in doc.name]
    share = rng.choice((0.5, 1.0))
    for place, kind in enumerate(kinds):
        word = words[place]
        if kind == "O" or not word.isalpha() or not word[0].isupper() or len(word) < 3:
            continue
        is_single = kind[0] == "B" and (place + 1 == len(kinds) or kinds[place + 1][0] != "I")
        if kind.endswith("PERSON"):
            is_last = place + 1 == len(kinds) or not kinds[place + 1].startswith("I-PERSON")
            source, key = (pool.family, "family") if is_last else (pool.given, "given")
        elif is_single and kind.endswith("GPE"):
            source, key = pool.places, "place"
        elif is_single and kind.endswith("NORP"):
            source, key = pool.peoples, "people"
        else:
            continue
        if (key, word) not in chosen:
            chosen[key, word] = rng.choice(source) if rng.random() < share else word
        words[place] = chosen[key, word]
