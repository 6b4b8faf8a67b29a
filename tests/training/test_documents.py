"""What may be learned from, and what is refused with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import UsageError
from tests.conftest import ROOT
from tests.training.samples import QUOTES, TEXT, document, write
from training.documents import check_apart, documents
from training.labels import pairs

DOC: dict[str, Any] = {"doc_id": "a", "text": TEXT, "quotes": QUOTES}


def test_words_and_their_places_are_those_of_the_text(tmp_path: Path) -> None:
    doc = document(tmp_path)
    assert doc["doc_id"] == "a" and doc["quotes"] == QUOTES
    for word, start in zip(doc["words"], doc["starts"], strict=True):
        assert TEXT[start : start + len(word)] == word
    assert len(doc["features"]) == len(doc["words"]) and doc["paragraphs"][-1][1] == len(doc["words"])


@pytest.mark.parametrize(
    "doc",
    [
        [],
        {"text": TEXT},
        {"doc_id": 7, "text": TEXT},
        {"doc_id": "b", "text": " \n"},
        {**DOC, "quotes": {}},
        {**DOC, "quotes": [[0, 2]]},
        {**DOC, "quotes": [{"cue": [0, 2]}]},
        {**DOC, "quotes": [{"content": [0, len(TEXT) + 1]}]},
        {**DOC, "quotes": [{"content": [5, 5]}]},
        {**DOC, "quotes": [{"content": [-3, 5]}]},
        {**DOC, "quotes": [{"content": "0-5"}]},
        {**DOC, "quotes": [{"content": [[0, 5], 7]}]},
        {**DOC, "quotes": [{"content": [0, 5], "speaker": [9]}]},
        {**DOC, "quotes": [{"content": [0, 5], "speaker_head": {"start": 1}}]},
        DOC,
    ],
    ids=str,
)
def test_a_document_that_cannot_be_learned_from_is_named_by_its_line(doc: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "train.jsonl", DOC, doc)
    with pytest.raises(UsageError, match=r"train\.jsonl:2"):
        list(documents(path))


def test_a_torn_line_is_named_too(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text("{torn\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"train\.jsonl:1"):
        list(documents(path))


@pytest.mark.parametrize(
    "doc", [{**DOC, "text": "Other words."}, {**DOC, "doc_id": "b", "text": f" {TEXT}\n"}], ids=str
)
def test_what_is_held_apart_is_never_learned_from(doc: dict[str, Any], tmp_path: Path) -> None:
    doc = {**doc, "quotes": []}
    train, held = write(tmp_path / "train.jsonl", DOC), write(tmp_path / "dev.jsonl", doc)
    with pytest.raises(UsageError, match="held apart"):
        check_apart(train, held)


def test_others_may_be_held_apart(tmp_path: Path) -> None:
    train = write(tmp_path / "train.jsonl", DOC)
    check_apart(train, write(tmp_path / "dev.jsonl", {"doc_id": "b", "text": "Other words."}))


def test_the_example_of_the_page_means_what_it_says(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "training.md").read_text("utf-8")
    doc = json.loads(page.partition("```json\n")[2].partition("```")[0])
    (read,) = documents(write(tmp_path / "train.jsonl", doc))
    (quote,) = read["quotes"]
    said = {name: [read["text"][start:end] for start, end in pairs(quote[name])] for name in quote}
    assert said == {
        "content": ['"The ferry will wait,"', '"and then leave."'], "cue": ["said"],
        "speaker": ["harbour master Marta Lindqvist"], "speaker_head": ["Lindqvist"],
    }  # fmt: skip
