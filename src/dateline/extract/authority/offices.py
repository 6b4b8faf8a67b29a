"""Which office of the closed list a position is: `Prime Minister of Estonia` is the head of government of `ee`. Pure.

A position counts only where its English label and what it applies to agree: `Governor of Georgia` applies to a state
of the United States, and so is no office of Georgia's. Whatever is not certain is ignored, with a reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.authority.model import Parts
from dateline.extract.authority.names import fold
from dateline.formats.wikidata import Place, Position

_ACTING = re.compile(r"^(?:acting|interim|caretaker|provisional) ", re.IGNORECASE)
_NAMES = frozenset(["full", "alias", "acronym", "demonym"])
# Titles that mean an office of the list only with these, whatever English news copy lets one think.
_ONLY = {
    "attorney general": {"us"},
    "chancellor": {"de", "at"},
    "federal chancellor": {"de", "at"},
    "commander-in-chief of the armed forces": {"ua"},
    "secretary of state": {"us", "va"},
    "deputy secretary of state": {"us"},
    "under secretary of state": {"us"},
    "undersecretary of state": {"us"},
    "assistant secretary of state": {"us"},
    "secretary of the treasury": {"us"},
    "representative": {"us"},
    "senator": {"us"},
    "deputy": set[str](),
    "queen": set[str](),
    "commissioner": set[str](),
    "archbishop": set[str](),
    "cardinal": set[str](),
}


@dataclass(frozen=True)
class Found:
    """An office, whose it is, and how the holder is called."""

    office: str
    of: str
    title: str
    acting: bool = False


class Offices:
    """Finds the offices of positions, by the authority's own words for titles, states and organisations."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._titles = {title.casefold(): office.id for office in parts.offices.values() for title in office.titles}
        self._local_titles = {title for _, title in parts.local_titles}
        self._by_id = {a.wikidata: a.key for a in parts.actors.values() if a.wikidata and a.kind != "person"}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for actor in parts.actors.values():
            if actor.kind != "person":
                for name in actor.names:
                    if name.kind in _NAMES:
                        self._by_name[fold(name.text)].add(actor.key)
        self._held: dict[str, set[str]] = defaultdict(set)
        """Kind of actor → offices it has in the authority: an organisation has no head of state."""
        self._bodies: dict[str, set[str]] = defaultdict(set)
        for role in parts.roles:
            self._held[parts.actors[role.of].kind].add(role.office)
            self._bodies[role.office].add(role.of)

    def key(self, place: Place) -> str | None:
        """The key of a state or organisation: by its id, its ISO code, or a label that means only one without an id."""
        if place.wikidata in self._by_id:
            return self._by_id[place.wikidata]
        named = {place.code} if place.code else self._by_name.get(fold(place.label or ""), set())
        fitting = [key for key in named if key in self._parts.actors and self._is_open(key, place.wikidata)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_open(self, key: str, wikidata: str | None) -> bool:
        """Whether the actor may be the one of that id: it has no other id."""
        return wikidata is None or self._parts.actors[key].wikidata in (None, wikidata)

    def may_be(self, label: str) -> bool:
        """Whether a position of that label may be an office: its label holds the words of a title. Quick."""
        return any(part in self._titles or part in self._local_titles for part in _parts_of(label.casefold()))

    def title(self, found: Found) -> str:
        """What the holder is called: the position's own words where they are a title of letters, else the office's."""
        words = found.title
        usual = self._parts.offices[found.office].title
        is_plain = len(words) <= 80 and words.replace("-", "").replace(" ", "").isalpha()
        return words if is_plain and words.casefold() != usual.casefold() else usual

    def office(self, position: Position) -> Found | str:
        """The office that a position is, or why it is none of the list."""
        if not position.label:
            return "position_unnamed"
        if not position.of:
            return "position_of_nobody"
        scopes = {key for place in position.of if (key := self.key(place))}
        if not scopes:
            return "position_of_others"
        label = " ".join(position.label.split())
        bare = _ACTING.sub("", label)
        for title, of in self._readings(bare, scopes):
            office = self._office_of(title, of)
            if office:
                only = self._bodies[office]
                if len(only) == 1 and self._parts.actors[of].kind == "organisation":
                    of = next(iter(only))
                return Found(office, of, title, bare != label)
        return "position_not_listed"

    def _readings(self, label: str, scopes: set[str]) -> Iterator[tuple[str, str]]:
        """(title, whose it is) as the label may be read: `X of Y`, `Y X`, `X (Y)`, or all of it a title."""
        for at in reversed([match.start() for match in re.finditer(" of ", label)]):
            yield from ((label[:at], key) for key in self._by_name.get(fold(label[at + 4 :]), set()) & scopes)
        words = label.split(" ")
        for width in range(min(len(words) - 1, 6), 0, -1):
            place = fold(" ".join(words[:width]))
            yield from ((" ".join(words[width:]), key) for key in self._by_name.get(place, set()) & scopes)
        if len(scopes) == 1:
            yield re.sub(r" \([^()]*\)$", "", label), next(iter(scopes))

    def _office_of(self, title: str, of: str) -> str | None:
        words = title.casefold().removeprefix("the ")
        if (of, words) in self._parts.local_titles:
            return self._parts.local_titles[of, words]
        office = self._titles.get(words)
        if office is None or of not in _ONLY.get(words, {of}):
            return None
        return office if office in self._held[self._parts.actors[of].kind] else None


def _parts_of(label: str) -> Iterator[str]:
    """The label without what may be a place before or behind it."""
    bare = re.sub(r" \([^()]*\)$", "", _ACTING.sub("", label))
    yield bare
    yield from (bare[: match.start()] for match in re.finditer(" of ", bare))
    words = bare.split(" ")
    yield from (" ".join(words[n:]) for n in range(1, min(len(words), 7)))
