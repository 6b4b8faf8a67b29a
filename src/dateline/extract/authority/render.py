"""Imported actors and terms as small YAML files, in the form of people/*.yml and organisations.yml. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date
from typing import Any

import yaml

from dateline.extract.authority.model import Actor, ActorName, Parts, Role
from dateline.extract.authority.names import fold, variants

_HEAD = (
    "# Made by `dateline actors import`: the next import writes it anew. Facts of your own belong into the checkout.\n"
)


def files(hand: Parts, made: Parts) -> dict[str, str]:
    """Path inside the imported folder → text, of all that `made` has beyond what is written by hand.

    Reading them back upon `hand` gives `made` again, and writing that the same files.
    """
    by_hand = set(hand.roles)
    roles = [role for role in made.roles if role not in by_hand]
    holders = {role.actor for role in roles}
    persons: dict[str, list[str]] = defaultdict(list)
    organisations: dict[str, dict[str, Any]] = {}
    for key, actor in sorted(made.actors.items()):
        old = hand.actors.get(key)
        if old == actor and key not in holders:
            continue
        news = [name for name in actor.names if old is None or name not in old.names]
        if actor.kind == "person":
            place = _file(actor, [role for role in roles if role.actor == key])
            persons[place].append(_person(actor, news, place))
        else:
            organisations[key] = _organisation(actor, news)
    terms: dict[str, dict[str, list[Role]]] = defaultdict(lambda: defaultdict(list))
    for role in roles:
        terms[role.of][role.office].append(role)
    made_files = {
        f"people/{place}.yml": _text(_people(made, persons.get(place, []), terms.get(place, {})))
        for place in sorted({*persons, *terms})
    }
    if organisations:
        made_files["organisations.yml"] = _text({"organisations": organisations})
    return made_files


def _text(document: dict[str, Any]) -> str:
    return _HEAD + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100_000)


def _people(made: Parts, persons: list[str], terms: dict[str, list[Role]]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "source": "Wikidata; the ids stand with the persons, the days of retrieval with the terms"
    }
    if persons:
        document["people"] = persons
    if terms:
        document["holders"] = {
            office: [_term(role, made.offices[office].title) for role in sorted(held, key=_order)]
            for office, held in sorted(terms.items())
        }
    return document


def _order(role: Role) -> tuple[date, str]:
    return role.valid_from, role.actor


def _file(actor: Actor, roles: list[Role]) -> str:
    """The file a person stands in: where the first imported office is, else the person's state."""
    return min(roles, key=lambda role: (role.valid_from, role.of)).of if roles else actor.country or "others"


def _person(actor: Actor, news: list[ActorName], place: str) -> str:
    texts = [name.text for name in news if name.kind == "alias"]
    spelt = {fold(v) for text in (actor.name, *texts) for v in variants(text, actor.country)}
    parts = [actor.name, actor.gender or "?"]
    if actor.wikidata:
        parts.append(actor.wikidata)
    if actor.country and actor.country != place:
        parts.append(f"state={actor.country}")
    return "; ".join([*parts, *(text for text in texts if fold(text) not in spelt)])


def _organisation(actor: Actor, news: list[ActorName]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": next(name.text for name in actor.names if name.kind == "full")}
    for field, kind in (("acronyms", "acronym"), ("aliases", "alias")):
        texts = [name.text for name in news if name.kind == kind]
        if texts:
            found[field] = texts
    if actor.wikidata:
        found["wikidata"] = actor.wikidata
        found["source"] = f"Wikidata {actor.wikidata}"
    return found


def _term(role: Role, usual_title: str) -> str:
    parts = [role.actor, _written(role.valid_from, role.precision, is_last=False)]
    if role.valid_to is not None:
        parts.append(_written(role.valid_to, role.precision, is_last=True))
    if role.acting:
        parts.append("acting")
    if role.joint:
        parts.append("joint")
    if role.title != usual_title:
        parts.append(f'"{role.title}"')
    return f"{' '.join(parts)} | {role.source}"


def _written(day: date, precision: str, *, is_last: bool) -> str:
    """The day as far as it is known: of a term known to the month, the first (or last) of a month is the month."""
    is_month = day.day == (monthrange(day.year, day.month)[1] if is_last else 1)
    if precision == "year" and is_month and day.month == (12 if is_last else 1):
        return f"{day:%Y}"
    return f"{day:%Y-%m}" if precision == "month" and is_month else day.isoformat()
