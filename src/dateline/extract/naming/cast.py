"""The actors of one story: who is named in full, and which of them a short name can only mean."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dateline.extract.authority.authority import Actor, Authority
from dateline.extract.authority.names import fold
from dateline.extract.naming.lexicon import HONORIFICS, PARTICLES, SUFFIXES, gender_of_noun
from dateline.payload import natural_id

__all__ = ["HONORIFICS", "LONGEST", "Cast", "Description", "Mention", "Who", "known", "local"]

LONGEST = 500
"""Code points of the longest mention; a longer one would be no name but a sentence."""
_OUT_OF_SIGHT = 700
"""Code points after which somebody who is not named again is no longer who a shared surname may mean."""
_MOST = 200
"""So many that share a word of their names or a noun are told apart; a story has never nearly as many."""
_BARE = frozenset(suffix.rstrip(".") for suffix in SUFFIXES)


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
        return _actor_id(self.kind, self.key)

    @property
    def is_local(self) -> bool:
        return self.key.startswith("local:")


@lru_cache(maxsize=4096)
def _actor_id(kind: str, key: str) -> str:
    return natural_id("actor", kind, key)


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


@dataclass(frozen=True)
class Description:
    """What an actor was introduced as: the noun, the other words of the phrase, and where."""

    who: Who
    at: int
    words: frozenset[str]


def known(actor: Actor) -> Who:
    """An actor of the authority."""
    return Who(actor.key, actor.kind, actor.name, actor.gender, actor.wikidata)


def local(name: str, kind: str, gender: str | None = None) -> Who:
    """An actor seen only in texts; its key is its full name without case and accents."""
    name = " ".join(name.split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return Who(f"local:{plain}", kind, name, gender)


@lru_cache(maxsize=4096)
def core(name: str) -> tuple[str, ...]:
    """The folded words of a person's name without initials and suffixes: `George W. Bush Jr.` → george, bush."""
    words = [w for w in fold(name).split() if w not in _BARE]
    kept = [w for w in words if len(w) > 1]
    return tuple(kept if len(kept) > 1 else words)


@dataclass
class Cast:
    """The register of a story. Full names are enrolled before anything is resolved; `genders` holds what titles and
    kin words have shown of people."""

    authority: Authority
    on: date | None
    people: dict[str, Who] = field(default_factory=dict)
    bodies: dict[str, Who] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    described: dict[str, list[Description]] = field(default_factory=dict)
    """Noun an actor was introduced with (`spokesman`, `company`) → by whom, in order."""
    sorts: dict[str, set[str]] = field(default_factory=dict)
    """Key of an actor → the nouns it was introduced with."""
    named_bodies: list[tuple[int, Who]] = field(default_factory=list)
    """Where organisations are named, in reading order."""
    places: dict[str, list[int]] = field(default_factory=dict)
    """Where each actor is named, in order."""
    acronyms: dict[str, Who] = field(default_factory=dict)
    _names: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    _since: dict[str, int] = field(default_factory=dict)
    _with: dict[str, dict[str, Who]] = field(default_factory=dict)
    """Folded word → those whose names hold it."""
    _bare: dict[str, int] = field(default_factory=dict)
    """Where somebody first went by a surname alone."""

    def add(self, who: Who, gender: str | None = None, at: int | None = None) -> None:
        """Notes that somebody is named (`at` a place), and the gender that the place shows."""
        if who.kind == "person":
            self.people.setdefault(who.key, who)
        else:
            self.bodies.setdefault(who.key, who)
        if gender:
            self.genders.setdefault(who.key, gender)
        if at is not None:
            places = self.places.setdefault(who.key, [])
            if not places or places[-1] < at:
                places.append(at)
            if who.kind == "organisation" and (not self.named_bodies or self.named_bodies[-1][0] < at):
                self.named_bodies.append((at, who))
            self._since.setdefault(who.key, at)

    def enrol(self, name: str, who: Who, at: int) -> None:
        """Notes a full name of somebody, named at a place; short names are resolved against it."""
        self.people.setdefault(who.key, who)
        self._since[who.key] = min(at, self._since.get(who.key, at))
        forms = self._names.setdefault(who.key, [])
        forms += [form for form in self._forms(name, who) if form not in forms]
        for word in {word for form in forms for word in form}:
            self._with.setdefault(word, {})[who.key] = who

    def _forms(self, name: str, who: Who) -> list[tuple[str, ...]]:
        names = [core(name), core(who.name)]
        if not who.is_local:
            actor = self.authority.actors[who.key]
            names += [core(n.text) for n in actor.names if n.kind in ("full", "surname", "alias")]
        return list(dict.fromkeys(names))

    def gender(self, who: Who) -> str | None:
        """The gender that is known of somebody: from the authority, a title, a kin word or a pronoun."""
        return who.gender or self.genders.get(who.key)

    def likely_gender(self, who: Who) -> str | None:
        """The gender that is known, else that of others with the same given name."""
        return self.gender(who) or self.authority.given.get(fold(who.name).partition(" ")[0]) or None

    def describe(self, noun: str, who: Who, at: int, words: Iterable[str] = ()) -> None:
        """Notes that somebody was introduced with a noun."""
        found = self.described.setdefault(noun.casefold(), [])
        sorts = self.sorts.setdefault(who.key, set())
        if noun.casefold() not in sorts and len(found) < _MOST:
            found.append(Description(who, at, frozenset(words)))
        sorts.add(noun.casefold())
        if who.kind == "person" and (gender := gender_of_noun(noun.casefold())):
            self.genders.setdefault(who.key, gender)

    def last_place(self, who: Who, before: int) -> int:
        """Where somebody was last named before a place; -1 when not yet."""
        places = self.places.get(who.key, [])
        n = bisect_left(places, before)
        return places[n - 1] if n else -1

    def full(self, name: str, near: Iterable[Who] = ()) -> tuple[Who, str, float]:
        """The person meant by a full name: of the authority where it is certain who, else local to the texts."""
        found = [actor for actor in self.authority.by_name(name) if actor.kind == "person"]
        if len(found) == 1:
            return known(found[0]), "full_name", 0.97
        if found:
            chosen = self._among(name, found, near)
            if chosen is not None:
                return known(chosen), "full_name_and_office", 0.9
        same = [who for who in self._bearers(core(name)) if self._is_variant(who, core(name))]
        if len(same) == 1 and core(same[0].name) != core(name):
            return same[0], "full_name_variant", 0.9
        if len(same) == 1:
            return same[0], "full_name_only", 0.8
        return local(name, "person"), "full_name_only", 0.8

    def _bearers(self, words: tuple[str, ...]) -> list[Who]:
        """Those of the story whose names hold the first of these words."""
        return list(self._with.get(words[0], {}).values())[:_MOST] if words else []

    def _is_variant(self, who: Who, words: tuple[str, ...]) -> bool:
        """Whether a full name has the first and last word of somebody's and no other that his lacks, or the reverse."""
        for form in self._names.get(who.key, ()):
            has_same_ends = len(form) > 1 and (form[0], form[-1]) == (words[0], words[-1])
            if has_same_ends and (set(form) <= set(words) or set(words) <= set(form)):
                return True
        return False

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

    def short(
        self, name: str, gender: str | None, is_titled: bool, at: int | None = None
    ) -> tuple[Who | None, str, float]:
        """The person meant by a surname or a part of a full name: somebody of the story, else of the authority.

        `at`: where it stands; those named in full before it go first. Never across persons who share a surname: two of
        the story, or two in office, leave it unresolved.
        """
        words = core(name)
        if not words:
            return None, "unresolved_name", 0.5
        for rule, fits, sure in _FITS:
            found = [who for who in self._bearers(words) if any(fits(f, words) for f in self._names[who.key])]
            if not found:
                continue
            here, confidence = self._narrowed(found, gender, at), sure
            if len(here) == 1:
                if at is not None and len(words) == 1:
                    self._bare.setdefault(here[0].key, at)
                return here[0], rule, confidence
            settled = self._settled(here, at) if here and at is not None else None
            if settled is not None:
                return settled, "surname_of_main_person", 0.7
            if here:
                return None, f"ambiguous_{rule.partition('_in')[0]}", 0.6
            if rule == "surname_in_story":
                return None, "surname_of_other_gender", 0.5
        return self._elsewhere(name, gender, is_titled)

    def _settled(self, found: list[Who], at: int) -> Who | None:
        """The one of several with a surname who has gone by it alone before the others were named, once those are out
        of sight: news copy calls a relative by his full name."""
        usual = [who for who in found if who.key in self._bare]
        if len(usual) != 1:
            return None
        others = [who for who in found if who is not usual[0]]
        if any(self._since.get(who.key, -1) < self._bare[usual[0].key] for who in others):
            return None
        seen = max(self.last_place(who, at) for who in others)
        return usual[0] if seen < max(at - _OUT_OF_SIGHT, self.last_place(usual[0], at)) else None

    def _narrowed(self, found: list[Who], gender: str | None, at: int | None) -> list[Who]:
        """Of those whom a short name fits: by gender, and those already named before those named later."""
        if gender:
            found = [who for who in found if self.gender(who) in (None, gender)]
            found = [who for who in found if self.likely_gender(who) in (None, gender)] or found
        if at is not None and len(found) > 1:
            before = [who for who in found if self._since.get(who.key, at + 1) <= at]
            found = before or found
        return found

    def _elsewhere(self, name: str, gender: str | None, is_titled: bool) -> tuple[Who | None, str, float]:
        """Somebody of the authority whom the story never names in full."""
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


def _ends(form: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a full name ends with these words: a surname. Particles may be left out: `Soto` of `de Soto` is none."""
    return form[-len(words) :] == words and len(form) >= len(words)


def _begins(form: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(form) > len(words) and form[: len(words)] == words


def _holds(form: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether the words stand inside a full name: `Lula`, the first of two surnames."""
    if len(words) == 1 and (len(words[0]) < 3 or words[0] in PARTICLES):
        return False
    return any(form[n : n + len(words)] == words for n in range(1, len(form) - len(words) + 1))


_FITS = (
    ("surname_in_story", _ends, 0.95),
    ("first_name_in_story", _begins, 0.85),
    ("part_of_name_in_story", _holds, 0.85),
)
