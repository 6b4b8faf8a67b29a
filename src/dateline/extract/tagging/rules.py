"""The rules of topics.yml: what a topic is, by the actors, places, words and subject codes of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from dateline import yamlfile
from dateline.extract.authority.authority import Authority
from dateline.extract.tagging.words import words_of

LEAST = 0.5
"""The score from which a story is on a topic, where the topic names no other."""
WINDOWS = ("sentence", "paragraph")
KINDS = ("actor", "kind", "members_of", "place", "word", "subject")
ACTOR_KINDS = ("country", "organisation", "person", "office", "place")
_KEYS = ("label", "description", "iptc", "all", "any", "none", "near", "about", "least", "sides")
_GROUPS = ("all", "any", "none", "about")
_PLURALS = {"actors": "actor", "places": "place", "words": "word", "subjects": "subject"}
_SIDE = ("states", "organisations", "members_of")
_CODE = re.compile(r"medtop:[0-9]{8}")
_FAR = 200
"""Words; whatever is further apart is not near."""


@dataclass(frozen=True, eq=False)
class Term:
    """One thing to look for: `kind` is one of KINDS. `without`: longer phrases in which the word does not count.

    Made by `term`, so that the same thing is the same object wherever rules ask for it.
    """

    kind: str
    value: str
    without: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


@lru_cache(maxsize=16384)
def term(kind: str, value: str, without: tuple[str, ...] = ()) -> Term:
    """The term of that kind and value."""
    return Term(kind, value, without)


@dataclass(frozen=True, eq=False)
class AnyOf:
    """Holds where one of its parts does."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class Near:
    """Holds where every part is found in one sentence, one paragraph, or with at most so many words between."""

    parts: tuple[Node, ...]
    within: str | int


Node: TypeAlias = Term | AnyOf | Near


@dataclass(frozen=True)
class Topic:
    """A topic and its rule; `sides`: name → {states, organisations, members_of} → keys."""

    id: str
    label: str
    description: str = ""
    iptc: tuple[str, ...] = ()
    all: tuple[Node, ...] = ()
    any: tuple[Node, ...] = ()
    none: tuple[Node, ...] = ()
    about: tuple[Node, ...] = ()
    """What the score is taken of, together; without it, the weakest of `all` and `any`."""
    least: float = LEAST
    sides: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def rule(self) -> str:
        """The parts that the rule has, as rows of article_topics name it."""
        return "+".join(name for name in _GROUPS if getattr(self, name))

    @cached_property
    def terms(self) -> dict[Term, None]:
        """Every term of the rule, in order."""
        return dict.fromkeys(one for node in (*self.all, *self.any, *self.none, *self.about) for one in terms(node))


def terms(node: Node) -> Iterator[Term]:
    """The terms that a node is made of."""
    if isinstance(node, Term):
        yield node
    else:
        for part in node.parts:
            yield from terms(part)


def topics(path: Path, known: Authority | None = None) -> tuple[Topic, ...]:
    """Every topic of topics.yml. Raises ConfigError naming file and line for an unknown key, term or actor."""
    doc = yamlfile.read(path)
    return tuple(_topic(doc, str(name), known) for name in doc.data)


def _topic(doc: yamlfile.Document, name: str, known: Authority | None) -> Topic:
    entry = doc.section(name, _KEYS)
    rules = {key: tuple(_node(doc, name, t) for t in _list(doc, name, key, entry)) for key in _GROUPS}
    rules["all"] += tuple(_near(doc, name, {"near": one, **_within(one)}) for one in _nears(doc, name, entry))
    codes = tuple(map(str, _list(doc, name, "iptc", entry)))
    for code in codes:
        if not _CODE.fullmatch(code):
            raise doc.error(name, expected="`iptc` as media topics such as medtop:20000638", found=code)
    least = entry.get("least", LEAST)
    if isinstance(least, bool) or not isinstance(least, int | float) or not 0 < least < 1:
        raise doc.error(name, expected="`least` as a score between 0 and 1", found=repr(least))
    if not rules["all"] and not rules["any"]:
        raise doc.error(name, expected="a term under `all`, `any` or `near`", found="none")
    sides = _sides(doc, name, entry.get("sides") or {})
    label, about = str(entry.get("label") or name), str(entry.get("description") or "")
    topic = Topic(name, label, about, codes, least=float(least), sides=sides, **rules)
    if known is not None:
        _check_keys(doc, topic, known)
    return topic


def _list(doc: yamlfile.Document, topic: str, key: str, entry: Mapping[str, Any]) -> list[Any]:
    found = entry.get(key)
    if found is None:
        return []
    if not isinstance(found, list):
        raise doc.error(topic, expected=f"`{key}` as a list", found=repr(found)[:60])
    return found


def _nears(doc: yamlfile.Document, topic: str, entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The entries of a topic's own `near`: each a mapping {of: [term, …], within: …}."""
    found = _list(doc, topic, "near", entry)
    for one in found:
        if not isinstance(one, dict) or set(one) - {"of", "within"} or "of" not in one:
            raise doc.error(topic, expected="`near` with `of` and `within`", found=repr(one)[:60])
    return found


def _within(near: Mapping[str, Any]) -> dict[str, Any]:
    return {"near": near["of"], "within": near.get("within", "sentence")}


def _node(doc: yamlfile.Document, topic: str, said: Any) -> Node:
    """A term: {kind: value}; a list of terms (any of them); or {near: [term, …], within: …}."""
    if isinstance(said, list) and said:
        return AnyOf(tuple(_node(doc, topic, one) for one in said))
    if isinstance(said, dict) and "near" in said:
        return _near(doc, topic, said)
    rest = set(said) - {"except"} if isinstance(said, dict) else set()
    if len(rest) != 1 or (kind := str(next(iter(rest)))) not in (*KINDS, *_PLURALS):
        names = ", ".join((*KINDS, *_PLURALS, "near"))
        raise doc.error(topic, expected=f"a term with one of {names}", found=repr(said)[:80])
    values = said[kind] if kind in _PLURALS else [said[kind]]
    kind = _PLURALS.get(kind, kind)
    without = said.get("except") or []
    if not isinstance(values, list) or not values or not isinstance(without, list):
        raise doc.error(topic, expected=f"a list of {kind}s", found=repr(said)[:80])
    if without and kind != "word":
        raise doc.error(topic, expected="`except` beside words only", found=repr(said)[:80])
    for text in (*values, *without) if kind == "word" else values:
        if not isinstance(text, str) or not (words_of(text) if kind == "word" else text.strip()):
            raise doc.error(topic, expected=f"a {kind} as text", found=repr(text)[:60])
    found = tuple(term(kind, str(value), tuple(map(str, without))) for value in values)
    return found[0] if len(found) == 1 else AnyOf(found)


def _near(doc: yamlfile.Document, topic: str, said: Mapping[str, Any]) -> Near:
    parts, within = said["near"], said.get("within", "sentence")
    if not isinstance(parts, list) or len(parts) < 2 or set(said) - {"near", "within"}:
        raise doc.error(topic, expected="`near` with two terms or more, and `within`", found=repr(dict(said))[:80])
    is_number = isinstance(within, int) and not isinstance(within, bool) and 0 <= within <= _FAR
    if within not in WINDOWS and not is_number:
        told = f"`within` as {', '.join(WINDOWS)} or a number of words up to {_FAR}"
        raise doc.error(topic, expected=told, found=repr(within))
    nodes = tuple(_node(doc, topic, one) for one in parts)
    if any(one.kind == "subject" for node in nodes for one in terms(node)):
        raise doc.error(topic, expected="`near` of what stands in the text", found="a subject code")
    return Near(nodes, within)


def _check_keys(doc: yamlfile.Document, topic: Topic, known: Authority) -> None:
    for one in topic.terms:
        if one.kind in ("actor", "place") and one.value not in known.actors:
            raise doc.error(topic.id, expected="an actor of schemas/vocabulary/actors", found=one.value)
        if one.kind == "kind" and one.value not in ACTOR_KINDS:
            raise doc.error(topic.id, expected=f"a kind of actor: {', '.join(ACTOR_KINDS)}", found=one.value)
        if one.kind == "members_of" and one.value not in known.members:
            raise doc.error(topic.id, expected="an organisation whose members are recorded", found=one.value)


def _sides(doc: yamlfile.Document, topic: str, sides: Any) -> dict[str, dict[str, tuple[str, ...]]]:
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    if not isinstance(sides, dict):
        raise doc.error(topic, expected="`sides` as a mapping", found=repr(sides)[:60])
    for side, members in sides.items():
        if not isinstance(members, dict) or set(members) - set(_SIDE):
            raise doc.error(topic, expected=f"sides with {', '.join(_SIDE)}", found=repr(members))
        out[str(side)] = {key: tuple(map(str, members.get(key) or ())) for key in _SIDE}
    return out
