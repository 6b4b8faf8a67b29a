"""What an outlet prints on every page and no story says: its own lines, general notices, appeals for money."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.normalise.copies import sentences
from dateline.normalise.words import Vocabulary
from dateline.sources import Wire

_LONGEST = 700
_REACH = 6  # paragraphs between two signs of one appeal
_TITLE_WORDS = 30
_HOUSE = re.compile(r"\b(?:we|our|us|you|your)\b", re.I)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def flat(text: str) -> str:
    """The text as it is compared: without case, white space collapsed."""
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Boilerplate:
    """What is boilerplate on one wire. `lines`: its own, flat; `names`: how the outlet calls itself, flat."""

    words: Vocabulary
    lines: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    def kept(self, paragraphs: Sequence[str]) -> list[str]:
        """The paragraphs that are the story's own, their boilerplate sentences at the ends cut off."""
        gone = self._appeals(paragraphs) | self._lists(paragraphs)
        out = []
        for place, text in enumerate(paragraphs):
            if place not in gone and not self.is_boilerplate(text) and (rest := self._trimmed(text)):
                out.append(rest)
        return out

    def is_boilerplate(self, paragraph: str) -> bool:
        """Whether the whole paragraph is a line of the wire's or a general notice."""
        text = " ".join(paragraph.split())
        return flat(text) in self.lines or (len(text) <= _LONGEST and bool(self.words.whole_form.fullmatch(text)))

    def is_appeal(self, paragraph: str) -> bool:
        """Whether the paragraph, in the outlet's own voice, asks for money."""
        return len(paragraph) <= 2 * _LONGEST and bool(self.words.appeal_form.search(_QUOTED.sub("", paragraph)))

    def _appeals(self, paragraphs: Sequence[str]) -> set[int]:
        """Places of an appeal's paragraphs: those that show it, and those between in which the outlet speaks of itself."""  # noqa: E501
        signs = [i for i, p in enumerate(paragraphs) if self.is_appeal(p)]
        gone = set(signs)
        for first, last in pairwise(signs):
            between = range(first + 1, last)
            if len(between) <= _REACH:
                gone.update(i for i in between if self._speaks_of_itself(paragraphs[i]))
        return gone

    def _lists(self, paragraphs: Sequence[str]) -> set[int]:
        """Places of the titles that stand under a heading such as `Related articles`: short, and without an end."""
        gone: set[int] = set()
        under = False
        for place, text in enumerate(paragraphs):
            if self.words.list_form.fullmatch(" ".join(text.split())):
                under = True
            elif under and not self.is_boilerplate(text):
                under = len(text.split()) <= _TITLE_WORDS and text.rstrip()[-1:] not in '.!…”"'
                if under:
                    gone.add(place)
        return gone

    def _speaks_of_itself(self, paragraph: str) -> bool:
        text = _QUOTED.sub("", paragraph)
        return bool(_HOUSE.search(text)) or any(name in flat(text) for name in self.names)

    def _trimmed(self, paragraph: str) -> str:
        """The paragraph without the wire's own sentences at its beginning and end."""
        if not self.lines:
            return paragraph
        parts = sentences(paragraph)
        first, last = 0, len(parts)
        while first < last and flat(parts[first]) in self.lines:
            first += 1
        while last > first and flat(parts[last - 1]) in self.lines:
            last -= 1
        return paragraph if (first, last) == (0, len(parts)) else " ".join(parts[first:last])


def boilerplate_of(wire: Wire, words: Vocabulary, seen: Iterable[str] = ()) -> Boilerplate:
    """What is boilerplate on the wire; `seen`: sentences found to recur on it."""
    lines = frozenset(flat(line) for line in (*wire.boilerplate, *seen))
    names = tuple({flat(name) for name in (wire.publisher, wire.name) if len(name) > 3})
    return Boilerplate(words, lines, names)


def recurring(bodies: Iterable[str], least: int = 5, share: float = 0.1) -> set[str]:
    """Flat sentences that stand in at least `least` of the bodies and in that share of them."""
    counts: Counter[str] = Counter()
    total = 0
    for body in bodies:
        total += 1
        counts.update({flat(s) for p in body.split("\n\n") for s in sentences(p)})
    return {text for text, n in counts.items() if n >= least and n >= share * total and len(text) >= 12}
