"""The actors of one story: who has been named so far, by what, and which of them a later short name can only mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dateline.extract.authority import Actor, Authority
from dateline.extract.authority_names import fold
from dateline.payload import natural_id

HONORIFICS = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "dame": "f", "lord": "m", "lady": "f",
              "dr": "", "prof": "",
              "king": "m", "queen": "f", "prince": "m", "princess": "f"}  # fmt: skip


@dataclass(frozen=True)
class Who:
    """An actor as a text shows it: of the authority, or local to the texts (`local:` and the folded full name)."""

    key: str
    kind: str
    name: str
    gender: str | None = None
    wikidata: str | None = None

    @property
    def actor_id(self) -> str:
        return natural_id("actor", self.kind, self.key)

    @property
    def is_local(self) -> bool:
        return self.key.startswith("local:")


LONGEST = 500
"""Code points of the longest mention; a longer one would be no name but a sentence."""


@dataclass(frozen=True)
class Mention:
    """A place that names an actor. `who` is None when it cannot be told; `rule` says how it was resolved, or why
    not."""

    start: int
    end: int
    kind: str
    who: Who | None
    rule: str
    confidence: float


def known(actor: Actor) -> Who:
    """An actor of the authority."""
    return Who(actor.key, actor.kind, actor.name, actor.gender, actor.wikidata)


def local(name: str, kind: str, gender: str | None = None) -> Who:
    """An actor seen only in texts; its key is its full name without case and accents."""
    name = " ".join(name.split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return Who(f"local:{plain}", kind, name, gender)


@dataclass
class Cast:
    """The register of a story. Built in reading order; `genders` holds what titles and pronouns have shown of
    people."""

    authority: Authority
    on: date | None
    people: dict[str, Who] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    described: dict[str, list[str]] = field(default_factory=dict)
    """Noun a person was introduced with (`spokesman`) → keys of the persons, in order."""

    def add(self, who: Who, gender: str | None = None) -> None:
        if who.kind == "person":
            self.people.setdefault(who.key, who)
        if gender:
            self.genders.setdefault(who.key, gender)

    def gender(self, who: Who) -> str | None:
        return who.gender or self.genders.get(who.key)

    def describe(self, noun: str, who: Who) -> None:
        keys = self.described.setdefault(noun.casefold(), [])
        if who.key not in keys:
            keys.append(who.key)

    def full(self, name: str, near: Iterable[Who] = ()) -> tuple[Who, str, float]:
        """The person meant by a full name: of the authority where it is certain who, else local to the texts."""
        found = [actor for actor in self.authority.by_name(name) if actor.kind == "person"]
        if len(found) == 1:
            return known(found[0]), "full_name", 0.97
        if found:
            chosen = self._among(name, found, near)
            if chosen is not None:
                return known(chosen), "full_name_and_office", 0.9
        return local(name, "person"), "full_name_only", 0.8

    def _among(self, name: str, found: list[Actor], near: Iterable[Who]) -> Actor | None:
        if self.on is None:
            return None
        for other in near:
            before = [a for a in found if self._preceded(a.key, other.key)]
            if len(before) == 1:
                return before[0]
        chosen = self.authority.named(name, self.on)
        return chosen if chosen in found else None

    def _preceded(self, key: str, other: str) -> bool:
        """Whether one actor held an office of the other's immediately before."""
        for role in self.authority.roles_of(other, self.on):
            for old in self.authority.roles_of(key):
                same = (old.office, old.of) == (role.office, role.of)
                if same and old.valid_to is not None and abs((role.valid_from - old.valid_to).days) <= 2:
                    return True
        return False

    def short(self, name: str, gender: str | None, is_titled: bool) -> tuple[Who | None, str, float]:
        """The person meant by a surname or the end of a full name: somebody of the story, else of the authority.

        Never across persons who share a surname: two of the story, or two in office, leave it unresolved.
        """
        words = fold(name).split()
        if not words:
            return None, "unresolved_name", 0.5
        here = [who for who in self.people.values() if self._ends(who, words) and self._agrees(who, gender)]
        if len(here) == 1:
            return here[0], "surname_in_story", 0.95
        if here:
            return None, "ambiguous_surname", 0.6
        if any(self._ends(who, words) for who in self.people.values()):
            return None, "surname_of_other_gender", 0.5
        first = [
            who
            for who in self.people.values()
            if len(words) == 1 and fold(who.name).split()[:1] == words and self._agrees(who, gender)
        ]
        if first:
            return (first[0], "first_name_in_story", 0.85) if len(first) == 1 else (None, "ambiguous_first_name", 0.5)
        found = [a for a in self.authority.surname(name) if gender is None or a.gender in (None, gender)]
        if self.on is not None:
            serving = [a for a in found if self.authority.roles_of(a.key, self.on)]
            if len(serving) == 1 and (is_titled or len(found) == 1):
                return known(serving[0]), "surname_in_office", 0.85
            if len(serving) == 1:
                return known(serving[0]), "surname_in_office", 0.75
        if len(found) == 1 and is_titled:
            return known(found[0]), "surname_in_authority", 0.65
        return None, "unresolved_surname", 0.5

    def _ends(self, who: Who, words: list[str]) -> bool:
        names = [fold(who.name)]
        if not who.is_local:
            names += [
                fold(n.text) for n in self.authority.actors[who.key].names if n.kind in ("full", "surname", "alias")
            ]
        return any(name.split()[-len(words) :] == words for name in names)

    def _agrees(self, who: Who, gender: str | None) -> bool:
        return not gender or self.gender(who) in (None, gender)
