"""The closed list of settings, from schemas/vocabulary/settings.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline import yamlfile

_KEYS = ("description", "nouns", "after", "hearers", "verbs", "documents")


@dataclass(frozen=True)
class Settings:
    """The closed list. Each mapping leads to the names of settings."""

    descriptions: Mapping[str, str]
    nouns: Mapping[str, str]
    after: Mapping[str, frozenset[str]]
    """Setting → the prepositions that lead to it."""
    hearers: Mapping[str, str]
    verbs: Mapping[str, str]
    speakers: Mapping[str, str]
    """Noun of a document that speaks (`the statement said`) → setting."""
    pattern: re.Pattern[str]


def settings(folder: Path) -> Settings:
    """The settings of a vocabulary folder. Raises ConfigError naming file and line for an ill-formed entry."""
    doc = yamlfile.read(folder / "settings.yml")
    nouns: dict[str, str] = {}
    hearers: dict[str, str] = {}
    verbs: dict[str, str] = {}
    speakers: dict[str, str] = {}
    after, descriptions = {}, {}
    for name in doc.data:
        entry = doc.section(name, _KEYS)
        if not entry.get("description"):
            raise doc.error(name, expected="a description", found="nothing")
        descriptions[name] = str(entry["description"])
        after[name] = frozenset(entry.get("after") or ())
        lists = ((nouns, "nouns"), (hearers, "hearers"), (verbs, "verbs"), (speakers, "documents"))
        for owner, words in lists:
            for word in entry.get(words) or ():
                if owner.setdefault(str(word), name) != name:
                    raise doc.error(name, expected=f"`{word}` in one setting", found=f"also in {owner[str(word)]}")
    ordered = sorted({*nouns, *hearers}, key=lambda word: (-len(word), word))
    return Settings(descriptions, nouns, after, hearers, verbs, speakers, _pattern(ordered))


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Any of the words, earlier ones first; told apart by their first letter, which most words of a text rule out."""
    ends: dict[str, list[str]] = {}
    for word in words:
        ends.setdefault(word[0], []).append(re.escape(word[1:]))
    parts = (rf"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in ends.items())
    return re.compile(rf"\b(?:{'|'.join(parts)})(?![\w-])")
