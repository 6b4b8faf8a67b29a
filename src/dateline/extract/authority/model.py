"""What the actor authority holds: actors, names, offices, roles, memberships. Plain immutable records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ActorName:
    """One name of an actor. `kind`: full, surname, alias, acronym, demonym, capital, government, nominal."""

    text: str
    language: str
    kind: str


@dataclass(frozen=True)
class Actor:
    """A person, organisation or country. `country` is a state's key; `gender` m or f, of persons only."""

    key: str
    kind: str
    name: str
    names: tuple[ActorName, ...]
    country: str | None = None
    gender: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True)
class Role:
    """An office held. `actor` and `of` are keys; both days count; `valid_to` None means still held as far as is known.

    `precision` (day, month, year) is that of the coarser date: a month's holder is given all of that month.
    """

    actor: str
    office: str
    title: str
    of: str
    valid_from: date
    valid_to: date | None
    acting: bool
    source: str
    joint: bool = False
    precision: str = "day"

    def covers(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Office:
    """One of the closed list of offices. `titles` are the words of news copy for it; `many` may hold it at once."""

    id: str
    title: str
    titles: tuple[str, ...]
    many: bool = False


@dataclass(frozen=True)
class Membership:
    """A state in an organisation, from when to when (both days count)."""

    state: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Rule:
    """What to do with a name that several actors share: in_office, latest, first or unresolved (see ambiguous.yml)."""

    keys: tuple[str, ...]
    choose: str


@dataclass(frozen=True)
class Refusal:
    """An imported fact that contradicts what is written by hand, or another imported one: it is not used."""

    reason: str
    """alias_taken, country_differs, dates_differ, kind_differs, name_taken, sex_differs, terms_disagree, two_holders,
    wikidata_id_differs or wikidata_id_taken."""
    subject: str
    """The actor's key, or its Wikidata id where it has none yet."""
    detail: str


@dataclass(frozen=True)
class Parts:
    """All that is read from the authority's folder, and from the imported files beside the data."""

    actors: Mapping[str, Actor]
    roles: tuple[Role, ...]
    offices: Mapping[str, Office]
    members: Mapping[str, tuple[Membership, ...]]
    rules: Mapping[str, Rule]
    """By folded name."""
    local_titles: Mapping[tuple[str, str], str | None]
    """(state or organisation, title in lower case) → office id; None where the words mean no office we list."""
    institutions: frozenset[str]
    digest: str
    refused: tuple[Refusal, ...] = ()
    """Imported facts that are not used."""
