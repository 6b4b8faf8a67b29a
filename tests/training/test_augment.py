"""Variants of a document have other words and the same labels."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.samples import names, sample
from training.augment import Pool, variant
from training.labels import Labelled

POOL = Pool(["Gudrun", "Pavel"], ["Okafor", "Tanaka"], ["Lisbon", "Quito"], ["Maltese", "Kenyan"])


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    return sample(tmp_path_factory.mktemp("augment"))


@given(seed=st.integers(0, 2**32))
def test_labels_stay_where_they_are(seed: int, doc: Labelled) -> None:
    other = variant(doc, POOL, random.Random(seed))
    assert len(other.words) == len(doc.words)
    for name in ("spans", "pointers", "name", "tag", "dep", "start"):
        assert np.array_equal(getattr(other, name), getattr(doc, name))
    assert other.paragraphs == doc.paragraphs and other.features == doc.features


@given(seed=st.integers(0, 2**32))
def test_only_names_and_marks_change_and_names_by_names_of_their_kind(seed: int, doc: Labelled) -> None:
    other = variant(doc, POOL, random.Random(seed))
    kinds = names(doc)
    fitting = {"B-GPE": POOL.places, "B-NORP": POOL.peoples, "I-PERSON": POOL.family}
    for n, (old, new) in enumerate(zip(doc.words, other.words, strict=True)):
        if new in (old, "[MASK]") or old == '"':
            continue
        if kinds[n] == "B-PERSON":
            is_alone = not kinds[n + 1].startswith("I-")
            assert new in (POOL.family if is_alone else POOL.given)
        else:
            assert new in fitting[kinds[n]]


def test_words_that_are_neither_names_nor_cues_change_for_others_of_their_class(doc: Labelled) -> None:
    pool = replace(POOL, words={0: ["harbour", "glass"]})
    changed = set()
    for seed in range(200):
        other = variant(doc, pool, random.Random(seed))
        for n, (old, new) in enumerate(zip(doc.words, other.words, strict=True)):
            if new in ("harbour", "glass") and new != old:
                changed.add(old)
                assert not doc.name[n] and not doc.spans[1, n]
    assert {"captain", "ferry"} <= changed and not changed & {"said", "told"}


def test_a_person_keeps_one_new_name_in_the_whole_story(doc: Labelled) -> None:
    places = [n for n, word in enumerate(doc.words) if word == "Brandt"]
    assert len(places) == 2
    changed = 0
    for seed in range(300):
        found = {variant(doc, POOL, random.Random(seed)).words[n] for n in places} - {"[MASK]"}
        assert len(found) <= 1
        changed += found <= set(POOL.family) and bool(found)
    assert changed > 20


def test_marks_open_and_close_in_pairs(doc: Labelled) -> None:
    places = [n for n, word in enumerate(doc.words) if word == '"']
    pairs = set()
    for seed in range(300):
        words = variant(doc, POOL, random.Random(seed)).words
        marks = [words[n] for n in places]
        if "[MASK]" not in marks:
            assert marks[0] == marks[2] and marks[1] == marks[3]
            pairs.add((marks[0], marks[1]))
    assert len(pairs) > 4


def test_about_one_word_in_thirty_is_blanked(doc: Labelled) -> None:
    words = [w for seed in range(300) for w in variant(doc, POOL, random.Random(seed)).words]
    assert 0.02 < words.count("[MASK]") / len(words) < 0.04


def test_the_document_itself_is_left_alone(doc: Labelled) -> None:
    before = list(doc.words)
    variant(doc, POOL, random.Random(1))
    assert doc.words == before
