"""What Wikidata says of persons, positions and organisations, as plain records; and SPARQL results read into them.

Pure. The shapes are those of https://www.w3.org/TR/sparql11-results-json/ and of Wikidata's query service. Variables
that are read (any other is counted and named): `person`, `personLabel`, `name` (one row each, with its language),
`sex`, `country`, `countryCode`, `countryLabel`, `died`; `statement`, `position`, `positionLabel`, `jurisdiction`,
`jurisdictionCode`, `jurisdictionLabel`, `start`, `startPrecision`, `end`, `endPrecision`; `organisation`,
`organisationLabel`, `acronym` (and `name`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

VARIABLES = frozenset(re.findall(r"`(\w+)`", __doc__ or ""))
ENGLISH = ("en", "mul", "en-gb", "en-ca", "en-us")
"""Where the English name is looked for, in this order; `mul` is Wikidata's name for every language."""
LANGUAGES = frozenset([*ENGLISH, "fr", "de", "es", "it", "pl", "cs", "tr", "nl", "ru", "uk", "be", "bg", "sr", "el"])
"""Languages whose names are kept."""
SEXES = {"Q6581097": "m", "Q6581072": "f"}
_ENTITY = re.compile(r"(?:https?://www\.wikidata\.org/entity/)?(Q[1-9]\d{0,11})")
_TIME = re.compile(r"\+?(\d{4})-(\d\d)-(\d\d)(?:T00:00:00Z)?")
YEAR, MONTH, DAY = 9, 10, 11
"""Wikidata's words for how exactly a date is known."""
_TEXT_CHARS = 300


@dataclass(frozen=True)
class Place:
    """A state or organisation as Wikidata names it: id, ISO 3166-1 code and English label, each where it is said."""

    wikidata: str | None = None
    code: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Position:
    """A position that can be held, with what it applies to."""

    wikidata: str
    label: str | None
    of: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Tenure:
    """A position held; days as written (`2008`, `2008-05`, `2008-05-07`). With a `fault` it cannot be used."""

    position: Position
    first: str | None = None
    last: str | None = None
    fault: str | None = None


@dataclass
class Person:
    """A person: names by language (the label first), sex (m, f or None), countries, positions held."""

    wikidata: str
    label: str | None = None
    names: list[tuple[str, str]] = field(default_factory=list)
    """(language, name), the labels before the aliases."""
    sex: str | None = None
    countries: list[Place] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    is_dead: bool = False


@dataclass
class Organisation:
    """An organisation: names by language, acronyms."""

    wikidata: str
    label: str | None = None
    names: list[tuple[str, str]] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)


@dataclass
class Facts:
    """What was read: persons and organisations by id; and how often what was ignored, by reason and example."""

    persons: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    ignored: Counter[tuple[str, str]] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    """Where something stood that is no JSON of Wikidata's."""


def entity_id(value: object) -> str | None:
    """`Q57641` of an id or an entity's address; None for anything else (an unknown value, a lexeme)."""
    match = _ENTITY.fullmatch(value) if isinstance(value, str) else None
    return match[1] if match else None


def day_written(time: object, precision: object) -> tuple[str | None, str | None]:
    """(the day as far as it is known, None) or (None, why it cannot be used).

    Without a precision the first of January, or of a month, may stand for all of it and is refused.
    """
    match = _TIME.fullmatch(time) if isinstance(time, str) else None
    if not match:
        return None, "date_unknown"
    year, month, day = match.groups()
    if precision is None and day == "01":
        return None, "precision_unknown"
    how = DAY if precision is None else precision
    if how == YEAR:
        return year, None
    if how == MONTH and month != "00":
        return f"{year}-{month}", None
    if how == DAY and month != "00" and day != "00":
        return f"{year}-{month}-{day}", None
    return None, "date_too_coarse"


def results(document: Any) -> Facts:
    """The facts in a document of SPARQL results (application/sparql-results+json). Odd rows are counted as ignored."""
    facts = Facts()
    found = document.get("results") if isinstance(document, dict) else None
    bindings = found.get("bindings") if isinstance(found, dict) else None
    terms: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for number, row in enumerate(bindings if isinstance(bindings, list) else []):
        if not isinstance(row, dict) or not all(isinstance(cell, dict) for cell in row.values()):
            facts.unreadable.append(f"row {number + 1}")
            continue
        facts.ignored.update(("variable_unknown", f"?{name}"[:60]) for name in row if name not in VARIABLES)
        person = entity_id(_value(row, "person"))
        organisation = entity_id(_value(row, "organisation"))
        if person:
            _take_person(facts.persons.setdefault(person, Person(person)), row)
            if "position" in row:
                terms.setdefault((person, _statement(row)), []).append(row)
        elif organisation:
            _take_organisation(facts.organisations.setdefault(organisation, Organisation(organisation)), row)
        else:
            facts.ignored["row_without_person", ""] += 1
    for (person, _), rows in terms.items():
        facts.persons[person].tenures.append(_tenure(rows))
    return facts


def _value(row: Mapping[str, Any], name: str) -> str | None:
    value = row[name].get("value") if name in row else None
    return value[:_TEXT_CHARS] if isinstance(value, str) and value else None


def _statement(row: Mapping[str, Any]) -> str:
    """What tells one term from another: the statement's address, else position and days."""
    named = _value(row, "statement")
    return named or "\0".join(_value(row, name) or "" for name in ("position", "start", "end"))


def _take_person(person: Person, row: Mapping[str, Any]) -> None:
    label = _value(row, "personLabel")
    if label and not entity_id(label):  # the label service gives the id itself where there is no label
        person.label = person.label or label
    _take_name(person.names, row)
    person.sex = person.sex or SEXES.get(entity_id(_value(row, "sex")) or "")
    person.is_dead = person.is_dead or "died" in row
    if "country" in row:
        _add(person.countries, [_place(row, "country")])


def _take_organisation(organisation: Organisation, row: Mapping[str, Any]) -> None:
    label = _value(row, "organisationLabel")
    if label and not entity_id(label):
        organisation.label = organisation.label or label
    _take_name(organisation.names, row)
    _add(organisation.acronyms, [acronym] if (acronym := _value(row, "acronym")) else [])


def _take_name(names: list[tuple[str, str]], row: Mapping[str, Any]) -> None:
    name = _value(row, "name")
    language = row["name"].get("xml:lang") if name else None
    if name and isinstance(language, str) and language in LANGUAGES:
        _add(names, [(language, name)])


def _add(known: list[Any], more: Iterable[Any]) -> None:
    known.extend(one for one in more if one not in known)


def _place(row: Mapping[str, Any], name: str) -> Place:
    code = _value(row, f"{name}Code")
    return Place(entity_id(_value(row, name)), code.lower() if code else None, _value(row, f"{name}Label"))


def _tenure(rows: list[dict[str, Any]]) -> Tenure:
    """The term that these rows tell of: they differ in names, countries or what the position applies to."""
    first_row = rows[0]
    of: list[Place] = []
    for row in rows:
        if "jurisdiction" in row:
            _add(of, [_place(row, "jurisdiction")])
    position = Position(entity_id(_value(first_row, "position")) or "", _value(first_row, "positionLabel"), tuple(of))
    for name in ("start", "end", "position"):
        if len({_value(row, name) for row in rows}) > 1:
            return Tenure(position, fault="dates_disagree")
    first, fault = _day(first_row, "start")
    if "start" not in first_row:
        return Tenure(position, fault="start_missing")
    last, end_fault = _day(first_row, "end") if "end" in first_row else (None, None)
    return Tenure(position, first, last, fault or end_fault)


def _day(row: Mapping[str, Any], name: str) -> tuple[str | None, str | None]:
    precision = _value(row, f"{name}Precision")
    if precision is not None and not (precision.isascii() and precision.isdigit()):
        return None, "precision_unknown"
    return day_written(_value(row, name), int(precision[:4]) if precision else None)
