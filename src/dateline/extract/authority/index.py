"""The look-up tables of the actor authority, made once from its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.extract.authority.model import Actor, ActorName, Parts, Role
from dateline.extract.authority.names import fold, is_shouted

# Acronyms that are everyday words once their capitals are gone, beside all of three letters or fewer.
_WORDS = frozenset({"PACE", "SHAPE"})
_FAMILY_FIRST = frozenset({"cn", "kr", "kp", "vn", "tw", "kh"})
"""States whose names begin with the family's."""
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Index:
    """What the look-ups look in; made once."""

    names: Mapping[str, tuple[tuple[str, str], ...]]
    """Folded name → (actor key, guard): the guard says how the text must be written (see `passes`)."""
    surnames: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    by_office: Mapping[tuple[str, str], tuple[Role, ...]]
    by_actor: Mapping[str, tuple[Role, ...]]
    firsts: Mapping[str, int]
    """First word of a folded name → words of the longest name that begins with it."""
    title_firsts: Mapping[str, int]
    """First word of a title → words and marks of the longest that begins with it."""
    given: Mapping[str, str]
    """Folded given name → the gender of the persons who bear it; `""` where it is both or not known."""
    institution_ends: frozenset[str]
    """Last words of the institutions that every state has."""


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
        firsts=_firsts(parts, names),
        title_firsts=_title_firsts(parts),
        given=_given(parts.actors.values()),
        institution_ends=frozenset(words.rpartition(" ")[2] for words in parts.institutions),
    )


def _title_firsts(parts: Parts) -> dict[str, int]:
    out: dict[str, int] = {}
    for title in (*(t.casefold() for office in parts.offices.values() for t in office.titles), *_local(parts)):
        words = _TOKEN.findall(title)
        if words:
            out[words[0]] = max(out.get(words[0], 0), len(words) + title.count("'s"))
    return out


def _local(parts: Parts) -> Iterable[str]:
    return (title for _, title in parts.local_titles)


def _firsts(parts: Parts, names: Mapping[str, list[tuple[str, str]]]) -> dict[str, int]:
    out: dict[str, int] = {}
    tail = max((len(words.split()) for words in parts.institutions), default=0)
    for name, hits in names.items():
        first, *rest = name.split() or [name]
        is_state = any(parts.actors[key].kind == "country" for key, _ in hits)
        out[first] = max(out.get(first, 0), 1 + len(rest) + (tail if is_state else 0))
    for words in parts.institutions:  # `government of Georgia`
        first = words.split()[0]
        out[first] = max(out.get(first, 0), len(words.split()) + 4)
    return out


def _given(actors: Iterable[Actor]) -> dict[str, str]:
    out: dict[str, str] = {}
    for actor in actors:
        if actor.kind == "person" and " " in actor.name and actor.country not in _FAMILY_FIRST:
            first, gender = fold(actor.name).split()[0], actor.gender or ""
            out[first] = gender if out.get(first, gender) == gender else ""
    return out
