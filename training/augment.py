"""Other names, other words, other quotation marks: variants of a document, so that what is learned is no one outlet's
habit.

A word is replaced by a word, so all labels stay where they are.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from training.labels import NAMES, Labelled

_DOUBLE_OPEN, _DOUBLE_CLOSE = ("“", "``"), ("”", "''")
_STYLES = (('"', '"'), ("“", "”"), ("‘", "’"), ("``", "''"), ("«", "»"), ("„", "“"), ("'", "'"))
_WEIGHTS = (30, 30, 16, 4, 6, 4, 10)
BLANK = "[MASK]"
_BLANKED = 0.03
_OTHERS = (0.0, 0.0, 0.1, 0.25)
"""Shares of words that are replaced by others of their class, one of them for a story."""


@dataclass(frozen=True)
class Pool:
    """Words to put in names: `given` and `family` of persons, `places`, `peoples`; `words`: number of a word class →
    its words as often as they are used."""

    given: Sequence[str]
    family: Sequence[str]
    places: Sequence[str]
    peoples: Sequence[str]
    words: Mapping[int, Sequence[str]] = field(default_factory=dict)


def variant(doc: Labelled, pool: Pool, rng: random.Random) -> Labelled:
    """The document with, by chance, other marks, other persons, other places, other words, and a few words blanked."""
    words = list(doc.words)
    if rng.random() < 0.5:
        _other_marks(words, rng)
    if rng.random() < 0.4:
        _other_names(doc, words, pool, rng)
    share = rng.choice(_OTHERS)
    if share:
        _other_words(doc, words, pool, share, rng)
    for place in range(len(words)):
        if rng.random() < _BLANKED:
            words[place] = BLANK
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


def _other_words(doc: Labelled, words: list[str], pool: Pool, share: float, rng: random.Random) -> None:
    """Words that are neither names nor cues, by words of the same class."""
    for place in np.flatnonzero((doc.name == 0) & (doc.spans[1] == 0)).tolist():
        others = pool.words.get(int(doc.tag[place]))
        if others and rng.random() < share and words[place].islower():
            words[place] = rng.choice(others)


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
