"""The lists of printed times and of pages are long enough, and their floors hold."""

from __future__ import annotations

import json

from tests.accuracy import dates


def test_the_list_is_long_and_half_of_it_must_be_refused() -> None:
    strings = list(dates.strings())
    assert len(strings) >= 200
    assert sum(truth is None for _, _, truth, _ in strings) >= 80
    assert len(list(dates.pages())) >= 50


def test_c08_c11_no_string_is_silently_wrong() -> None:
    assert dates.on_strings().count["wrong"] == 0


def test_no_figure_is_below_its_floor() -> None:
    printed, (ours, alone) = dates.on_strings(), dates.on_pages()
    figures = dates.figures(printed, "strings") | dates.figures(ours, "pages")
    floors = json.loads(dates.FLOORS.read_text(encoding="utf-8"))
    assert {name: figures[name] for name in floors if figures[name] < floors[name]} == {}, "\n".join(ours.notes)
    assert ours.count["right"] > alone.count["right"], "what is added to htmldate must add"
