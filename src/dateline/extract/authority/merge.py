"""Imported facts laid upon what is written by hand: that stands, and what contradicts it is refused. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from dateline.extract.authority.model import Actor, ActorName, Parts, Refusal, Role
from dateline.extract.authority.names import fold

_SLACK_DAYS = {"day": 0, "month": 31, "year": 366}
"""How far two terms may overlap for all that is known: on a day of change, or as far as the coarser date is coarse."""


def laid_upon(base: Parts, layer: Parts, digest: str) -> Parts:
    """`base` with what `layer` adds, and in `refused` whatever contradicts it or another fact of the layer.

    An imported end closes a term whose end was not known; any other difference in a term that is known is refused.
    """
    names = _Names(base, layer)
    actors = dict(base.actors)
    for actor in layer.actors.values():
        found = names.admitted(actor)
        if found is not None:
            actors[found.key] = found
    terms = _Terms(base, actors)
    roles = terms.laid([role for role in layer.roles if role.actor in actors and role.actor not in names.refused_keys])
    return replace(
        base, actors=actors, roles=tuple(roles), digest=digest, refused=(*base.refused, *names.refused, *terms.refused)
    )


@dataclass
class _Names:
    """Judges the actors of a layer by id, sex, country and names."""

    base: Parts
    layer: Parts
    refused: list[Refusal] = field(default_factory=list)
    refused_keys: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._owners = _owners(self.base.actors.values())
        self._layer_owners = _owners(self.layer.actors.values())
        self._ids = _ids(self.base.actors.values())
        self._layer_ids = _ids(self.layer.actors.values())

    def admitted(self, actor: Actor) -> Actor | None:
        """The actor as it will stand; None when it is refused whole."""
        known = self.base.actors.get(actor.key)
        reason = self._contradiction(actor, known)
        if reason:
            self.refused.append(Refusal(reason[0], actor.key, reason[1]))
            self.refused_keys.add(actor.key)
            return None
        names = tuple(self._fitting(actor, known))
        if known is None:
            return replace(actor, names=names)
        return replace(
            known,
            names=(*known.names, *names),
            wikidata=known.wikidata or actor.wikidata,
            country=known.country or actor.country,
        )

    def _contradiction(self, actor: Actor, known: Actor | None) -> tuple[str, str] | None:
        others = (
            (self._ids[actor.wikidata] | self._layer_ids[actor.wikidata]) - {actor.key} if actor.wikidata else set()
        )
        if others:
            return "wikidata_id_taken", f"{actor.wikidata} is also {', '.join(sorted(others))}"
        if known is None:
            bearers = (self._owners[fold(actor.name)] | self._full(actor)) - {actor.key}
            return ("name_taken", f"{actor.name} is also {', '.join(sorted(bearers))}") if bearers else None
        if known.wikidata and actor.wikidata and known.wikidata != actor.wikidata:
            return "wikidata_id_differs", f"{known.wikidata} by hand, {actor.wikidata} imported"
        for name in ("kind", "gender", "country"):
            ours, theirs = getattr(known, name), getattr(actor, name)
            if ours and theirs and ours != theirs:
                return f"{'sex' if name == 'gender' else name}_differs", f"{ours} by hand, {theirs} imported"
        return None

    def _full(self, actor: Actor) -> set[str]:
        """Keys of others of the layer whose own name it is."""
        folded = fold(actor.name)
        return {key for key in self._layer_owners[folded] if fold(self.layer.actors[key].name) == folded}

    def _fitting(self, actor: Actor, known: Actor | None) -> Iterator[ActorName]:
        """The actor's names that are new and nobody else's."""
        mine = {fold(name.text) for name in known.names} if known else set()
        for name in actor.names:
            folded = fold(name.text)
            if known and (folded in mine or name.kind == "surname"):
                continue
            mine.add(folded)
            others = (self._owners[folded] | self._layer_owners[folded]) - {actor.key}
            if name.kind == "surname" or folded == fold(actor.name) or not others:
                yield name
            else:
                self.refused.append(Refusal("alias_taken", actor.key, f"{name.text}: {', '.join(sorted(others))}"))


@dataclass
class _Terms:
    """Judges the terms of a layer by the terms that stand."""

    base: Parts
    actors: dict[str, Actor]
    refused: list[Refusal] = field(default_factory=list)

    def laid(self, incoming: list[Role]) -> list[Role]:
        """All terms: those of the base, some with an end they had not, and the new ones that fit."""
        standing: dict[tuple[str, str], list[Role]] = defaultdict(list)
        for role in self.base.roles:
            standing[role.office, role.of].append(role)
        groups: dict[tuple[str, str], list[Role]] = defaultdict(list)
        for role in incoming:
            groups[role.office, role.of].append(role)
        changed: dict[int, Role] = {}
        added: list[Role] = []
        for place, roles in groups.items():
            fresh = list(self._fresh(roles, standing[place], changed))
            there = [changed.get(id(role), role) for role in standing[place]]
            added += self._fitting(fresh, there)
        return [*(changed.get(id(role), role) for role in self.base.roles), *added]

    def _fresh(self, roles: list[Role], there: list[Role], changed: dict[int, Role]) -> Iterator[Role]:
        """The terms that are not known yet; notes ends that were not known."""
        for role in roles:
            same = [known for known in there if known.actor == role.actor and _is_doubled(known, role)]
            closing = next((known for known in same if _is_end_of(role, known)), None)
            if closing is not None:
                precision = max(closing.precision, role.precision, key=_SLACK_DAYS.__getitem__)
                end = replace(closing, valid_to=role.valid_to, precision=precision, source=role.source)
                changed[id(closing)] = end
            elif not same:
                yield role
            elif not any(_is_known(role, known) for known in same):
                self._refuse("dates_differ", role, same)

    def _fitting(self, fresh: list[Role], there: list[Role]) -> Iterator[Role]:
        many = bool(fresh) and self.base.offices[fresh[0].office].many
        for role in fresh:
            own = [other for other in fresh if other is not role and other.actor == role.actor]
            others = [other for other in (*there, *fresh) if other.actor != role.actor]
            doubled = [other for other in own if _is_doubled(role, other)]
            rivals = [] if many else [other for other in others if _are_rivals(role, other)]
            if doubled:
                self._refuse("terms_disagree", role, doubled)
            elif rivals:
                self._refuse("two_holders", role, rivals)
            else:
                yield role

    def _refuse(self, reason: str, role: Role, because: Iterable[Role]) -> None:
        other = "; ".join(f"{one.actor} {_days(one)}" for one in because)
        self.refused.append(Refusal(reason, role.actor, f"{role.office} of {role.of} {_days(role)}: {other}"))


def _days(role: Role) -> str:
    return f"{role.valid_from} to {role.valid_to or 'now'}"


def _overlap(one: Role, other: Role) -> bool:
    """Whether two terms have days in common beyond what a day of change or a coarse date explains."""
    first = max(one.valid_from, other.valid_from)
    last = min(one.valid_to or date.max, other.valid_to or date.max)
    return (last - first).days > max(_SLACK_DAYS[one.precision], _SLACK_DAYS[other.precision])


def _is_doubled(one: Role, other: Role) -> bool:
    """Whether two terms of one holder are the same one told twice, or contradict each other."""
    return one.valid_from == other.valid_from or _overlap(one, other)


def _are_rivals(one: Role, other: Role) -> bool:
    return not (one.acting or other.acting or one.joint or other.joint) and _overlap(one, other)


def _is_end_of(role: Role, known: Role) -> bool:
    """Whether an imported term tells the end of one that was still held."""
    return known.valid_to is None and role.valid_to is not None and _begins_with(role, known)


def _begins_with(role: Role, known: Role) -> bool:
    slack = max(_SLACK_DAYS[role.precision], _SLACK_DAYS[known.precision])
    return abs((role.valid_from - known.valid_from).days) <= slack


def _is_known(role: Role, known: Role) -> bool:
    """Whether an imported term says nothing else than one that stands; a term still held may stand with its end."""
    slack = max(_SLACK_DAYS[role.precision], _SLACK_DAYS[known.precision])
    if not _begins_with(role, known):
        return False
    if role.valid_to is None or known.valid_to is None:
        return role.valid_to is None
    return abs((role.valid_to - known.valid_to).days) <= slack


def _owners(actors: Iterable[Actor]) -> dict[str, set[str]]:
    """Folded name → keys of those who have it, surnames aside."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in actor.names:
            if name.kind != "surname":
                found[fold(name.text)].add(actor.key)
    return found


def _ids(actors: Iterable[Actor]) -> dict[str | None, set[str]]:
    found: dict[str | None, set[str]] = defaultdict(set)
    for actor in actors:
        if actor.wikidata:
            found[actor.wikidata].add(actor.key)
    return found
