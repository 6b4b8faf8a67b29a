"""Contracts as Great Expectations: the suite of a table, as plain data.

`great_expectations` itself is imported where the suite is run, in `warehouse`: its import costs seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dateline.contracts.model import Contract, Field


@dataclass(frozen=True)
class Expectation:
    """One expectation: its class's name in great_expectations, its arguments, and how grave a breach is."""

    type: str
    arguments: dict[str, Any] = field(default_factory=dict)
    severity: str = "critical"


def suite(contract: Contract) -> list[Expectation]:
    """The expectations that a contract's fields and key demand of its warehouse table."""
    out = [Expectation("ExpectTableColumnsToMatchOrderedList", {"column_list": [f.name for f in contract.fields]})]
    for f in contract.fields:
        out.extend(_of_field(f))
    key = list(contract.primary_key)
    if len(key) == 1:
        out.append(Expectation("ExpectColumnValuesToBeUnique", {"column": key[0]}))
    else:
        out.append(Expectation("ExpectCompoundColumnsToBeUnique", {"column_list": key}))
    return out


def _of_field(f: Field) -> list[Expectation]:
    limits, column = f.constraints, {"column": f.name}
    out = []
    if limits.get("required"):
        out.append(Expectation("ExpectColumnValuesToNotBeNull", column))
    if f.type in ("integer", "number") and ("minimum" in limits or "maximum" in limits):
        span = {"min_value": limits.get("minimum"), "max_value": limits.get("maximum")}
        out.append(Expectation("ExpectColumnValuesToBeBetween", {**column, **span}))
    if f.type == "string" and ("minLength" in limits or "maxLength" in limits):
        span = {"min_value": limits.get("minLength"), "max_value": limits.get("maxLength")}
        out.append(Expectation("ExpectColumnValueLengthsToBeBetween", {**column, **span}))
    if "enum" in limits:
        out.append(Expectation("ExpectColumnValuesToBeInSet", {**column, "value_set": list(limits["enum"])}))
    if "pattern" in limits:
        out.append(Expectation("ExpectColumnValuesToMatchRegex", {**column, "regex": limits["pattern"]}))
    return out
