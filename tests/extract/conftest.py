"""The reader is loaded once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import extract

VOCABULARY = Path(__file__).parents[2] / "schemas" / "vocabulary"


@pytest.fixture(scope="session")
def reader() -> extract.Reader:
    return extract.reader(VOCABULARY)
