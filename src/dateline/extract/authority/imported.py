"""Wikidata's facts made into actors and terms of the authority, and laid upon what is known. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dateline.errors import ConfigError
from dateline.extract.authority.files import Text, span
from dateline.extract.authority.imported_names import latin_name, names_of, organisation_names
from dateline.extract.authority.merge import laid_upon
from dateline.extract.authority.model import Actor, Parts, Refusal, Role
from dateline.extract.authority.names import fold, slug
from dateline.extract.authority.offices import Found, Offices
from dateline.formats.wikidata import Facts, Organisation, Person, Tenure

SINCE = date(1991, 1, 1)
"""Terms that ended before are left out: the authority begins there."""
_ANSWER = Path("wikidata")


@dataclass
class Draft:
    """What facts would add: actors, terms; what is ignored (reason, example) → how often; and what is refused."""

    actors: dict[str, Actor] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    ignored: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)


def widened(hand: Parts, before: Parts, facts: Facts, note: str) -> tuple[Parts, Draft]:
    """The authority with the facts laid upon what is written by hand and what was imported `before`; and the draft.

    `refused` of the first are the facts that contradict others. A new term replaces the one of the same holder that
    was imported before, unless it is refused itself. `note` says where and when the facts are from.
    """
    draft = _Drafting(laid_upon(hand, before, ""), note).draft(facts)
    told = {_place(role): role for role in draft.roles}
    old = tuple(r for r in before.roles if _place(r) not in told or _says_the_same(r, told[_place(r)]))
    base = laid_upon(hand, replace(before, roles=old), "")
    made = laid_upon(base, replace(hand, actors=draft.actors, roles=tuple(draft.roles)), "")
    there = {_place(role) for role in made.roles}
    lost = tuple(role for role in before.roles if role not in old and _place(role) not in there)
    if lost:
        made = replace(laid_upon(made, replace(hand, actors={}, roles=lost), ""), refused=made.refused)
    return replace(made, refused=(*draft.refused, *made.refused)), draft


def _place(role: Role) -> tuple[str, str, str, date]:
    return role.actor, role.office, role.of, role.valid_from


def _says_the_same(one: Role, other: Role) -> bool:
    return replace(one, source="", title="") == replace(other, source="", title="")


class _Drafting:
    """Makes a draft, in the order of Wikidata's ids, whatever the order the facts came in."""

    def __init__(self, known: Parts, note: str) -> None:
        self._known, self._note = known, note
        self._offices = Offices(known)
        self._titles = frozenset(fold(title) for office in known.offices.values() for title in office.titles)
        self._by_id = {(a.kind, a.wikidata): a.key for a in known.actors.values() if a.wikidata}
        self._bearers: dict[str, dict[str, Actor]] = defaultdict(dict)
        for actor in known.actors.values():
            for name in actor.names:
                if name.kind != "surname":
                    self._bearers[fold(name.text)][actor.key] = actor
        self._held: dict[str, list[Role]] = defaultdict(list)
        for role in known.roles:
            self._held[role.actor].append(role)
        self._draft = Draft()

    def draft(self, facts: Facts) -> Draft:
        self._draft.ignored.update(facts.ignored)
        for organisation in sorted(facts.organisations.values(), key=lambda found: int(found.wikidata[1:])):
            self._organisation(organisation)
        for person in sorted(facts.persons.values(), key=lambda found: int(found.wikidata[1:])):
            self._person(person)
        return self._draft

    def _refuse(self, reason: str, subject: str, detail: str) -> None:
        self._draft.refused.append(Refusal(reason, subject, detail))

    def _add(self, actor: Actor) -> bool:
        """Whether the actor was added: the second of one key in one import is refused."""
        there = self._draft.actors.setdefault(actor.key, actor)
        if there is not actor:
            self._refuse("name_taken", str(actor.wikidata), f"{actor.name} is also {there.wikidata}")
        return there is actor

    def _organisation(self, organisation: Organisation) -> None:
        name = latin_name(organisation.label)
        if name is None:
            self._draft.ignored["name_not_english", organisation.wikidata] += 1
            return
        key = self._by_id.get(("organisation", organisation.wikidata)) or slug(name)
        names = organisation_names(organisation, name)
        there = self._known.actors.get(key)
        if there is not None and there.wikidata is None:
            acronyms = {fold(one.text) for one in names if one.kind == "acronym"}
            if not acronyms & {fold(own.text) for own in there.names if own.kind == "acronym"}:
                self._refuse("name_taken", organisation.wikidata, f"{name} is `{key}`, without an acronym in common")
                return
        self._add(Actor(key, "organisation", name, names, None, None, organisation.wikidata))

    def _person(self, person: Person) -> None:
        roles = list(self._roles(person))
        if not roles:
            self._draft.ignored["person_without_office", person.label or person.wikidata] += 1
            return
        name = latin_name(person.label)
        if name is None or " " not in name:
            self._draft.ignored["name_not_english", person.wikidata] += 1
            return
        key = self._key(person, name, roles)
        if key is None:
            return
        there = self._known.actors.get(key)
        country = there.country if there else self._country(person, roles)
        name = there.name if there else name
        sex = person.sex or (there.gender if there else None)
        names = names_of(person, name, country, self._titles)
        if self._add(Actor(key, "person", name, names, country, sex, person.wikidata)):
            self._draft.roles += [replace(role, actor=key) for role in roles]

    def _country(self, person: Person, roles: list[Role]) -> str | None:
        """The person's only country that we know, else the state whose office came first."""
        countries = {found for place in person.countries if (found := self._offices.key(place))}
        if len(countries) == 1:
            return next(iter(countries))
        of = min(roles, key=lambda role: (role.valid_from, role.of)).of
        return of if self._known.actors[of].kind == "country" else None

    def _key(self, person: Person, name: str, roles: list[Role]) -> str | None:
        """Whose facts these are: the actor of that id, else the only one of that name who held one of these offices at
        the time, else somebody new. A name alone is no evidence: then nobody, and a refusal says so."""
        there = self._by_id.get(("person", person.wikidata))
        if there:
            return there
        bearers = dict(self._bearers.get(fold(name), {}))
        if slug(name) in self._known.actors:
            bearers[slug(name)] = self._known.actors[slug(name)]
        if not bearers:
            return slug(name)
        one = next(iter(bearers.values()))
        is_person = len(bearers) == 1 and one.kind == "person" and one.wikidata is None
        is_fitting = one.gender is None or person.sex is None or one.gender == person.sex
        if is_person and is_fitting and any(_shared(role, held) for role in roles for held in self._held[one.key]):
            return one.key
        others = ", ".join(f"{actor.key} ({actor.wikidata or 'no id'})" for actor in bearers.values())
        self._refuse("name_taken", person.wikidata, f"{name} is also {others}; no office in common makes them the same")
        return None

    def _roles(self, person: Person) -> Iterator[Role]:
        """The person's terms in offices of the list, without the holder's key; the rest is counted as ignored."""
        done: set[tuple[object, ...]] = set()
        for tenure in person.tenures:
            found = self._offices.office(tenure.position)
            example = tenure.position.label or tenure.position.wikidata
            if isinstance(found, str):
                self._draft.ignored[found, example] += 1
                continue
            role = _role(found, tenure, person, self._offices.title(found), self._note)
            if isinstance(role, str):
                self._draft.ignored[role, f"{person.label or person.wikidata}: {example}"] += 1
            elif (key := (role.office, role.of, role.valid_from, role.valid_to)) not in done:
                done.add(key)
                yield role


def _shared(role: Role, held: Role) -> bool:
    """Whether two terms are the same office of the same body at the same time."""
    first, last = max(role.valid_from, held.valid_from), min(role.valid_to or date.max, held.valid_to or date.max)
    return (role.office, role.of) == (held.office, held.of) and first <= last


def _role(found: Found, tenure: Tenure, person: Person, title: str, note: str) -> Role | str:
    """The term without its holder's key, or why it cannot be used."""
    if tenure.fault or tenure.first is None:
        return tenure.fault or "start_missing"
    if tenure.last is None and person.is_dead:
        return "end_missing"
    try:
        term = span(_ANSWER, Text(tenure.first, 0), Text(tenure.last, 0) if tenure.last else None)
    except ConfigError:
        return "dates_impossible"
    if term.last is not None and term.last < SINCE:
        return "ended_long_ago"
    source = f"Wikidata {person.wikidata}, {note}"
    return Role("", found.office, title, found.of, term.first, term.last, found.acting, source, False, term.precision)


def ignored_rows(ignored: Iterable[tuple[tuple[str, str], int]]) -> list[dict[str, object]]:
    """Ignored things by reason, the most frequent first: {"reason", "count", "examples"}."""
    by_reason: dict[str, Counter[str]] = defaultdict(Counter)
    for (reason, example), count in ignored:
        by_reason[reason][example] += count
    rows: list[dict[str, object]] = [
        {
            "reason": reason,
            "count": sum(examples.values()),
            "examples": [name for name, _ in sorted(examples.items(), key=lambda e: (-e[1], e[0])) if name][:5],
        }
        for reason, examples in by_reason.items()
    ]
    return sorted(rows, key=lambda row: (-int(str(row["count"])), str(row["reason"])))
