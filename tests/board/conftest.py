"""A published house, the app on it, and a real browser where the machine has one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.board import board
from dateline.home import Home, Project
from tests.board.published_house import NOW, publish, rows


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, project: Project) -> Home:
    """A data home with one published version of `rows()`. Tests only read it."""
    home = Home(tmp_path_factory.mktemp("house"))
    publish(project, home, rows())
    return home


@pytest.fixture
def app(project: Project, house: Home) -> Any:
    return board(project, house, clock=lambda: NOW)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium of this machine."""
    found = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if found is None:
        pytest.skip("no chromium on this machine (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(Path(found)), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
