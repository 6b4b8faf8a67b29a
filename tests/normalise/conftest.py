"""Wires and word lists for the tests of this room."""

from __future__ import annotations

import os
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


@pytest.fixture(scope="session")
def british() -> Wire:
    return Wire("daily", "Daily", "The Daily", "text", zone="Europe/London", country="gb")


@pytest.fixture(scope="session")
def american() -> Wire:
    return Wire("post", "Post", "The Post", "text", zone="America/New_York", country="us")


@pytest.fixture(scope="session")
def worldwide() -> Wire:
    return Wire("world", "World", "World", "text")


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared data is not on this machine; name its folder in DATELINE_SHARED")
    return folder
