"""The stance of a cue, of one word or of many."""

from __future__ import annotations

import pytest

from dateline.extract.marks import Regions
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.cues import Cues, cues
from tests.extract.conftest import VOCABULARY


@pytest.fixture(scope="module")
def lexicon() -> Cues:
    return cues(VOCABULARY)


def reading(words: str) -> Reading:
    """A sentence of `word/CLASS`; NOUN goes without saying."""
    found, at = [], 0
    for n, item in enumerate(words.split()):
        text, _, pos = item.partition("/")
        found.append(Word(n, text, pos or "NOUN", "", "dep", at, at + len(text), 0, 0))
        at += len(text) + 1
    for word in found:
        word.head = word
    return Reading(" ".join(w.text for w in found), [(0, at)], found, [(0, len(found))], [], Regions([]))


@pytest.mark.parametrize(
    ("words", "first", "last", "stance"),
    [
        ("She said/VERB that", 1, 2, "neutral"),
        ("She claimed/VERB that", 1, 2, "distancing"),
        ("She called/VERB him late", 1, 2, "neutral"),
        ("She called/VERB for talks", 1, 2, "commissive"),
        ("She called/VERB for talks", 1, 3, "commissive"),
        ("She warned/VERB in a statement that", 1, 5, "confrontational"),
        ("She said/VERB angrily/ADV that", 1, 3, "confrontational"),
        ("She did not deny/VERB that", 3, 4, "neutral"),
        ("She went/VERB on to praise/VERB him", 1, 5, "endorsing"),
        ("his claim/NOUN that", 1, 2, "distancing"),
        ("their call/NOUN to wait", 1, 2, "commissive"),
        ("She bellowed/VERB that", 1, 2, "confrontational"),
        ("She quibberfied/VERB that", 1, 2, "neutral"),
    ],
)
def test_stance(lexicon: Cues, words: str, first: int, last: int, stance: str) -> None:
    found = reading(words)
    assert lexicon.stance_of(found, found.words[first:last]) == stance


def test_words_that_only_carry_a_stance_have_one(lexicon: Cues) -> None:
    assert lexicon.others["bellow"] == "confrontational"
