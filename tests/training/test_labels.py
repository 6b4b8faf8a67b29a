"""Spans of code points become labels and pointers of words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.training.samples import QUOTES, TEXT, document, names, sample, taught
from training.labels import BIO, IGNORED, NOWHERE, POINTERS, SPANS, Labelled, labelled, pairs


def marked(doc: Labelled, part: str) -> list[str]:
    """The runs of words that BIO labels mark."""
    runs: list[list[str]] = []
    for word, label in zip(doc.words, doc.spans[SPANS.index(part)], strict=True):
        if BIO[label] == "B":
            runs.append([word])
        elif BIO[label] == "I":
            runs[-1].append(word)
    return [" ".join(run) for run in runs]


def points(doc: Labelled, pointer: str) -> dict[str, str]:
    """Word → word it points to, of what is learned."""
    row = doc.pointers[POINTERS.index(pointer)]
    return {f"{n} {doc.words[n]}": doc.words[to] if to >= 0 else "nowhere" for n, to in enumerate(row) if to != IGNORED}


def test_spans_become_bio(tmp_path: Path) -> None:
    doc = sample(tmp_path)
    assert marked(doc, "content") == [
        '" The ferry will wait , "', '" and then it will leave . "', "nobody in Gothenburg waits",
    ]  # fmt: skip
    assert marked(doc, "cue") == ["told", "said"]
    assert marked(doc, "source") == ["harbour master Marta Lindqvist", "Brandt"]


def test_pointers_lead_from_content_to_cue_and_to_the_head_of_the_speaker(tmp_path: Path) -> None:
    doc = sample(tmp_path)
    inside = sum(bool(n) for n in doc.spans[0])
    assert list(points(doc, "content_cue").values()).count("told") == inside - 4
    assert set(points(doc, "content_source").values()) == {"Lindqvist", "Brandt"}
    assert sorted(points(doc, "cue_source").values()) == ["Brandt", "Lindqvist"]
    assert len(points(doc, "content_cue")) == len(points(doc, "content_source")) == inside


def test_words_outside_point_nowhere_and_are_not_learned(tmp_path: Path) -> None:
    doc = sample(tmp_path)
    outside = doc.spans[0] == 0
    assert (doc.pointers[0, outside] == IGNORED).all() and (doc.pointers[2, outside] == IGNORED).all()
    assert (doc.pointers[1, doc.spans[1] == 0] == IGNORED).all()


def test_a_quote_without_cue_and_speaker_points_nowhere(tmp_path: Path) -> None:
    doc = sample(tmp_path, [{"content": [0, 22], "cue": None, "speaker": []}])
    assert set(points(doc, "content_cue").values()) == set(points(doc, "content_source").values()) == {"nowhere"}
    assert not points(doc, "cue_source") and marked(doc, "cue") == []


def test_a_root_hangs_nowhere_and_every_other_word_on_its_head(tmp_path: Path) -> None:
    doc = sample(tmp_path)
    firsts = [first for first, _ in doc.paragraphs]
    assert (doc.pointers[3, firsts] == NOWHERE).all() and len(firsts) == 2
    others = np.delete(np.arange(len(doc.words)), firsts)
    assert (doc.pointers[3, others] == others - 1).all()


def test_labels_that_are_not_in_the_list_are_not_learned(tmp_path: Path) -> None:
    cut = document(tmp_path)
    doc = labelled(cut, taught(cut), ["NOUN|NN"], [])
    assert doc.tag[-1] == IGNORED and (doc.tag[:-1] == 0).all() and (doc.dep == IGNORED).all()
    assert names(doc)[doc.words.index("Marta")] == "B-PERSON"


@pytest.mark.parametrize(("start", "words"), [("erry will", ["ferry"]), ("ry will", [])])
def test_a_span_that_begins_inside_a_word_takes_it_when_it_holds_most(
    start: str, words: list[str], tmp_path: Path
) -> None:
    begin = TEXT.index(start)
    doc = sample(tmp_path, [{"content": [begin, TEXT.index(" will")]}])
    assert marked(doc, "content") == words


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (None, []), ([], []), ([3, 5], [(3, 5)]), ([[3, 5], [7, 9]], [(3, 5), (7, 9)]), ([[0, 2]], [(0, 2)]),
    ],
)  # fmt: skip
def test_spans_are_read_as_one_or_many_or_none(given: object, found: object) -> None:
    assert pairs(given) == found


def test_the_sample_says_what_it_means() -> None:
    assert TEXT[slice(*QUOTES[0]["speaker"])] == "harbour master Marta Lindqvist"
