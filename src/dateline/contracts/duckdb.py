"""Contracts as DuckDB SQL: tables with comments, and keys as checks. Text only; nothing is executed here."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.contracts.model import Contract, Field, ForeignKey

_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
}
_ITEMS = {"string": "VARCHAR[]", "integer": "BIGINT[]", "span": 'STRUCT("start" BIGINT, "end" BIGINT)[]'}
_PROPERTIES = {"string[]": "VARCHAR[]"}


@dataclass(frozen=True)
class KeyCheck:
    """A check that the contract itself demands: a key is unique, a foreign key points somewhere.

    `sql` selects the rows that break the claim; its columns are the key's.
    """

    id: str
    table: str
    claim: str
    sql: str


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


def column_type(field: Field) -> str:
    """The DuckDB type of a column."""
    if "object" in (field.type, field.items):
        parts = ", ".join(
            f"{quoted(name)} {_PROPERTIES.get(kind) or _TYPES[kind]}" for name, kind in field.properties.items()
        )
        return f"STRUCT({parts})" + ("[]" if field.type == "array" else "")
    return _ITEMS[field.items or "string"] if field.type == "array" else _TYPES[field.type]


def create_table(contract: Contract, *, lake: bool = False, schema: str = "main") -> str:
    """CREATE TABLE IF NOT EXISTS for the warehouse table, or (`lake`) for the columns that stand in the lake.

    No primary keys and no NOT NULL: keys are checks, and what is required was judged before.
    """
    columns = ",\n".join(f"    {quoted(f.name)} {column_type(f)}" for f in contract.columns(lake=lake))
    return f"CREATE TABLE IF NOT EXISTS {quoted(schema)}.{quoted(contract.name)} (\n{columns}\n)"


def comments(contract: Contract, schema: str = "main") -> list[str]:
    """COMMENT ON statements that carry title, grain, descriptions and units to SQL clients."""
    table = f"{quoted(schema)}.{quoted(contract.name)}"
    about = f"{contract.title}: {contract.grain}." + (f" {contract.known_limits}" if contract.known_limits else "")
    out = [f"COMMENT ON TABLE {table} IS {literal(about)}"]
    for field in contract.fields:
        text = field.description + (f" [{field.unit}]" if field.unit else "")
        out.append(f"COMMENT ON COLUMN {table}.{quoted(field.name)} IS {literal(text)}")
    return out


def key_checks(contract: Contract) -> list[KeyCheck]:
    """The checks that the keys of a contract demand."""
    table, key = quoted(contract.name), ", ".join(map(quoted, contract.primary_key))
    unique = KeyCheck(
        f"{contract.name}__key_is_unique",
        contract.name,
        f"{', '.join(contract.primary_key)} tells the rows apart",
        f"SELECT {key}\nFROM {table}\nGROUP BY {key}\nHAVING count(*) > 1",
    )
    return [unique, *(_foreign_key_check(contract, foreign) for foreign in contract.foreign_keys)]


def _foreign_key_check(contract: Contract, foreign: ForeignKey) -> KeyCheck:
    key = ", ".join(f"here.{quoted(c)}" for c in contract.primary_key)
    pairs = zip(foreign.fields, foreign.references, strict=True)
    joined = " AND ".join(f"there.{quoted(b)} = here.{quoted(a)}" for a, b in pairs)
    present = " AND ".join(f"here.{quoted(a)} IS NOT NULL" for a in foreign.fields)
    missing = f"NOT EXISTS (SELECT 1 FROM {quoted(foreign.table)} AS there WHERE {joined})"
    return KeyCheck(
        f"{contract.name}__{'_'.join(foreign.fields)}_exists",
        contract.name,
        f"{', '.join(foreign.fields)} stands in {foreign.table}",
        f"SELECT {key}\nFROM {quoted(contract.name)} AS here\nWHERE {present}\n    AND {missing}",
    )
