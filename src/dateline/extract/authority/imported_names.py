"""Which of Wikidata's names of a person or organisation news copy may use, and our files can hold. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dateline.extract.authority.model import ActorName
from dateline.extract.authority.names import fold, language_of, surname, variants
from dateline.formats.wikidata import Organisation, Person

_CHARS = 80
_NAMES = 24
"""Names of one actor at most."""
_FORBIDDEN = re.compile(r"[;|\"(),:#\[\]{}<>=~*?!%&@`\\/]|\d")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ADDRESS = frozenset(
    ["president", "prime", "minister", "king", "queen", "pope", "prince", "princess", "sir", "lord", "lady", "dame"]
)


def plain_name(text: str | None) -> str | None:
    """The name on one line, in one form of Unicode; None for what no name is: too long, odd characters, digits."""
    if text is None:
        return None
    name = " ".join(unicodedata.normalize("NFC", text).split())
    is_fit = 1 < len(name) <= _CHARS and name.isprintable() and not _FORBIDDEN.search(name) and name[0].isalpha()
    return name if is_fit and fold(name) else None


def latin_name(text: str | None) -> str | None:
    """The same, where all its letters are Latin: what the canonical name must be."""
    name = plain_name(text)
    if name is None or any(char.isalpha() and "LATIN" not in unicodedata.name(char, "") for char in name):
        return None
    return name


def names_of(person: Person, name: str, state: str | None, titles: frozenset[str]) -> tuple[ActorName, ...]:
    """The person's names: the canonical one, then the others of at least two words, each once; and the surname.

    Left out are single words (`Vova`), forms of address (`Prime Minister Kallas`) and what folds to an office's title.
    """
    found = {fold(name): ActorName(name, language_of(name, state), "full")}
    for text in _others(person.label, person.names):
        folded = fold(text)
        is_full = " " in folded or bool(_CJK.search(text))
        if is_full and folded.split(" ")[0] not in _ADDRESS and folded not in titles and len(found) < _NAMES:
            found.setdefault(folded, ActorName(text, language_of(text, state), "alias"))
    spelt = [other for known in list(found.values()) for other in variants(known.text, state)]
    for text in spelt:
        found.setdefault(fold(text), ActorName(text, language_of(text, state), "alias"))
    family = surname(name)
    return (*found.values(), ActorName(family, language_of(family, state), "surname"))


def organisation_names(organisation: Organisation, name: str) -> tuple[ActorName, ...]:
    """The organisation's names: the canonical one, acronyms (all capitals, two to ten), other names of two words."""
    found = {fold(name): ActorName(name, "en", "full")}
    others = list(_others(organisation.label, organisation.names))
    short = [text for text in (*map(plain_name, organisation.acronyms), *others) if text]
    for text in short:
        if 2 <= len(text) <= 10 and text.isalpha() and text.isupper():
            found.setdefault(fold(text), ActorName(text, language_of(text, None), "acronym"))
    for text in others:
        if " " in text and len(found) < _NAMES:
            found.setdefault(fold(text), ActorName(text, language_of(text, None), "alias"))
    return tuple(found.values())


def _others(label: str | None, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The names, English ones first, as far as they are names."""
    by_language = sorted(names, key=lambda named: (named[0] != "en", not named[0].startswith("en")))
    for text in (label, *(name for _, name in by_language)):
        found = plain_name(text)
        if found is not None:
            yield found
