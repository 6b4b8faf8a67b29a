"""The look-up tables of the actor authority, made once from its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.extract.authority_model import Actor, ActorName, Parts, Role
from dateline.extract.authority_names import fold, is_shouted

# Acronyms that are everyday words once their capitals are gone, beside all of three letters or fewer.
_WORDS = frozenset({"PACE", "SHAPE"})


@dataclass(frozen=True)
class Index:
    """What the look-ups look in; made once."""

    names: Mapping[str, tuple[tuple[str, str], ...]]
    """Folded name → (actor key, guard): the guard says how the text must be written (see `passes`)."""
    surnames: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    by_office: Mapping[tuple[str, str], tuple[Role, ...]]
    by_actor: Mapping[str, tuple[Role, ...]]


def passes(text: str, guard: str) -> bool:
    """Whether `text` is written as its guard asks: in `capitals`, with a capital `initial`, or anyhow."""
    if guard == "capitals":
        return is_shouted(text)
    return guard == "" or not text.strip().removeprefix("the ")[:1].islower()


def _guard(actor: Actor, name: ActorName) -> str:
    if name.kind == "acronym" and (len(name.text) <= 3 or name.text in _WORDS):
        return "capitals"
    if name.kind == "nominal" or actor.kind == "person" or name.text.removeprefix("the ")[:1].islower():
        return ""
    return "initial"


def index(parts: Parts) -> Index:
    """The look-up tables of those parts."""
    names: dict[str, list[tuple[str, str]]] = {}
    surnames: dict[str, list[str]] = {}
    for actor in parts.actors.values():
        for name in actor.names:
            if name.kind == "surname":
                surnames.setdefault(fold(name.text), []).append(actor.key)
            else:
                names.setdefault(fold(name.text), []).append((actor.key, _guard(actor, name)))
    by_office: dict[tuple[str, str], list[Role]] = {}
    by_actor: dict[str, list[Role]] = {}
    for role in parts.roles:
        by_office.setdefault((role.office, role.of), []).append(role)
        by_actor.setdefault(role.actor, []).append(role)
    return Index(
        names={k: tuple(v) for k, v in names.items()},
        surnames={k: tuple(dict.fromkeys(v)) for k, v in surnames.items()},
        titles={title.casefold(): office.id for office in parts.offices.values() for title in office.titles},
        by_office={k: tuple(v) for k, v in by_office.items()},
        by_actor={k: tuple(sorted(v, key=lambda r: (r.valid_from, r.office))) for k, v in by_actor.items()},
    )
