"""Many phrases found in a text at once: the words of a text are looked up, not the phrases searched for one by one.

A text is folded without moving a character (no case, no accents, marks as spaces), so that places in the folded text
are places in the text. The set of its words is cut with the set of first words of all phrases; only what is left over,
a handful a story, is looked at in its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

Span = tuple[int, int]

_MOST = 500
"""Places of one phrase in one text; a longer list says no more of what the text is about."""
_BESIDE = 60
"""Characters on either side that tell whether a line is in capitals."""
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "ŋ": "n", "ё": "е"}
_ASCII = {
    n: "\n" if chr(n) == "\n" else chr(n).lower() if chr(n).isalnum() else " "
    for n in range(128)
}  # fmt: skip
_BREAKS = re.compile(r"[!?;:,…]|(?<!\b[^\W\d_])\.\s")
"""Marks over which no phrase runs; the dot of an initial (`U.S. troops`) is none."""


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    """What stands for a character: one character, or nothing for a mark on the letter before."""
    if unicodedata.combining(char):
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()
    if len(plain) != 1:
        plain = char.lower() if len(char.lower()) == 1 else char
    plain = _LETTERS.get(plain, plain)
    return plain if plain.isalnum() else " "


@dataclass(frozen=True)
class Folded:
    """A text as phrases are looked for. `shown` is the text itself, character for character beside `plain`."""

    plain: str
    shown: str
    places: list[int] | None = None
    """The place in the text of each character, where marks that stand behind their letters were taken out."""

    def span(self, start: int, end: int) -> Span:
        """The place in the text of a place in `plain`; marks on its last letter belong to it."""
        return (start, end) if self.places is None else (self.places[start], self.places[end])


def folded(text: str) -> Folded:
    """The text without case, accents and marks."""
    shown, places = text, None
    if not text.isascii():
        odd = {char: _folded(char) for char in set(text) if ord(char) > 127}
        if "" in odd.values():
            places = [n for n, char in enumerate(text) if odd.get(char, char)] + [len(text)]
            shown = "".join(char for char in text if odd.get(char, char))
            text = shown
        for char, plain in odd.items():
            text = text.replace(char, plain)
    return Folded(text.translate(_ASCII), shown, places)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a phrase."""
    return tuple(folded(text).plain.split())


@dataclass(frozen=True)
class _Phrase:
    """`rest` matches what follows the first word; `is_shouted`: found in capitals only, as it is written."""

    number: int
    rest: re.Pattern[str] | None
    is_shouted: bool


@dataclass
class Phrases:
    """Phrases that are looked for together. The number of a phrase is its place in the order in which it was added."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _by_first: dict[str, list[_Phrase]] = field(default_factory=dict)

    def add(self, text: str) -> int:
        """The phrase's number. A phrase in capitals (`MAP`, `START`) is found in capitals only."""
        if text not in self._numbers:
            first, *others = words_of(text)
            rest = (
                re.compile("".join(f" {{1,5}}{re.escape(word)}" for word in others) + r"(?![^ \n])") if others else None
            )
            letters = [c for c in text if c.isalpha()]
            is_shouted = len(letters) > 1 and all(c.isupper() for c in letters)
            self._numbers[text] = len(self._numbers)
            self._by_first.setdefault(first, []).append(_Phrase(self._numbers[text], rest, is_shouted))
        return self._numbers[text]

    def find(self, text: Folded) -> dict[int, list[Span]]:
        """Number → places in `text.plain` of every phrase that is there, in order."""
        plain, shown = text.plain, text.shown
        found: dict[int, list[Span]] = {}
        for first in sorted(self._by_first.keys() & set(plain.split())):
            for start in _places(plain, first):
                for phrase in self._by_first[first]:
                    end = start + len(first)
                    if phrase.rest is not None:
                        match = phrase.rest.match(plain, end)
                        if match is None or _BREAKS.search(shown, start, match.end()):
                            continue
                        end = match.end()
                    if phrase.is_shouted and not _is_shouted(shown, start, end):
                        continue
                    spans = found.setdefault(phrase.number, [])
                    if len(spans) < _MOST:
                        spans.append((start, end))
        return found


def _places(plain: str, word: str) -> Iterable[int]:
    """Where a whole word begins."""
    at, size, long = plain.find(word), len(word), len(plain)
    while at >= 0:
        end = at + size
        if (at == 0 or plain[at - 1] in " \n") and (end == long or plain[end] in " \n"):
            yield at
        at = plain.find(word, end)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether a place is in capitals, and its line is not: in a line of capitals they say nothing."""
    if not text[start:end].isupper():
        return False
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return not (before.rpartition("\n")[2] + after.partition("\n")[0]).isupper()
