"""The figures on the samples' gold are at or above their recorded floors; the measuring itself can tell good from bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline import extract
from tests.accuracy.evaluate import FLOORS, ROOT, Count, Result, on_samples


@pytest.fixture(scope="module")
def result() -> Result:
    return on_samples(ROOT / "samples", extract.reader(ROOT / "schemas" / "vocabulary"))


@pytest.mark.parametrize("name", sorted(n for n in json.loads(FLOORS.read_text())["figures"] if not n.startswith("shared")))
def test_a_figure_is_at_or_above_its_floor(result: Result, name: str) -> None:
    floor = json.loads(FLOORS.read_text())["figures"][name]
    assert result.figures()[name] >= floor, "python -m tests.accuracy.evaluate --examples shows what was lost"


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    count = Count(right=3, found=4, there=6)
    assert (count.precision, count.recall, count.f1) == (75.0, 50.0, 60.0)


def test_floors_are_where_they_are_looked_for() -> None:
    assert FLOORS == Path(__file__).with_name("floors.json")
