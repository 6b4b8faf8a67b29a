"""The datelines' list is long enough, and its floors hold."""

from __future__ import annotations

import json

from tests.accuracy import datelines


def test_the_list_is_long_and_has_what_is_no_dateline() -> None:
    samples = list(datelines.samples())
    assert len(samples) >= 110
    assert sum(truth[0] is None and truth[3] is None for *_, truth in samples) >= 20


def test_no_figure_is_below_its_floor() -> None:
    figures, notes = datelines.measured()
    floors = json.loads(datelines.FLOORS.read_text(encoding="utf-8"))
    assert {name: figures[name] for name in floors if figures[name] < floors[name]} == {}, "\n".join(notes)
