"""Wires and word lists for the tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.normalise import Vocabulary, vocabulary
from dateline.sources import Wire, wires

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    return vocabulary(ROOT / "schemas" / "vocabulary")


@pytest.fixture(scope="session")
def known_wires() -> dict[str, Wire]:
    return wires(ROOT / "sources")
