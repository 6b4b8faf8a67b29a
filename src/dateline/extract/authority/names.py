"""How names are compared and cut: folding, slugs, surnames, transliteration variants. Pure functions on text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Letters that NFKD leaves whole.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "a", "ŋ": "n"}
)
_POSSESSIVE = re.compile(r"(?<=\w)(['’]s|(?<=s)['’])(?=$|\s*$)")
_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\W|$)")
_SILENT = re.compile(r"['’ʼʻ`´]")
_OTHER = re.compile(r"[^\w]+|_+")
_ARTICLE = re.compile(r"^the (?=.)")

PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "di",
        "da",
        "del",
        "della",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ben",
        "ibn",
        "dos",
        "du",
        "zu",
        "ter",
        "ten",
        "af",
    ]
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})

# English spellings of given names that come from another alphabet; any of a row may stand for any other.
_GIVEN = (
    ("Sergei", "Sergey"),
    ("Dmitry", "Dmitri", "Dmitriy", "Dmitrii"),
    ("Alexander", "Aleksandr", "Alexandr", "Aleksander"),
    ("Alexei", "Alexey", "Aleksei", "Aleksey"),
    ("Andrei", "Andrey"),
    ("Yuri", "Yury", "Yuriy", "Iurii"),
    ("Yevgeny", "Evgeny", "Yevgeni", "Evgeni"),
    ("Anatoly", "Anatoli", "Anatoliy"),
    ("Valery", "Valeri", "Valeriy"),
    ("Vitaly", "Vitali", "Vitaliy"),
    ("Gennady", "Gennadi", "Gennadiy"),
    ("Nikolai", "Nikolay"),
    ("Vasily", "Vasili", "Vassily", "Vasiliy"),
    ("Grigory", "Grigori"),
    ("Arkady", "Arkadi"),
    ("Georgy", "Georgi", "Georgiy"),
    ("Mikhail", "Mikhael"),
    ("Maria", "Mariya"),
    ("Natalia", "Natalya", "Nataliya"),
    ("Ksenia", "Xenia"),
    ("Volodymyr", "Vladimir"),
    ("Oleksandr", "Aleksandr", "Alexander"),
    ("Dmytro", "Dmitry"),
    ("Serhiy", "Sergei", "Serhii"),
    ("Andriy", "Andrii", "Andrei"),
    ("Yuliya", "Yulia"),
    ("Mykhailo", "Mikhail"),
    ("Oleksiy", "Oleksii"),
    ("Valeriy", "Valerii", "Valery"),
    ("Mykola", "Nikolai"),
    ("Borys", "Boris"),
    ("Kostyantyn", "Konstantin"),
    ("Mohammad", "Mohammed", "Muhammad"),
    ("Mahmoud", "Mahmud"),
    ("Nikos", "Nicos"),
    ("Giorgi", "Georgi", "Georgy"),
    ("Mikheil", "Mikhail"),
    ("Alyaksandr", "Alexander", "Aleksandr"),
    ("Uladzimir", "Vladimir"),
)
_CYRILLIC_STATES = frozenset(
    ["ru", "su", "ua", "by", "ge", "kz", "am", "az", "md", "bg", "rs", "me", "mk", "kg", "tj", "uz", "tm"]
)
_VARIANTS: dict[str, set[str]] = {}
for _row in _GIVEN:
    _VARIANTS.setdefault(_row[0], set()).update(_row[1:])


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` as names are compared: no case, accents, punctuation, possessive or leading article.

    `The Kremlin's` → `kremlin`, `U.S.` → `us`, `Côte d'Ivoire` → `cote divoire`, `al-Assad` → `al assad`.
    """
    if text.isascii() and text.replace(" ", "").isalpha():  # as nearly all are: there is nothing to take out
        return " ".join(text.lower().split()).removeprefix("the ")
    text = _POSSESSIVE.sub("", text.strip())
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.casefold().translate(_LETTERS)
    text = _OTHER.sub(" ", _SILENT.sub("", _DOTS.sub("", text))).strip().casefold()
    return _ARTICLE.sub("", text)


def slug(name: str) -> str:
    """The key of a name in the authority: `Jaap de Hoop Scheffer` → `jaap-de-hoop-scheffer`."""
    return fold(name).replace(" ", "-")


def surname(name: str) -> str:
    """The family name, as English news copy cuts it: the last word, with the particles before it."""
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".").casefold() in _SUFFIXES:
        words.pop()
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in PARTICLES:
        first -= 1
    return " ".join(words[first:]).rstrip(",")


def variants(name: str, state: str | None) -> Iterator[str]:
    """Other English spellings of a name written in another alphabet: `Sergei Lavrov` gives `Sergey Lavrov`."""
    given, _, rest = name.partition(" ")
    if rest and state in _CYRILLIC_STATES:
        yield from (f"{other} {rest}" for other in sorted(_VARIANTS.get(given, ())))


_SCRIPT_LANGUAGE = {"ua": "uk", "by": "be", "bg": "bg", "rs": "sr", "mk": "mk", "kz": "ru"}


def language_of(text: str, state: str | None) -> str:
    """The language of a name, told by its script: Latin is `en`, Cyrillic that of the state, `ru` by default."""
    if text.isascii():
        return "en"
    for char in text:
        if "\u0400" <= char <= "\u04ff":
            return _SCRIPT_LANGUAGE.get(state or "", "ru")
        if "\u0370" <= char <= "\u03ff":
            return "el"
    return "en"


def is_shouted(text: str) -> bool:
    """Whether an acronym is written in capitals, dots aside: `U.S.` is, `us` and `Us` are not."""
    bare = text.replace(".", "").removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s").strip()
    return bare.upper() == bare
