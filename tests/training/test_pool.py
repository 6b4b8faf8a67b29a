"""Names and words to put in the place of others: the authority's, and those of the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.training.samples import sample
from training.augment import Pool
from training.pool import pool, words_by_class


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Pool:
    return pool(ROOT / "schemas" / "vocabulary", [sample(tmp_path_factory.mktemp("pool"))])


def test_names_of_the_authority_and_of_the_documents_are_in_it(found: Pool) -> None:
    assert {"Angela", "Marta", "Olle"} <= set(found.given)
    assert {"Merkel", "Lindqvist", "Brandt"} <= set(found.family)
    assert {"Sweden", "Stockholm"} <= set(found.places)
    assert "Swedish" in found.peoples


def test_every_name_is_one_word_of_letters(found: Pool) -> None:
    for group in (found.given, found.family, found.places, found.peoples):
        assert group and all(word.isalpha() and len(word) > 2 for word in group)


def test_the_order_does_not_depend_on_the_run(found: Pool, tmp_path: Path) -> None:
    assert pool(ROOT / "schemas" / "vocabulary", [sample(tmp_path)]) == found
    assert list(found.family) == sorted(set(found.family))


def test_words_of_a_class_are_neither_names_nor_cues(tmp_path: Path) -> None:
    (words,) = words_by_class([sample(tmp_path)], different=5).values()
    assert {"ferry", "captain", "nobody"} <= set(words)
    assert not {"said", "told", "Gothenburg", "Olle"} & set(words)


def test_a_class_of_few_words_gives_none(tmp_path: Path) -> None:
    assert not words_by_class([sample(tmp_path)])
