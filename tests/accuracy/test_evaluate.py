"""The figures on the samples' gold are at or above their recorded floors."""

from __future__ import annotations

import json

import pytest

from dateline import extract
from tests.accuracy.evaluate import FLOORS, ROOT, Count, Result, on_samples


@pytest.fixture(scope="module")
def result() -> Result:
    return on_samples(ROOT / "samples", extract.reader(ROOT / "schemas" / "vocabulary"))


NAMES = sorted(json.loads(FLOORS.read_text())["figures"])


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_at_or_above_its_floor(result: Result, name: str) -> None:
    floor = json.loads(FLOORS.read_text())["figures"][name]
    assert result.figures()[name] >= floor, "python -m tests.accuracy.evaluate --examples shows what was lost"


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    count = Count(right=3, found=4, there=6)
    assert (count.precision, count.recall, count.f1) == (75.0, 50.0, 60.0)
