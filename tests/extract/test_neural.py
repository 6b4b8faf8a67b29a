"""What stands around the network: words, windows, trees and the reading of its answers hold whatever it says."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.marks import Regions, regions
from dateline.extract.neural.attribute import Biases, attributions
from dateline.extract.neural.network import PROFILES, Answer, Network, weights_digest
from dateline.extract.neural.tree import heads
from dateline.extract.neural.windows import LONGEST, Window, batch, blocks, leaning, windows
from dateline.extract.neural.words import SHAPES, Words, words
from dateline.extract.reading import paragraphs, read
from dateline.extract.tokenizer import lemma, pipeline, tokenizer


def cut(text: str) -> Words:
    spans = paragraphs(text)
    return words(text, spans, Regions(regions(text, spans)), tokenizer())


@given(st.text(alphabet="ab “”\"'\n.,Ωж漢\t", max_size=200))
def test_words_are_where_they_stand_and_none_is_lost(text: str) -> None:
    found = cut(text)
    assert all(text[start : start + len(word)] == word for word, start in zip(found.text, found.start, strict=True))
    assert found.start == sorted(found.start)
    assert "".join(found.text) == "".join(text.split())


ODD = [
    "''", "'", ":)", "(", "-", ")", ";D", ".O", "D.", "can't", "he's", "e.g.", "said,", "“We", ".''", "o.O", "’’",
    "9am", "a.m.", ".", "km",
]  # fmt: skip


@given(st.lists(st.sampled_from(ODD), max_size=9))
def test_a_text_that_is_cut_a_stretch_at_a_time_is_cut_as_spacy_cuts_all_of_it(parts: list[str]) -> None:
    for text in (" ".join(parts), "\n".join(parts), "".join(parts), "  ".join(parts) + " (" + "".join(parts)):
        found = words(text, [(0, len(text))], Regions([]), tokenizer())
        whole = [t for t in pipeline().tokenizer(text.replace("\n", " ")) if not t.is_space]
        assert list(zip(found.text, found.start, strict=True)) == [(t.text, t.idx) for t in whole]


def test_words_inside_marks_and_their_shapes_are_features() -> None:
    found = cut('NATO said: "We agree." He left at 9.')
    inside = {w for w, f in zip(found.text, found.feature, strict=True) if f >= SHAPES}
    assert inside == {'"', "We", "agree", "."}
    assert dict(zip(found.text, (f % SHAPES for f in found.feature), strict=True)) == {
        "NATO": 2, "said": 0, ":": 3, '"': 3, "We": 1, "agree": 0, ".": 3, "He": 1, "left": 0, "at": 0, "9": 4,
    }  # fmt: skip


sized = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=300), min_size=1, max_size=8)


@given(sized, st.booleans())
def test_every_word_is_read_once_and_no_window_is_too_long(paragraph_sizes: list[list[int]], leans: bool) -> None:
    sizes = [size for paragraph in paragraph_sizes for size in paragraph]
    edges = np.cumsum([0, *map(len, paragraph_sizes)]).tolist()
    parts = blocks(["w"] * len(sizes), sizes, list(pairwise(edges)))
    found = windows(parts, sizes, [leans] * len(parts))
    assert [n for window in found for n in range(window.own, window.last)] == list(range(len(sizes)))
    for window in found:
        assert sum(sizes[window.first : window.last]) + len(window.blocks) + 1 <= LONGEST
        assert window.context == 0 or leans


def test_a_long_paragraph_is_cut_at_a_sentence_end() -> None:
    text = (["word"] * 99 + ["."]) * 5
    assert blocks(text, [1] * 500, [(0, 500)]) == [(0, 200), (200, 400), (400, 500)]


def test_a_window_that_begins_with_marks_is_read_with_the_paragraph_before() -> None:
    parts, leans = [(70 * n, 70 * n + 70) for n in range(6)], [False, True, True, True, False, False]
    found = windows(parts, [1] * 420, leans)
    assert [(one.first, one.own, one.last) for one in found] == [(0, 0, 210), (140, 210, 350), (350, 350, 420)]


def test_a_window_ends_early_where_what_follows_would_lean_on_it() -> None:
    parts = [(50 * n, 50 * n + 50) for n in range(6)]
    found = windows(parts, [1] * 300, [False, False, False, False, True, False])
    assert [(one.first, one.own, one.last) for one in found] == [(0, 0, 150), (150, 150, 300)]


def test_a_block_leans_where_marks_stand_in_it() -> None:
    assert leaning([(0, 2), (2, 4)], [0, 1, 2, SHAPES]) == [False, True]


def test_a_batch_says_where_words_begin() -> None:
    window = Window(((0, 2), (2, 3)))
    found = batch([window], [(7, 8), (9,), (10,)], [1, 2, 6])
    assert found.ids[0, :7].tolist() == [101, 7, 8, 9, 102, 10, 102]
    assert found.place[0].tolist() == [1, 3, 5]
    assert found.feature[0, :7].tolist() == [3, 1, 1, 2, 3, 6, 3]
    assert found.mask[0].sum() == 7


@given(st.integers(1, 40), st.integers(0, 2**32 - 1), st.floats(0.02, 0.9))
def test_trees_have_one_root_a_sentence_and_no_circle(count: int, seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    sentence = np.cumsum(rng.random(count) < share).astype(np.int64)
    found = heads(rng.normal(size=(count, count + 1)).astype(np.float32), sentence)
    assert (sentence[found] == sentence).all()
    for number in set(sentence.tolist()):
        assert (found == np.arange(count))[sentence == number].sum() == 1
    for word in range(count):
        seen = 0
        while found[word] != word:
            word, seen = int(found[word]), seen + 1
            assert seen <= count


def test_a_tree_follows_the_scores_where_they_make_one() -> None:
    scores = np.zeros((3, 4), np.float32)
    scores[0, 2] = scores[2, 2] = scores[1, 0] = 5  # both hang on word 1, which is a root
    assert heads(scores, np.zeros(3, np.int64)).tolist() == [1, 1, 1]


def answer(
    labels: dict[str, str], pointing: dict[tuple[int, int], int], window: Window | None = None, sure: float = 5.0
) -> Answer:
    """An answer from strings of O, B, I by kind, and targets (word + 1, 0 for none) by (pointer, word)."""
    count = len(labels["content"])
    spans = np.full((count, 9), -sure, np.float32)
    for row, kind in enumerate(("content", "cue", "source")):
        for place, label in enumerate(labels[kind]):
            spans[place, 3 * row + "OBI".index(label)] = -0.01
    pointers = np.full((3, count, count + 1), 1e-4, np.float32)
    pointers[:, :, 0] = 1
    for (pointer, place), target in pointing.items():
        pointers[pointer, place] = 1e-4
        pointers[pointer, place, target] = 1
    zeros = np.zeros(count, np.int32)
    window = window or Window(((0, count),))
    return Answer(window, spans, zeros, zeros, zeros, spans[:, 0], pointers, pointers[0])


def test_content_cue_and_source_are_joined_by_their_pointers() -> None:
    said = answer(
        {"content": "OOOBII", "cue": "OOBOOO", "source": "BIOOOO"},
        {(0, 3): 3, (0, 4): 3, (0, 5): 3, (1, 2): 2, (2, 3): 2, (2, 4): 2, (2, 5): 2},
    )
    (found,) = attributions([said], [True] * 6, Biases())
    assert (found.contents, found.cue, found.source, found.source_head) == ([(3, 6)], (2, 3), (0, 2), 1)


def test_a_content_that_points_nowhere_has_no_cue_and_no_source() -> None:
    said = answer({"content": "OBII", "cue": "BOOO", "source": "OOOO"}, {})
    (found,) = attributions([said], [True] * 4, Biases())
    assert (found.cue, found.source, found.source_head) == (None, None, None)


def test_two_contents_of_one_cue_are_one_attribution() -> None:
    said = answer(
        {"content": "BIOOBI", "cue": "OOOBOO", "source": "OOBOOO"},
        {(pointer, n): 4 if pointer == 0 else 3 for pointer in (0, 2) for n in (0, 1, 4, 5)} | {(1, 3): 3},
    )
    (found,) = attributions([said], [True] * 6, Biases())
    assert found.contents == [(0, 2), (4, 6)]


def test_a_long_content_that_points_to_two_cues_is_cut_where_it_turns() -> None:
    count = 16
    said = answer(
        {"content": "OB" + "I" * 12 + "OO", "cue": "B" + "O" * 14 + "B", "source": "O" * count},
        {(0, n): 1 if n < 7 else 16 for n in range(1, 14)},
    )
    found = attributions([said], [True] * count, Biases())
    assert [(one.contents, one.cue) for one in found] == [([(1, 7)], (0, 1)), ([(7, 14)], (15, 16))]


def test_what_was_read_in_the_window_before_is_not_read_again() -> None:
    pointing = {(0, 1): 1, (0, 3): 1}
    labels = {"content": "OBOB", "cue": "BOOO", "source": "OOOO"}
    first = answer({name: marks[:2] for name, marks in labels.items()}, {(0, 1): 1}, Window(((0, 2),)))
    second = answer(labels, pointing, Window(((0, 2), (2, 4)), context=1))
    (found,) = attributions([first, second], [True] * 4, Biases())
    assert found.contents == [(1, 2), (3, 4)]
    assert attributions([second], [True, True, True, False], Biases()) == []


def test_marks_alone_are_no_content() -> None:
    said = answer({"content": "OBI", "cue": "OOO", "source": "OOO"}, {})
    assert attributions([said], [True, False, False], Biases()) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_network_reads_any_text(profile: str) -> None:
    network = Network(profile)
    hostile = ["", "\ud800", "a" * 5000, '"' * 300, "漢字" * 400, "x\n\n" * 50, "\0\x1b[31m said."]
    hostile.append("https://" + "/a" * 900)
    for text in hostile:
        found = read(text, network)
        assert len(found.words) == sum(last - first for first, last in found.sentences)
        assert all(word.head.sentence == word.sentence for word in found.words)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_text_is_read_the_same_way(profile: str) -> None:
    text = "MOSCOW - Minister Anna Petrova said the talks had failed.\n\n“We are done,” she told reporters."
    one, other = read(text, Network(profile)), read(text, Network(profile))
    assert [(w.text, w.pos, w.dep, w.head.i) for w in one.words] == [
        (w.text, w.pos, w.dep, w.head.i) for w in other.words
    ]
    assert [e.label for e in one.entities if text[e.start : e.end] == "Anna Petrova"] == ["PERSON"]


def test_each_profile_has_a_digest_of_its_own() -> None:
    assert len({weights_digest(profile) for profile in PROFILES}) == len(PROFILES)


@pytest.mark.parametrize(
    ("word", "pos", "tag", "expected"),
    [("said", "VERB", "VBD", "say"), ("told", "VERB", "VBD", "tell"), ("meetings", "NOUN", "NNS", "meeting"),
     ("Putin", "PROPN", "NNP", "putin"), ("better", "ADJ", "JJR", "well"), ("were", "AUX", "VBD", "be")],
)  # fmt: skip
def test_lemmas(word: str, pos: str, tag: str, expected: str) -> None:
    assert lemma(word, pos, tag) in (expected, "good")
