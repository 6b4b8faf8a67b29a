"""The actor authority's YAML files, read strictly and fast: every scalar is text that knows its line.

YAML's own guessing is switched off, so that Norway's code stays `no` and a date stays as written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import ConfigError

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Text(str):
    """A scalar of a file, with the line it stands on."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, value: str, line: int) -> Text:
        self = super().__new__(cls, value)
        self.line = line
        return self


@dataclass(frozen=True)
class Span:
    """A period as written: first and last day, and how exactly they are known (day, month, year)."""

    first: date
    last: date | None
    precision: str


@dataclass(frozen=True)
class Held:
    """One line of a people/ file: who held an office, from when to when."""

    who: Text
    span: Span
    acting: bool
    joint: bool
    title: str | None
    source: str


def tree(path: Path, known: Iterable[str]) -> dict[Any, Any]:
    """The mapping in `path`: scalars as Text, lists, dicts. Top-level keys are among `known`.

    Raises ConfigError naming file and line for anything that is not a mapping, stands twice, or is not known.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), expected="a readable UTF-8 file", found=str(error)) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}:{line}", expected="well-formed YAML", found=str(error.problem)) from error
    if not isinstance(node, yaml.MappingNode):
        raise ConfigError(f"{path}:1", expected="a mapping of names to values", found="something else")
    found: dict[Any, Any] = _value(node, path)
    only(path, found, known)
    return found


def _value(node: Any, path: Path) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return Text(node.value, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, path) for child in node.value]
    out: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise wrong(path, key_node.start_mark.line + 1, expected="a plain word as key")
        key = Text(key_node.value, key_node.start_mark.line + 1)
        if key in out:
            raise wrong(path, key, expected="each key once", found=f"`{key}` twice")
        out[key] = _value(value_node, path)
    return out


def wrong(path: Path, at: Text | str | int, *, expected: str, found: str = "", todo: str = "") -> ConfigError:
    """The complaint about a place in a file of the authority."""
    line = at if isinstance(at, int) else getattr(at, "line", 1)
    return ConfigError(f"{path}:{line}", expected=expected, found=found, todo=todo)


def only(path: Path, data: dict[Any, Any], known: Iterable[str]) -> None:
    """Raises ConfigError for the first key that is not known, with the nearest known one."""
    known = set(known)
    for key in data:
        if key not in known:
            raise wrong(
                path, key, expected=f"one of {', '.join(sorted(known))}", found=f"`{key}`", todo=near(key, known)
            )


def near(word: str, known: Iterable[str]) -> str:
    """`Did you mean …?` with the nearest known word, or nothing."""
    close = get_close_matches(word, list(known), 1)
    return f"Did you mean `{close[0]}`?" if close else ""


def mapping(path: Path, value: Any, at: Text | str) -> dict[Any, Any]:
    """`value` when it is a mapping."""
    if not isinstance(value, dict):
        raise wrong(path, at, expected=f"a mapping under `{at}`", found=type(value).__name__)
    return value


def text(path: Path, value: Any, at: Text | str) -> Text:
    """`value` when it is a text that is not empty."""
    if not isinstance(value, Text) or not value.strip():
        raise wrong(
            path,
            value if isinstance(value, Text) else at,
            expected=f"a text as `{at}`",
            found="nothing" if value == "" else "",
        )
    return value


def texts(path: Path, value: Any, at: Text | str) -> list[Text]:
    """`value` when it is a list of texts."""
    if not isinstance(value, list):
        raise wrong(path, at, expected=f"a list as `{at}`", found=type(value).__name__)
    return [text(path, item, at) for item in value]


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
PRECISIONS = ("year", "month", "day")


def day(path: Path, written: Text, *, last: bool = False) -> tuple[date, str]:
    """The first (or last) day meant by `2008`, `2008-05` or `2008-05-07`, and which of the three it is."""
    match = _DATE.fullmatch(written)
    if not match:
        raise wrong(path, written, expected="a date such as 2008-05-07, 2008-05 or 2008", found=written)
    year, month, dom = match.groups()
    precision = PRECISIONS[sum(part is not None for part in (month, dom))]
    try:
        m = int(month) if month else 12 if last else 1
        d = int(dom) if dom else monthrange(int(year), m)[1] if last else 1
        return date(int(year), m, d), precision
    except (ValueError, IndexError) as error:
        raise wrong(path, written, expected="a day that exists", found=written) from error


def span(path: Path, first: Text, last: Text | None) -> Span:
    """The period between two dates as written; its precision is that of the coarser one."""
    start, how = day(path, first)
    if last is None:
        return Span(start, None, how)
    end, how_end = day(path, last, last=True)
    if end < start:
        raise wrong(path, first, expected="an end that is not before the beginning", found=f"{first} to {last}")
    return Span(start, end, min(how, how_end, key=PRECISIONS.index))


_LINE = re.compile(
    r"(?P<who>[a-z0-9-]+)\s+(?P<first>\d[\d-]*)(?:\s+(?P<last>\d[\d-]*))?(?P<marks>(?:\s+(?:acting|joint))*)"
    r'(?:\s+"(?P<title>[^"]+)")?(?:\s*\|\s*(?P<source>.+))?'
)


def held(path: Path, written: Text, source: str) -> Held:
    """What a line such as `vladimir-putin 2008-05-08 2012-05-07 acting "Prime Minister" | source` says."""
    match = _LINE.fullmatch(written)
    if not match:
        raise wrong(
            path,
            written,
            expected='a line such as `vladimir-putin 2008-05-08 2012-05-07 "Title" | source`',
            found=written,
        )
    line = written.line
    last = Text(match["last"], line) if match["last"] else None
    marks = match["marks"].split()
    return Held(
        Text(match["who"], line),
        span(path, Text(match["first"], line), last),
        "acting" in marks,
        "joint" in marks,
        match["title"],
        match["source"] or source,
    )
