"""Contracts as Arrow: the schema of a table, and rows brought into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from dateline.contracts.model import Contract, Field

SPAN = pa.struct([pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)])
_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}
_ITEMS: dict[str, pa.DataType] = {"string": pa.string(), "integer": pa.int64(), "span": SPAN}
_PROPERTIES: dict[str, pa.DataType] = {"string[]": pa.list_(pa.string())}


def arrow_type(field: Field) -> pa.DataType:
    """The Arrow type of a column."""
    if "object" in (field.type, field.items):
        parts = pa.struct(
            [pa.field(name, _PROPERTIES.get(kind) or _TYPES[kind]) for name, kind in field.properties.items()]
        )
        return pa.list_(parts) if field.type == "array" else parts
    return pa.list_(_ITEMS[field.items or "string"]) if field.type == "array" else _TYPES[field.type]


def schema(contract: Contract, *, lake: bool = True) -> pa.Schema:
    """The Arrow schema of a table: of its lake files, or (`lake=False`) of the whole warehouse table.

    Every column is nullable here: whether a value must be there is `judge`'s to say, row by row.
    """
    return pa.schema([pa.field(f.name, arrow_type(f)) for f in contract.columns(lake=lake)])


def conform(contract: Contract, rows: Sequence[Mapping[str, Any]], *, lake: bool = True) -> pa.Table:
    """Rows (mappings of column name to Python value) as a table of the contract's schema; absent columns are NULL.

    Raises pyarrow.ArrowInvalid or ArrowTypeError when a value is not of its column's type, or a row has a column that
    the contract does not know: that is a fault of ours.
    """
    wanted = schema(contract, lake=lake)
    unknown = {name for row in rows for name in row}.difference(wanted.names)
    if unknown:
        raise pa.ArrowInvalid(f"{contract.name} has no column {', '.join(sorted(unknown))}")
    return pa.Table.from_pylist(list(rows), schema=wanted)
