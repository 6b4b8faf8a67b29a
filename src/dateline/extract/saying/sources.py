"""The words for speakers who are nobody named, from schemas/vocabulary/sources.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline import yamlfile
from dateline.extract.authority.authority import Authority

_LISTS = ("unnamed", "members", "voices", "offices", "groups", "institutions")
_KEYS = (*_LISTS, "seniority", "regions", "media")


@dataclass(frozen=True)
class Sources:
    """`kinds`: list → its nouns, singular; `seniority`: word → rank; `regions`: word → keys of states; `media`: keys of
    outlets."""

    kinds: Mapping[str, frozenset[str]]
    seniority: Mapping[str, str]
    regions: Mapping[str, tuple[str, ...]]
    media: frozenset[str]

    def has(self, kind: str, noun: str) -> bool:
        return noun in self.kinds[kind]

    def lists(self, noun: str) -> bool:
        """Whether any list has the noun."""
        return any(noun in nouns for nouns in self.kinds.values())


def sources(folder: Path, authority: Authority) -> Sources:
    """The words of a vocabulary folder. Raises ConfigError naming file and line for an ill-formed file, or a state or
    outlet that the authority does not know."""
    doc = yamlfile.read(folder / "sources.yml")
    doc.only(_KEYS)
    for key in _KEYS:
        doc.require(key)
    kinds = {}
    for name in _LISTS:
        nouns = [str(noun) for noun in doc.data[name]]
        for noun in nouns:
            if noun != noun.lower() or nouns.count(noun) > 1:
                raise doc.error(name, expected="every noun once, in lower case", found=noun)
        kinds[name] = frozenset(nouns)
    seniority = {str(word): rank for rank, words in doc.data["seniority"].items() for word in words}
    regions = {str(name): tuple(map(str, keys)) for name, keys in doc.data["regions"].items()}
    for key, kind, named in (
        *((key, "country", "regions") for keys in regions.values() for key in keys),
        *((key, "organisation", "media") for key in doc.data["media"]),
    ):
        if key not in authority.actors or authority.actors[key].kind != kind:
            raise doc.error(named, expected=f"the key of an actor of kind {kind}", found=str(key))
    return Sources(kinds, seniority, regions, frozenset(doc.data["media"]))
