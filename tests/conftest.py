"""What every test may ask for: the project's folders, a home of its own, a clock that stands still."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from dateline import home as places

ROOT = Path(__file__).resolve().parents[1]
# Timings belong to benchmarks; and in continuous integration the same commit must give the same verdict.
settings.register_profile("dateline", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("dateline")

SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def project() -> places.Project:
    return places.Project(ROOT)


@pytest.fixture
def home(tmp_path: Path) -> places.Home:
    return places.Home(tmp_path / "var")


@pytest.fixture
def noon() -> datetime:
    """A fixed moment, later than every sample."""
    return datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Data that is not part of the project; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"shared data is absent: {SHARED} (set DATELINE_SHARED)")
    return SHARED
