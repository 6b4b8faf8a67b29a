"""Wikidata's entities, as `wbgetentities`, Special:EntityData and the full dump give them, read into facts. Pure.

An entity names the position that a person held by its id only: what the position is called and applies to stands in
another entity. So a reading has two rounds: `Positions.learn` every entity, then `take` every entity.
The shape: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.formats.wikidata import (
    ENGLISH,
    LANGUAGES,
    SEXES,
    Facts,
    Organisation,
    Person,
    Place,
    Position,
    Tenure,
    day_written,
    entity_id,
)

HUMAN = "Q5"
BODIES = frozenset({"Q245065", "Q484652"})
"""Intergovernmental and international organisation: what an organisation of a dump must be an instance of."""
_APPLIES_TO = ("P1001", "P2389", "P17")
"""Applies to jurisdiction; organisation directed by the office; country: the first that is said counts."""
_JULIAN = "Q1985786"


@dataclass
class Positions:
    """The positions and states met so far. `is_wanted` tells by its label whether a position may become an office."""

    is_wanted: Callable[[str], bool]
    positions: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Id → label, and ids of what it applies to."""
    places: dict[str, Place] = field(default_factory=dict)

    def learn(self, entity: Mapping[str, Any]) -> None:
        """Remembers the entity when it is a state with an ISO code, or a position that may become an office."""
        found, label = entity_id(entity.get("id")), _english(entity)
        if found is None or label is None or HUMAN in _items(entity, "P31"):
            return
        codes = [value.lower() for value in _values(entity, "P297") if isinstance(value, str)]
        if len(codes) == 1:
            self.places[found] = Place(found, codes[0], label)
        if self.is_wanted(label):
            of = next((items for name in _APPLIES_TO if (items := _items(entity, name))), [])
            self.positions[found] = (label, tuple(of))

    def position(self, wikidata: str) -> Position:
        """The position of that id; without a label when it was not met."""
        label, of = self.positions.get(wikidata, (None, ()))
        return Position(wikidata, label, tuple(self.places.get(place, Place(place)) for place in of))


def take(facts: Facts, entity: Mapping[str, Any], positions: Positions) -> None:
    """Adds the person or the international organisation that the entity is; nothing for any other.

    A person whose positions are all unknown is left out; the positions are counted.
    """
    found = entity_id(entity.get("id"))
    if found is None:
        return
    kinds = _items(entity, "P31")
    if HUMAN in kinds:
        tenures = list(_tenures(facts, entity, positions))
        if tenures:
            facts.persons[found] = _person(found, entity, positions, tenures)
    elif BODIES & set(kinds):
        acronyms = [value for value in _values(entity, "P1813") if isinstance(value, str)]
        facts.organisations[found] = Organisation(found, _english(entity), _names(entity), acronyms)


def _person(found: str, entity: Mapping[str, Any], positions: Positions, tenures: list[Tenure]) -> Person:
    sexes = [sex for item in _items(entity, "P21") if (sex := SEXES.get(item))]
    return Person(
        found,
        _english(entity),
        _names(entity),
        sexes[0] if len(sexes) == 1 else None,
        [positions.places.get(item, Place(item)) for item in _items(entity, "P27")],
        tenures,
        bool(list(_statements(entity, "P570"))),
    )


def _tenures(facts: Facts, entity: Mapping[str, Any], positions: Positions) -> Iterator[Tenure]:
    for statement in _statements(entity, "P39"):
        held = entity_id(_item(statement.get("mainsnak")))
        if held is None:
            continue
        if held not in positions.positions:
            facts.ignored["position_not_listed", held] += 1
            continue
        position = positions.position(held)
        qualifiers = statement.get("qualifiers")
        qualifiers = qualifiers if isinstance(qualifiers, dict) else {}
        if not qualifiers.get("P580"):
            yield Tenure(position, fault="start_missing")
            continue
        first, fault = _day(qualifiers["P580"])
        last, end_fault = _day(qualifiers["P582"]) if qualifiers.get("P582") else (None, None)
        yield Tenure(position, first, last, fault or end_fault)


def _day(snaks: object) -> tuple[str | None, str | None]:
    """The one day of a qualifier, or why there is none."""
    if not isinstance(snaks, list) or len(snaks) != 1:
        return None, "dates_disagree"
    value = _snak_value(snaks[0])
    if not isinstance(value, dict):
        return None, "date_unknown"
    if entity_id(value.get("calendarmodel")) == _JULIAN:
        return None, "calendar_julian"
    precision = value.get("precision")
    time = value.get("time")
    return day_written(time, precision if isinstance(precision, int) else 0)


def _statements(entity: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The statements of a property that Wikidata has not given up."""
    claims = entity.get("claims")
    found = claims.get(name) if isinstance(claims, dict) else None
    for statement in found if isinstance(found, list) else []:
        if isinstance(statement, dict) and statement.get("rank") != "deprecated":
            yield statement


def _values(entity: Mapping[str, Any], name: str) -> Iterator[Any]:
    """The plain values of a property: texts as they are, texts with a language where it is one that is kept."""
    for statement in _statements(entity, name):
        value = _snak_value(statement.get("mainsnak"))
        if isinstance(value, dict) and "text" in value:
            yield value["text"] if value.get("language") in LANGUAGES else None
        else:
            yield value


def _items(entity: Mapping[str, Any], name: str) -> list[str]:
    found = (entity_id(_item(statement.get("mainsnak"))) for statement in _statements(entity, name))
    return list(dict.fromkeys(item for item in found if item))


def _item(snak: object) -> object:
    value = _snak_value(snak)
    return value.get("id") if isinstance(value, dict) else None


def _snak_value(snak: object) -> Any:
    value = snak.get("datavalue") if isinstance(snak, dict) and snak.get("snaktype") == "value" else None
    return value.get("value") if isinstance(value, dict) else None


def _english(entity: Mapping[str, Any]) -> str | None:
    labels = entity.get("labels")
    if not isinstance(labels, dict):
        return None
    return next((text for language in ENGLISH if (text := _text(labels.get(language)))), None)


def _names(entity: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(language, name) of labels, then aliases, in the languages that are kept."""
    found: list[tuple[str, str]] = []
    for part in ("labels", "aliases"):
        by_language = entity.get(part)
        for language, named in (by_language if isinstance(by_language, dict) else {}).items():
            if language in LANGUAGES:
                texts = map(_text, named if isinstance(named, list) else [named])
                found.extend((language, text) for text in texts if text)
    return found


def _text(named: object) -> str | None:
    value = named.get("value") if isinstance(named, dict) else None
    return value[:300] if isinstance(value, str) and value else None
