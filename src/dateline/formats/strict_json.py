"""JSON of strangers: as RFC 8259 says, and with nothing that two readers could read in two ways.

Refused, each with a JSON pointer (RFC 6901) to where it stands: syntax errors, a name twice in one object, NaN and
infinities, integers beyond 64 bits, and depth.
"""

from __future__ import annotations

import json
import re
from typing import Any

from dateline.errors import Unreadable
from dateline.formats.characters import one_line

DEPTH_LIMIT = 64
_LARGEST = 2**63 - 1
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{},:]', re.S)


class _Odd:
    """Stands where a value was that is refused."""

    def __init__(self, why: str) -> None:
        self.why = why


class _Twice(dict[str, Any]):
    """An object in which a name came twice."""

    name = ""


def loads(text: str) -> Any:
    """The value. Raises Unreadable(parse.json) with a JSON pointer in its detail."""
    text = text.lstrip("\ufeff")
    _refuse_depth(text)
    try:
        value = json.loads(
            text,
            parse_constant=lambda word: _Odd(f"{word} is no JSON number"),
            parse_int=_integer,
            parse_float=_float,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        detail = f"{pointer_at(text, error.pos)}: {error.msg} (line {error.lineno}, column {error.colno})"
        raise Unreadable("parse.json", detail) from error
    _refuse_odd(value)
    return value


def pointer(parts: list[str]) -> str:
    """The parts as a JSON pointer; the whole document's is `/`, so that a message shows something."""
    return "/" + "/".join(one_line(part).replace("~", "~0").replace("/", "~1")[:80] for part in parts)


def pointer_at(text: str, offset: int) -> str:
    """The pointer to the value at a character offset of the text, as far as the text can be followed."""
    parts, _ = _followed(text, offset, None)
    return pointer(parts)


def _followed(text: str, end: int, limit: int | None) -> tuple[list[str], bool]:
    """Names and places on the way to the offset; True when the depth limit was passed on the way."""
    stack: list[list[Any]] = []  # [is object, name or place, waits for a name]
    for found in _TOKEN.finditer(text, 0, end):
        mark = found[0]
        if mark in "{[":
            stack.append([mark == "{", "" if mark == "{" else 0, mark == "{"])
            if limit is not None and len(stack) > limit:
                return [str(frame[1]) for frame in stack[:-1]], True
        elif mark in "}]":
            if stack:
                stack.pop()
        elif not stack:
            continue
        elif mark == ",":
            if stack[-1][0]:
                stack[-1][2] = True
            else:
                stack[-1][1] += 1
        elif mark[0] == '"' and stack[-1][2]:
            stack[-1][1], stack[-1][2] = mark.strip('"'), False
    return [str(frame[1]) for frame in stack if not (frame[0] and frame[1] == "")], False


def _refuse_depth(text: str) -> None:
    if text.count("[") + text.count("{") > DEPTH_LIMIT:
        parts, too_deep = _followed(text, len(text), DEPTH_LIMIT)
        if too_deep:
            raise Unreadable("parse.json", f"{pointer(parts[:8])}…: nested deeper than {DEPTH_LIMIT}")


def _integer(digits: str) -> int | _Odd:
    if len(digits) > 20 or not -_LARGEST - 1 <= int(digits) <= _LARGEST:
        return _Odd(f"the integer {digits[:24]} does not fit into 64 bits")
    return int(digits)


def _float(digits: str) -> float | _Odd:
    value = float(digits)
    return value if abs(value) != float("inf") else _Odd(f"the number {digits[:24]} is out of range")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    twice = _Twice(value)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            twice.name = key
            break
        seen.add(key)
    return twice


def _refuse_odd(value: Any) -> None:
    waiting: list[tuple[list[str], Any]] = [([], value)]
    while waiting:
        parts, here = waiting.pop()
        if isinstance(here, _Odd):
            raise Unreadable("parse.json", f"{pointer(parts)}: {here.why}")
        if isinstance(here, _Twice):
            raise Unreadable("parse.json", f"{pointer([*parts, here.name])}: the name comes twice in its object")
        if isinstance(here, dict):
            waiting.extend(([*parts, key], inner) for key, inner in reversed(here.items()))
        elif isinstance(here, list):
            waiting.extend(([*parts, str(place)], inner) for place, inner in enumerate(here))
