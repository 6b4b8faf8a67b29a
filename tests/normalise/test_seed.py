"""The story that the project was created from, one fact a test."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.formats import text
from dateline.normalise import Vocabulary, document
from dateline.payload import Item, Payload
from dateline.sources import Wire


@pytest.fixture
def seed(shared: Path, known_wires: dict[str, Wire], words: Vocabulary) -> dict[str, Any]:
    (path,) = (shared / "data" / "seed").glob("*.txt")
    received = datetime(2026, 1, 15, tzinfo=UTC)
    wire = known_wires["independent"]
    (item,) = text.items(Payload(wire.id, "inbox:seed.txt", received, path.read_bytes()), wire)
    assert isinstance(item, Item)
    return document(item, wire, words, received)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline", "Nato overture to Russia"),
        ("agency", "Reuters"),
        ("byline", None),
        ("publisher", "The Independent"),
        ("published_at", "2009-09-18T23:00:00Z"),
        ("published_text", "Saturday 19 September 2009 00:00 BST"),
        ("published_zone", "BST"),
        ("language", "en"),
        ("status", "usable"),
    ],
)
def test_a_fact_of_the_seed_story(seed: dict[str, Any], name: str, value: object) -> None:
    assert seed[name] == value


def test_its_body_is_its_own_paragraphs(seed: dict[str, Any]) -> None:
    parts = seed["body"].split("\n\n")
    assert len(parts) == 3
    assert parts[0].startswith("Nato has proposed") and parts[-1].endswith("technology transfer.")


def test_its_torn_sentence_is_joined(seed: dict[str, Any]) -> None:
    assert 'brave" Barack Obama' in seed["body"]
