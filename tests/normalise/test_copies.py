"""Marks: the same words have the same ones, wherever they stand and whatever stands beside them."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.normalise.copies import MOST_MARKS, marks

WORDS = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in ("l", "nd", "rst", "mmering", "tternational")]


def text(seed: int, sentences: int) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=20)).capitalize() + "." for _ in range(sentences)]


def test_marks_are_of_words_and_stand_inside_a_sentence() -> None:
    one, two, other = marks(
        [
            "“Hello there,” he said on Monday in Москва. A second sentence stands right here.\n\nYes.",
            "hello there he said on monday in МОСКВА! a second sentence – stands “right” here",
            "hello there he said on monday in МОСКВА a second sentence stands right here",
        ]
    )
    assert one.tolist() == two.tolist() and len(one)
    assert set(one) < set(other)
    assert [len(found) for found in marks(["", "Four words stand here.", "…"])] == [0, 0, 0] and marks([]) == []


def test_marks_are_the_same_on_every_machine() -> None:
    (found,) = marks(["one two three four five six seven eight nine ten eleven"])
    assert found.tolist() == [52371494, 62778383, 257338937, 1237489446]


@given(st.lists(st.text(max_size=300), max_size=6), st.integers(0, 5))
def test_neighbours_change_nothing(texts: list[str], place: int) -> None:
    found = marks(texts)
    assert len(found) == len(texts)
    for alone, together in zip(texts, found, strict=True):
        assert marks([alone])[0].tolist() == together.tolist() == sorted(set(together.tolist()))


@given(st.lists(st.text("aAzZéÉßẞİıŞşΣσςЖжǅǆⅠKµ“–’.! \n0", max_size=200), max_size=4))
def test_case_does_not_count(texts: list[str]) -> None:
    texts = [text + " and Five More Words Stand Here ÀÉ" for text in texts]
    for one, lowered in zip(marks(texts), marks([text.lower() for text in texts]), strict=True):
        assert one.tolist() == lowered.tolist()


def test_the_share_of_marks_is_the_share_of_text() -> None:
    for kept in (30, 50, 80):
        original, own = text(kept, 100), text(kept + 1, 100)
        first, copy = marks([" ".join(original), " ".join([*own[kept:], *original[:kept]])])
        share = len(np.intersect1d(first, copy)) / len(copy)
        assert abs(share - kept / 100) < 0.06
        (short,) = marks([" ".join(original[:kept])])
        assert set(short.tolist()) <= set(first.tolist())


def test_a_very_long_text_keeps_its_lowest() -> None:
    (found,) = marks([" ".join(text(1, 2000))])
    assert len(found) == MOST_MARKS and (np.diff(found) > 0).all()
