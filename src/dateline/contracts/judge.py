"""The verdict over rows: kept and rejected, every broken rule named. Arrow kernels; no row is looked at in Python
unless it breaks a rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.contracts.arrow import arrow_type, schema
from dateline.contracts.model import Contract, Field


@dataclass(frozen=True)
class Breach:
    """A row that breaks a rule: its place in the judged table, the reason's code, and what exactly was wrong."""

    row: int
    code: str
    detail: str


@dataclass(frozen=True)
class Verdict:
    """`kept`: the rows that break nothing; `breaches`: one per broken rule of the others, in order of row."""

    kept: pa.Table
    breaches: tuple[Breach, ...]

    @property
    def rejected_rows(self) -> tuple[int, ...]:
        """Places of the rejected rows in the judged table, rising."""
        return tuple(sorted({b.row for b in self.breaches}))

    def reasons(self) -> dict[int, tuple[str, str]]:
        """Rejected row → (code of its first broken rule, all its broken rules as JSON text)."""
        by_row: dict[int, list[Breach]] = {}
        for breach in self.breaches:
            by_row.setdefault(breach.row, []).append(breach)
        return {
            row: (found[0].code, json.dumps([{"rule": b.code, "detail": b.detail} for b in found], ensure_ascii=False))
            for row, found in sorted(by_row.items())
        }


def judge(contract: Contract, rows: pa.Table) -> Verdict:
    """The verdict over `rows`, which must have the contract's lake schema (kept + rejected = rows, always).

    Raises pyarrow.ArrowInvalid when a column is missing or of another type: that is a fault of ours, not of a row.
    """
    wanted = schema(contract)
    if rows.schema.names != wanted.names or any(
        rows.schema.field(n).type != wanted.field(n).type for n in wanted.names
    ):
        raise pa.ArrowInvalid(
            f"{contract.name}: the rows do not have the contract's columns: {_difference(wanted, rows.schema)}"
        )
    breaches = sorted(
        (breach for found in (_fields(contract, rows), _rules(contract, rows)) for breach in found),
        key=lambda b: b.row,
    )
    bad = {b.row for b in breaches}
    kept = rows.filter(pa.array([i not in bad for i in range(rows.num_rows)])) if bad else rows
    return Verdict(kept, tuple(breaches))


def _difference(wanted: pa.Schema, found: pa.Schema) -> str:
    missing = [n for n in wanted.names if n not in found.names]
    extra = [n for n in found.names if n not in wanted.names]
    other = [n for n in wanted.names if n in found.names and wanted.field(n).type != found.field(n).type]
    return f"missing {missing}, unknown {extra}, of another type {other}"


def _fields(contract: Contract, rows: pa.Table) -> Iterator[Breach]:
    for field in contract.columns(lake=True):
        column = rows.column(field.name)
        for code, breaks, limit in _broken(field, column):
            for row in _true(breaks):
                yield Breach(row, code, f"{field.name}: {limit}, found {_shown(column[row].as_py())}")


def _broken(field: Field, column: pa.ChunkedArray) -> Iterator[tuple[str, Any, str]]:
    """For each limit of a field: the reason's code, a mask of the rows that break it, the limit in words.

    NULL in a mask means: does not break it.
    """
    limits = field.constraints
    if limits.get("required"):
        empty = pc.is_null(column)
        if field.type == "string" and field.name != "body":
            empty = pc.or_kleene(empty, pc.equal(column, ""))
        yield "row.required", empty, "a value is required"
    if "minimum" in limits:
        yield "row.minimum", pc.less(column, _scalar(field, limits["minimum"])), f"at least {limits['minimum']}"
    if "maximum" in limits:
        yield "row.maximum", pc.greater(column, _scalar(field, limits["maximum"])), f"at most {limits['maximum']}"
    if "minLength" in limits or "maxLength" in limits:
        length = pc.list_value_length(column) if field.type == "array" else pc.utf8_length(column)
        if "minLength" in limits:
            yield "row.min_length", pc.less(length, limits["minLength"]), f"length at least {limits['minLength']}"
        if "maxLength" in limits:
            yield "row.max_length", pc.greater(length, limits["maxLength"]), f"length at most {limits['maxLength']}"
    if "enum" in limits:
        outside = pc.and_(
            pc.is_valid(column), pc.invert(pc.is_in(column, value_set=pa.array(limits["enum"], arrow_type(field))))
        )
        yield "row.enum", outside, f"one of {', '.join(map(str, limits['enum']))}"
    if "pattern" in limits:
        yield (
            "row.pattern",
            pc.invert(pc.match_substring_regex(column, limits["pattern"])),
            f"the form {limits['pattern']}",
        )


def _rules(contract: Contract, rows: pa.Table) -> Iterator[Breach]:
    present = set(rows.schema.names)
    for rule in contract.rules:
        if not {rule.left, rule.right} <= present:
            continue
        left, right = rows.column(rule.left), rows.column(rule.right)
        breaks = pc.greater_equal(left, right) if rule.strict else pc.greater(left, right)
        for row in _true(breaks):
            sign = "<" if rule.strict else "<="
            found = f"{_shown(left[row].as_py())} and {_shown(right[row].as_py())}"
            detail = f"{rule.name}: {rule.left} {sign} {rule.right}, found {found}"
            yield Breach(row, "row.order", detail)


def _true(mask: Any) -> list[int]:
    return [int(i) for i in pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()]


def _scalar(field: Field, limit: Any) -> pa.Scalar:
    if field.type == "datetime":
        limit = datetime.fromisoformat(str(limit)).replace(tzinfo=UTC)
    elif field.type == "date" and not isinstance(limit, date):
        limit = date.fromisoformat(str(limit))
    return pa.scalar(limit, arrow_type(field))


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return json.dumps(text[:80], ensure_ascii=False) if isinstance(value, str) else text[:80]
