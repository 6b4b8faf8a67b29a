"""How the command line speaks: data as tables or JSON on standard output, talk on standard error, nothing interpreted.

What came from a wire is shown with its control characters visible and never as terminal commands or markup.
"""

from __future__ import annotations

import json
import math
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

OK, FAILURE, USAGE, PARTIAL, BUSY = 0, 1, 2, 3, 75

out = Console(highlight=False, soft_wrap=True)
talk = Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())  # a log's lines stay whole


def tell(line: str) -> None:
    """A line about progress, for a person."""
    talk.print(Text(visible(line)), style="dim")


def heading(line: str) -> None:
    """A heading above a table, on standard output as the table is."""
    out.print(Text(f"\n{line}"), style="bold")
    out.file.flush()


def visible(text: str) -> str:
    """The text with control characters (line breaks and escape sequences too) written out, so that they do nothing."""
    return "".join(c if unicodedata.category(c) not in _ACTIVE or c == "\u00ad" else f"\\u{ord(c):04x}" for c in text)


_ACTIVE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def shown(value: Any) -> str:
    """A value as a person reads it: times in UTC to the second, lists with commas, NULL as nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ") if value.tzinfo else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(v) for v in value)
    return visible(str(value))


def jsonable(value: Any) -> Any:
    """Times as ISO 8601 with Z, days as ISO 8601, whole decimals as integers, bytes as hex; for json.dumps."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return str(value)


def json_text(value: Any, indent: int | None = None) -> str:
    """The value as one JSON document. What JSON has no number for (NaN, infinity) is null."""
    try:
        return json.dumps(value, ensure_ascii=indent is None, indent=indent, default=jsonable, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), ensure_ascii=indent is None, indent=indent, default=jsonable)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {k: _finite(v) for k, v in value.items()}
    return [_finite(v) for v in value] if isinstance(value, (list, tuple)) else value


def print_json(value: Any) -> None:
    """The value as one JSON document on standard output, in UTF-8 in any locale; a lone surrogate as its escape."""
    text = _HIDDEN.sub(lambda c: f"\\u{ord(c[0]):04x}", json_text(value, indent=2)) + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What json.dumps leaves as it is and a terminal may obey: C1 controls, direction marks, line separators."""


def print_rows(
    rows: Sequence[Mapping[str, Any]],
    columns: Iterable[str] | None = None,
    *,
    as_json: bool = False,
    empty: str = "no rows",
) -> None:
    """Rows as a table, or as a JSON list. An empty result says so on standard error.

    What would not fit side by side is printed one value a line, a row after the other.
    """
    if as_json:
        print_json(list(rows))
        return
    if not rows:
        talk.print(Text(empty), style="dim")
        return
    names = list(columns or rows[0])
    cells = [[shown(row[name]) for name in names] for row in rows]
    page = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 160)
    needed = sum(min(_longest(column), _FOLDED) + 2 for column in zip(names, *cells, strict=True)) - 2
    page.print(_table(names, cells, rows) if needed <= page.width else _records(names, cells))


_FOLDED = 24
"""A cell wider than this is folded when its row is wide."""


def _longest(column: Iterable[str]) -> int:
    return max(cell_len(cell) for cell in column)


def _table(names: list[str], cells: list[list[str]], rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, *values in zip(names, *[[row[n] for n in names] for row in rows], strict=True):
        number = all(isinstance(v, (int, float, Decimal)) and not isinstance(v, bool) for v in values)
        table.add_column(Text(visible(name)), justify="right" if number else "left", overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _records(names: list[str], cells: list[list[str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for number, row in enumerate(cells):
        if number:
            table.add_row("", "")
        for name, cell in zip(names, row, strict=True):
            table.add_row(Text(visible(name)), Text(cell))
    return table
