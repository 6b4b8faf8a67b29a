"""Contracts as the data dictionary, docs/data-dictionary.md."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.contracts.model import Contract, Field

_HEAD = """# Data dictionary

Generated from `schemas/` by `dateline docs` (a test fails when it is stale). Columns marked *load* are computed in the
warehouse over everything; the others stand in the lake's Parquet files too.
"""


def dictionary(contracts: Iterable[Contract]) -> str:
    """The data dictionary as Markdown: a section per table, a row per column."""
    return "\n".join([_HEAD, *(_table(contract) for contract in contracts)])


def _table(contract: Contract) -> str:
    lines = [
        f"## {contract.name}",
        "",
        f"{contract.title}: {contract.grain}. Key: {', '.join(f'`{k}`' for k in contract.primary_key)}.",
    ]
    if contract.known_limits:
        lines.append(f"Known limits: {contract.known_limits}")
    for key in contract.foreign_keys:
        lines.append(f"`{', '.join(key.fields)}` → `{key.table}.{', '.join(key.references)}`.")
    lines += ["", "| column | type | what it is | limits | made by |", "| --- | --- | --- | --- | --- |"]
    lines += [_row(f) for f in contract.fields]
    return "\n".join(lines) + "\n"


def _row(f: Field) -> str:
    kind = f"list of {f.items}" if f.type == "array" else f.type
    if f.properties:
        kind += " {" + ", ".join(f"{name}: {of}" for name, of in f.properties.items()) + "}"
    about = f.description + (f" [{f.unit}]" if f.unit else "") + (" *load*" if f.at == "load" else "")
    limits = "; ".join(_limit(k, v) for k, v in f.constraints.items() if v is not False)
    return f"| `{f.name}` | {kind} | {_cell(about)} | {_cell(limits)} | {_cell(f.source)} |"


def _limit(key: str, value: object) -> str:
    if value is True:
        return key
    return f"{key}: {', '.join(map(str, value))}" if isinstance(value, (list, tuple)) else f"{key}: {value}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
