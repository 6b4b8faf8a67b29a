"""The rules of topics.yml: what a topic is, by the actors and words of a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline import yamlfile

_KEYS = ("label", "description", "iptc", "all", "any", "none", "sides")
_TERMS = ("actor", "members_of", "word", "title")
_SIDE = ("states", "organisations", "members_of")


@dataclass(frozen=True)
class Term:
    """One condition: `kind` is actor, members_of, word or title."""

    kind: str
    value: str


@dataclass(frozen=True)
class Topic:
    """A topic and its rule; `sides`: name → {states, organisations, members_of} → keys."""

    id: str
    label: str
    all: tuple[Term, ...] = ()
    any: tuple[Term, ...] = ()
    none: tuple[Term, ...] = ()
    sides: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


def topics(path: Path) -> tuple[Topic, ...]:
    """Every topic of topics.yml. Raises ConfigError naming file and line for an unknown key or term."""
    doc = yamlfile.read(path)
    out = []
    for name in doc.data:
        entry = doc.section(name, _KEYS)
        rules = {key: tuple(_term(doc, name, t) for t in entry.get(key) or ()) for key in ("all", "any", "none")}
        out.append(
            Topic(str(name), str(entry.get("label", name)), sides=_sides(doc, name, entry.get("sides") or {}), **rules)
        )
    return tuple(out)


def _term(doc: yamlfile.Document, topic: str, term: Any) -> Term:
    if not isinstance(term, dict) or len(term) != 1 or next(iter(term)) not in _TERMS:
        raise doc.error(topic, expected=f"a term with one of {', '.join(_TERMS)}", found=repr(term))
    kind, value = next(iter(term.items()))
    return Term(kind, str(value))


def _sides(doc: yamlfile.Document, topic: str, sides: Any) -> dict[str, dict[str, tuple[str, ...]]]:
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for side, members in sides.items():
        if not isinstance(members, dict) or set(members) - set(_SIDE):
            raise doc.error(topic, expected=f"sides with {', '.join(_SIDE)}", found=repr(members))
        out[str(side)] = {key: tuple(map(str, members.get(key) or ())) for key in _SIDE}
    return out
