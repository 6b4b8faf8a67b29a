"""A contract as it stands in schemas/<table>.yml: Frictionless Table Schema words, plus grain, unit, source, at.

An unknown key is an error that names file and line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError
from dateline.yamlfile import Document, read

TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "array", "object")
ITEMS = ("string", "integer", "span", "object")
PROPERTIES = ("string", "integer", "number", "boolean", "date", "string[]")
"""What a part of an object may be; objects do not nest."""
MOMENTS = ("refine", "load")
_CONSTRAINTS = {"required", "minimum", "maximum", "minLength", "maxLength", "enum", "pattern", "unique"}
_FIELD = {"name", "type", "items", "properties", "unit", "description", "source", "at", "constraints"}
_CONTRACT = {"name", "title", "grain", "primaryKey", "foreignKeys", "known_limits", "rules", "fields", "like", "except"}


@dataclass(frozen=True)
class Field:
    """One column: what it is, in what unit, who makes it, and what its values may be."""

    name: str
    type: str
    description: str
    source: str
    items: str | None = None
    unit: str | None = None
    at: str = "refine"
    """refine: stands in the lake; load: computed in the warehouse, over everything."""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    """Name → type of the parts of an object, or of each item of an array of objects."""

    @property
    def is_required(self) -> bool:
        return bool(self.constraints.get("required"))


@dataclass(frozen=True)
class ForeignKey:
    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """An order between two columns of a row. `strict`: left < right, else left <= right; NULL on a side keeps it."""

    name: str
    left: str
    right: str
    strict: bool


@dataclass(frozen=True)
class Contract:
    """A table of the warehouse, as schemas/<name>.yml says it."""

    name: str
    title: str
    grain: str
    primary_key: tuple[str, ...]
    fields: tuple[Field, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    rules: tuple[Rule, ...] = ()
    known_limits: str = ""

    @cached_property
    def digest(self) -> str:
        """sha256 of what the contract says; any change of it makes the batches judged by it stale."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()

    def columns(self, *, lake: bool = False) -> tuple[Field, ...]:
        """All fields, or those that stand in the lake already."""
        return tuple(f for f in self.fields if not lake or f.at == "refine")


def contracts(folder: Path) -> dict[str, Contract]:
    """Every contract by its table's name, in order of name.

    Raises ConfigError naming file and line for anything unknown, missing, or pointing nowhere.
    """
    docs = {path.stem: read(path) for path in sorted(folder.glob("*.yml"))}
    if not docs:
        raise ConfigError(f"no contract in {folder}", expected="one .yml file per table")
    found = {name: _contract(doc, docs) for name, doc in docs.items()}
    for name, contract in found.items():
        _check_keys(docs[name], contract, found)
    return found


def _contract(doc: Document, docs: Mapping[str, Document]) -> Contract:
    doc.only(_CONTRACT)
    for key in ("title", "grain", "primaryKey"):
        doc.require(key)
    if doc.require("name") != doc.path.stem:
        raise doc.error("name", expected=f"the file's own name, {doc.path.stem}", found=str(doc.data["name"]))
    return Contract(
        name=doc.path.stem,
        title=str(doc.data["title"]),
        grain=str(doc.data["grain"]),
        primary_key=tuple(doc.data["primaryKey"]),
        fields=_fields(doc, docs),
        foreign_keys=tuple(_foreign_key(doc, entry) for entry in doc.data.get("foreignKeys") or ()),
        rules=tuple(_rule(doc, entry) for entry in doc.data.get("rules") or ()),
        known_limits=str(doc.data.get("known_limits", "")),
    )


def _fields(doc: Document, docs: Mapping[str, Document]) -> tuple[Field, ...]:
    """The fields of the file itself; with `like`, those of another contract but for `except`, then its own."""
    inherited: tuple[Field, ...] = ()
    if "like" in doc.data:
        if doc.data["like"] not in docs:
            raise doc.error("like", expected="another contract's name", found=str(doc.data["like"]))
        inherited = tuple(
            f for f in _fields(docs[doc.data["like"]], docs) if f.name not in (doc.data.get("except") or ())
        )
    own = tuple(_field(doc, entry) for entry in doc.data.get("fields") or ())
    names = [f.name for f in inherited + own]
    for name in names:
        if names.count(name) > 1:
            raise doc.error("fields", expected="every field once", found=f"`{name}` twice")
    if not names:
        raise doc.error(None, expected="`fields`", found="none")
    return inherited + own


def _field(doc: Document, entry: Any) -> Field:
    if not isinstance(entry, dict) or "name" not in entry:
        raise doc.error("fields", expected="a mapping with a name", found=str(entry)[:60])
    name = str(entry["name"])
    where = f"field {name}"
    for key in set(entry) - _FIELD:
        raise doc.error("fields", expected=f"{where} to have only {', '.join(sorted(_FIELD))}", found=f"`{key}`")
    for key in ("type", "description", "source"):
        if not entry.get(key):
            raise doc.error("fields", expected=f"{where} to have `{key}`", found="nothing")
    constraints = dict(entry.get("constraints") or {})
    for key in set(constraints) - _CONSTRAINTS:
        raise doc.error(
            "fields", expected=f"{where}: constraints of {', '.join(sorted(_CONSTRAINTS))}", found=f"`{key}`"
        )
    _one_of(doc, where, "type", entry["type"], TYPES)
    _one_of(doc, where, "at", entry.get("at", "refine"), MOMENTS)
    if entry["type"] == "array":
        _one_of(doc, where, "items", entry.get("items"), ITEMS)
    properties = _properties(doc, where, entry)
    _check_name(doc, name)
    if "pattern" in constraints:
        try:
            re.compile(constraints["pattern"])
        except re.error as error:
            raise doc.error("fields", expected=f"{where}: a regular expression", found=str(error)) from error
    return Field(
        name,
        entry["type"],
        str(entry["description"]),
        str(entry["source"]),
        entry.get("items"),
        entry.get("unit"),
        entry.get("at", "refine"),
        constraints,
        properties,
    )


def _properties(doc: Document, where: str, entry: Mapping[str, Any]) -> dict[str, str]:
    """The parts of an object; an object must have some, and nothing else may."""
    found = entry.get("properties")
    is_object = "object" in (entry["type"], entry.get("items"))
    if not is_object and found is None:
        return {}
    if not is_object or not isinstance(found, dict) or not found:
        raise doc.error("fields", expected=f"{where}: `properties` of an object, name to type", found=str(found)[:60])
    for name, kind in found.items():
        _check_name(doc, str(name))
        _one_of(doc, f"{where}.{name}", "type", kind, PROPERTIES)
    return dict(found)


def _check_name(doc: Document, name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise doc.error("fields", expected="a name of lower-case letters, digits and _", found=name)


def _one_of(doc: Document, where: str, key: str, value: Any, known: tuple[str, ...]) -> None:
    if value not in known:
        raise doc.error("fields", expected=f"{where}: `{key}` one of {', '.join(known)}", found=str(value))


def _foreign_key(doc: Document, entry: Any) -> ForeignKey:
    try:
        reference = entry["reference"]
        return ForeignKey(tuple(entry["fields"]), str(reference["resource"]), tuple(reference["fields"]))
    except (TypeError, KeyError) as error:
        raise doc.error(
            "foreignKeys", expected="{fields: […], reference: {resource: …, fields: […]}}", found=str(entry)
        ) from error


def _rule(doc: Document, entry: Any) -> Rule:
    kinds = {"less": True, "not_after": False}
    if isinstance(entry, dict) and set(entry) <= {"name", *kinds} and len(entry) == 2 and "name" in entry:
        (kind,) = set(entry) - {"name"}
        if isinstance(entry[kind], list) and len(entry[kind]) == 2:
            left, right = map(str, entry[kind])
            return Rule(str(entry["name"]), left, right, kinds[kind])
    raise doc.error("rules", expected="{name: …, less: [a, b]} or {name: …, not_after: [a, b]}", found=str(entry))


def _check_keys(doc: Document, contract: Contract, known: Mapping[str, Contract]) -> None:
    own = {f.name for f in contract.fields}
    for key, names in (
        ("primaryKey", contract.primary_key),
        *(("foreignKeys", k.fields) for k in contract.foreign_keys),
        *(("rules", (r.left, r.right)) for r in contract.rules),
    ):
        for name in names:
            if name not in own:
                raise doc.error(key, expected="names of fields", found=f"`{name}`")
    for foreign in contract.foreign_keys:
        target = known.get(foreign.table)
        if target is None or not set(foreign.references) <= {f.name for f in target.fields}:
            raise doc.error(
                "foreignKeys",
                expected="a table and fields that exist",
                found=f"{foreign.table}{list(foreign.references)}",
            )
