"""C30: what came from a wire does nothing to a terminal and is no markup, wherever it is printed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.console import json_text, print_json, print_rows, shown, tell, visible
from tests.cli.commands import Done
from tests.cli.conftest import Run

HOSTILE = "[red]Alarm[/red]\x1b[31m\x1b]0;owned\x07 two\nlines\r\x9b1m \u202eback\u2028[link=http://x]y[/link]\x00 [/]"


def is_inert(text: str) -> bool:
    return all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cs") for c in text)


@pytest.mark.parametrize("columns", [1, 40], ids=["a table", "records"])
def test_rows_are_inert(columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["[red]\x1b[31m", *(f"column {n}" for n in range(1, columns))]
    print_rows([dict.fromkeys(names, HOSTILE)])
    out = capsys.readouterr().out
    assert is_inert(out)
    assert "[red]Alarm[/red]" in out and "\\u001b[31m" in out and "[link=http://x]y[/link]" in out.replace("\n", "")
    assert len(out.splitlines()) <= columns + 8


def test_talk_is_inert(capsys: pytest.CaptureFixture[str]) -> None:
    tell(HOSTILE)
    err = capsys.readouterr().err
    assert is_inert(err) and err.count("\n") == 1 and "[red]Alarm[/red]" in err and "\\u000alines" in err


def test_json_is_inert_and_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"headline": HOSTILE, "torn": "\udc80", "kept": "Żółć 👩‍👩‍👧"})
    out = capsys.readouterr().out
    assert is_inert(out) and "Żółć" in out
    assert json.loads(out) == {"headline": HOSTILE, "torn": "\udc80", "kept": "Żółć 👩‍👩‍👧"}


def test_a_hostile_headline_on_its_way_through_the_commands(ingested: tuple[Path, Done], run: Run) -> None:
    home = {"DATELINE_HOME": str(ingested[0])}
    said = [
        ingested[1],
        run("sql", "SELECT headline FROM articles WHERE headline LIKE '%Alarm%'", **home),
        run("sql", "SELECT * FROM articles", **home),
        run("sql", "SELECT * FROM who_said_what", **home),
        run("sql", "SELECT chr(27) || '[31m[red]x' || chr(10) || 'y' AS \"[bold]a\"", **home),
    ]
    assert all(is_inert(done.out) and is_inert(done.talk) for done in said)
    assert "[red]Alarm[/red]" in said[0].out and "[link=http://x.example]now[/link]" in said[1].out
    assert said[4].out.split() == ["[bold]a", "\\u001b[31m[red]x\\u000ay"]


@given(st.text(st.characters(), max_size=80))
def test_visible_is_inert_and_keeps_what_can_be_seen(text: str) -> None:
    seen = visible(text)
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cs") or c == "\u00ad" for c in seen)
    assert visible(seen) == seen
    assert [c for c in text if c.isalnum()] == [c for c in seen if c.isalnum()] or "\\u" in seen


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=8)


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_any_value_is_one_strict_json_document(value: dict[str, object]) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    for text in (json_text(value), json_text(value, indent=2)):
        assert set(json.loads(text, parse_constant=refuse)) == set(value)
    assert "\n" not in json_text(value) and json_text(value).isascii()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (0.123456, "0.123"),
        (Decimal("2.50"), "2.50"),
        (date(2009, 9, 18), "2009-09-18"),
        (datetime(2009, 9, 18, 23, 0, 0, 999, tzinfo=UTC), "2009-09-18 23:00:00Z"),
        (["a", None, 1], "a, , 1"),
    ],
)
def test_values_as_a_person_reads_them(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(("width", "lines"), [(60, 5), (200, 3)])
def test_long_cells_fold_and_short_columns_stay(
    width: int, lines: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    headline = "Nato and Russia close to reopening hotline, diplomat says"
    rows: Sequence[dict[str, object]] = [{"day": date(2016, 4, n), "headline": headline, "n": n} for n in (1, 2)]
    print_rows(rows)
    out = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out).splitlines()
    assert len(out) == lines and all(len(line.rstrip()) <= width for line in out)
    assert sum("2016-04-0" in line for line in out) == 2
