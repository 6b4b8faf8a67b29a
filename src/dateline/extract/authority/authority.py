"""The actor authority: whom news copy speaks of, by what names, and who held which office when.

Pure once read: `authority(folder)` reads schemas/vocabulary/actors/, and what was imported from Wikidata, and returns
an immutable Authority.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dateline.extract.authority.build import parts
from dateline.extract.authority.index import Index, index, passes
from dateline.extract.authority.model import Actor, ActorName, Membership, Office, Refusal, Role, Rule
from dateline.extract.authority.names import fold
from dateline.payload import natural_id

__all__ = [
    "Actor",
    "ActorName",
    "Authority",
    "Membership",
    "Office",
    "Refusal",
    "Role",
    "Rule",
    "authority",
    "holder_at",
]


_INITIALS = re.compile(r"(?<=\w\w)(?: \w)+ (?=\w\w)")


@dataclass(frozen=True)
class Authority:
    """All actors, with look-ups. Look-ups take text as it stands in a story and return () or None when nothing fits."""

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
    """sha256 over the files it was read from: what was derived with another digest is stale."""
    _index: Index = field(repr=False, compare=False)
    refused: tuple[Refusal, ...] = ()
    """Imported facts that contradict others, and are not used."""

    @property
    def titles(self) -> Mapping[str, str]:
        """Title phrase in lower case → office id, wherever it is held."""
        return self._index.titles

    @property
    def firsts(self) -> Mapping[str, int]:
        """First word of a name, folded → words of the longest name that begins with it."""
        return self._index.firsts

    @property
    def title_firsts(self) -> Mapping[str, int]:
        """First word of a title → words and marks of the longest that begins with it."""
        return self._index.title_firsts

    @property
    def given(self) -> Mapping[str, str]:
        """Given name, folded → the gender of those who bear it; `""` where that is not told."""
        return self._index.given

    def actor_id(self, actor: Actor | str) -> str:
        """The id under which an actor stands in the tables."""
        found = self.actors[actor] if isinstance(actor, str) else actor
        return natural_id("actor", found.kind, found.key)

    def by_name(self, text: str) -> tuple[Actor, ...]:
        """Every actor with that name or alias, surnames alone aside; blind to case, accents and punctuation.

        Countries and acronyms are not found by lower-case words (`us`, `who`, `turkey`, `polish`); initials between
        names may be missing from the authority (`James B. Comey`).
        """
        words = fold(text)
        found = self._called(words, text)
        if not found and (short := _INITIALS.sub(" ", words)) != words:
            found = self._called(short, text)
        return found or self._institution(words, text)

    def _called(self, words: str, text: str) -> tuple[Actor, ...]:
        hits = self._index.names.get(words)
        if hits is None:
            return ()
        return tuple(self.actors[key] for key in dict.fromkeys(key for key, guard in hits if passes(text, guard)))

    def surname(self, text: str) -> tuple[Actor, ...]:
        """Every person with that surname; nobody when it is written without a capital (`rice`, `may`, `ban`)."""
        if text.islower():
            return ()
        return tuple(self.actors[key] for key in self._index.surnames.get(fold(text), ()))

    def named(self, text: str, on: date) -> Actor | None:
        """The one actor meant by that name on that day: the only one, or the one the name's rule chooses."""
        found = self.by_name(text)
        if len(found) <= 1:
            return found[0] if found else None
        rule = self.rules.get(fold(text))
        if rule is None or rule.choose == "unresolved":
            return None
        if rule.choose == "first":
            return self.actors[rule.keys[0]]
        if rule.choose == "latest":
            begun = {
                a.key: max((r.valid_from for r in self.roles_of(a.key) if r.valid_from <= on), default=date.min)
                for a in found
            }
            last = [a for a in found if begun[a.key] == max(begun.values()) > date.min]
            return last[0] if len(last) == 1 else None
        serving = [actor for actor in found if self.roles_of(actor.key, on)]
        return serving[0] if len(serving) == 1 else None

    def holder_at(self, office: str, of: str, on: date) -> Actor | None:
        """Who held that office of that state or organisation on that day.

        On a day of change it is the incoming one. None when nobody is known, when several hold it, or when
        dates known only to the month or year leave it open.
        """
        found = self.roles_at(office, of, on)
        if len({role.actor for role in found}) > 1:
            if self.offices[office].many or any(role.joint for role in found):
                return None
            last = found[-1]
            if any(
                role.precision != "day" and role.valid_to != last.valid_from
                for role in found
                if role.actor != last.actor
            ):
                return None
            if last.precision != "day" and on.replace(day=1) == last.valid_from.replace(day=1):
                return None
        return self.actors[found[-1].actor] if found else None

    def roles_at(self, office: str, of: str, on: date) -> tuple[Role, ...]:
        """All terms in that office that cover that day, the latest begun last."""
        found = [role for role in self._index.by_office.get((office, of), ()) if role.covers(on)]
        return tuple(sorted(found, key=lambda role: (role.valid_from, not role.acting, role.actor)))

    def roles_of(self, key: str, on: date | None = None) -> tuple[Role, ...]:
        """The offices an actor held on that day (ever, without a day), the latest begun last."""
        return tuple(role for role in self._index.by_actor.get(key, ()) if on is None or role.covers(on))

    def office_of(self, title: str, of: str | None = None) -> str | None:
        """The office meant by a title; `of` (a state or organisation) decides where it must: `chancellor` of `gb`."""
        words = " ".join(title.replace("’", "'").casefold().split()).removeprefix("the ").removeprefix("former ")
        if of is not None and (of, words) in self.local_titles:
            return self.local_titles[of, words]
        return self.titles.get(words)

    def members_of(self, organisation: str, on: date) -> tuple[str, ...]:
        """Keys of the states that belonged to it on that day; () where members are not recorded."""
        return tuple(
            m.state
            for m in self.members.get(organisation, ())
            if m.valid_from <= on and (m.valid_to is None or on <= m.valid_to)
        )

    def actor_rows(self) -> list[dict[str, Any]]:
        """Rows of the table actors, without what is computed at load."""
        return [
            {
                "actor_id": self.actor_id(a),
                "actor_key": a.key,
                "kind": a.kind,
                "name": a.name,
                "wikidata": a.wikidata,
                "country": a.country,
                "is_in_authority": True,
            }
            for a in self.actors.values()
        ]

    def name_rows(self) -> list[dict[str, Any]]:
        """Rows of actor_names: actor_id, name, language, kind."""
        return [
            {"actor_id": self.actor_id(a), "name": n.text, "language": n.language, "kind": n.kind}
            for a in self.actors.values()
            for n in a.names
        ]

    def role_rows(self) -> list[dict[str, Any]]:
        """Rows of actor_roles: role_id, actor_id, office, title, of_actor_id, of_key, valid_from, valid_to and more."""
        return [
            {
                "role_id": natural_id("role", r.actor, r.office, r.of, r.valid_from, r.title),
                "actor_id": self.actor_id(r.actor),
                "office": r.office,
                "title": r.title,
                "of_actor_id": self.actor_id(r.of),
                "of_key": r.of,
                "valid_from": r.valid_from,
                "valid_to": r.valid_to,
                "precision": r.precision,
                "is_acting": r.acting,
                "source": r.source,
            }
            for r in self.roles
        ]

    def _institution(self, words: str, text: str) -> tuple[Actor, ...]:
        """The state meant by `Russian foreign ministry` or `government of Georgia`."""
        if words.rpartition(" ")[2] not in self._index.institution_ends and " of " not in words:
            return ()
        for tail in self.institutions:
            if words.endswith(f" {tail}"):
                return self._states(text.strip().removeprefix("the ")[:1], words.removesuffix(f" {tail}"))
            if words.startswith(f"{tail} of "):
                return self._states("X", words.removeprefix(f"{tail} of "))
        return ()

    def _states(self, initial: str, words: str) -> tuple[Actor, ...]:
        keys = dict.fromkeys(key for key, _ in self._index.names.get(words, ()) if self.actors[key].kind == "country")
        return tuple(self.actors[key] for key in keys) if initial == initial.upper() and len(keys) == 1 else ()


def authority(folder: Path, imported: Path | None = None) -> Authority:
    """The authority that lies in `folder` (schemas/vocabulary/actors), widened by the files of `imported` if it exists.

    What is written by hand wins; imported facts that contradict it are in `refused`. Raises ConfigError naming file
    and line.
    """
    found = parts(folder, imported)
    return Authority(
        found.actors,
        found.roles,
        found.offices,
        found.members,
        found.rules,
        found.local_titles,
        found.institutions,
        found.digest,
        index(found),
        found.refused,
    )


def holder_at(known: Authority, office: str, of: str, on: date) -> Actor | None:
    """Who held an office of a state or organisation on a day, as the SQL macro of the same name tells it.

    `office` is a word of offices.yml or a title (`Prime Minister`), `of` a key or any name (`ru`, `Russia`, `Nato`).
    On a day of change it is the incoming holder. None when nobody is known, when several hold it, when dates known only
    to the month or year leave it open, and for an office or a name that is not known.

    >>> holder_at(known, "head_of_government", "Russia", date(2009, 9, 19)).name  # doctest: +SKIP
    'Vladimir Putin'
    """
    found = known.actors.get(of)
    if found is None:
        named = [actor for actor in known.by_name(of) if actor.kind != "person"]
        found = named[0] if len(named) == 1 else None
    if found is None:
        return None
    word = office if office in known.offices else known.office_of(office, found.key)
    return known.holder_at(word, found.key, on) if word else None
