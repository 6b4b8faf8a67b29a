"""What an outlet prints on every page and no story says: its own lines, general notices, appeals for money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dateline.normalise.words import Vocabulary
from dateline.sources import Wire

_LONGEST = 700
_REACH = 6  # paragraphs between two signs of one appeal
_TITLE_WORDS = 30
_HOUSE = re.compile(r"\b(?:we|our|us|you|your)\b", re.I)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_SEAM = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_a-z])")

ANYWHERE, FOOT = "anywhere", "foot"
FOOT_PARAGRAPHS = 4
_MOST_OF_STORY = {ANYWHERE: 0.5, FOOT: 0.2}
"""A line of the wire's memory that is more of a story than this share of its words belongs to the story."""


def flat(text: str) -> str:
    """The text as it is compared: without case, white space collapsed."""
    return " ".join(text.casefold().split())


def sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, closing marks included."""
    start = 0
    for seam in _SEAM.finditer(paragraph):
        yield start, seam.start() + len(seam[0].rstrip())
        start = seam.end()
    yield start, len(paragraph)


@dataclass(frozen=True)
class Sifted:
    """A story's own paragraphs; how many paragraphs and sentences were taken out, and how many of them from memory."""

    paragraphs: list[str]
    gone_count: int
    learned_count: int = 0


@dataclass(frozen=True)
class Boilerplate:
    """What is boilerplate on one wire. `lines`: its own, flat; `names`: how the outlet calls itself, flat; `never`:
    flat lines that stay whatever else says; `learned`: flat lines that recur on the wire, and where they may be cut
    (`recurring.py`).
    """

    words: Vocabulary
    lines: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()
    learned: Mapping[str, str] = field(default_factory=dict)

    def kept(self, paragraphs: Sequence[str]) -> list[str]:
        """The paragraphs that are the story's own, their boilerplate sentences at the ends cut off."""
        return self.sifted(paragraphs).paragraphs

    def sifted(self, paragraphs: Sequence[str]) -> Sifted:
        """The same, with what was taken out counted. Memory alone never leaves a story without a word."""
        stays = {place for place, text in enumerate(paragraphs) if flat(text) in self.never} if self.never else set()
        known = {place for place, text in enumerate(paragraphs) if self.is_boilerplate(text)}
        gone = (known | self._appeals(paragraphs) | self._lists(paragraphs)) - stays
        learned = self._recurrent(paragraphs, gone) - stays
        out, cut, cut_learned = [], 0, len(learned)
        for place, text in enumerate(paragraphs):
            if place in gone or place in learned:
                continue
            rest, is_learned = (text, False) if place in stays else self._trimmed(text)
            cut += rest != text
            cut_learned += is_learned
            if rest:
                out.append(rest)
        if cut_learned and not out:
            return replace(self, learned={}).sifted(paragraphs)
        return Sifted(out, len(gone) + len(learned) + cut, cut_learned)

    def _recurrent(self, paragraphs: Sequence[str], gone: set[int]) -> set[int]:
        """Places of paragraphs that the wire is known to repeat and that are a small part of this story."""
        if not self.learned:
            return set()
        left = [place for place in range(len(paragraphs)) if place not in gone]
        total = sum(len(paragraphs[place].split()) for place in left)
        foot = set(left[-FOOT_PARAGRAPHS:])
        found = set()
        for place in left:
            where = self.learned.get(flat(paragraphs[place]))
            if where is None or (where == FOOT and place not in foot):
                continue
            if len(paragraphs[place].split()) <= _MOST_OF_STORY[where] * total:
                found.add(place)
        return found

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

    def _trimmed(self, paragraph: str) -> tuple[str, bool]:
        """The paragraph without the wire's own sentences at its beginning and end; whether memory cut one."""
        if not self.lines and not self.learned:
            return paragraph, False
        spans = list(sentences(paragraph))
        first, last = 0, len(spans)
        is_learned = False
        while first < last and (why := self._is_own(paragraph, spans[first], len(spans))):
            first, is_learned = first + 1, is_learned or why == "learned"
        while last > first and (why := self._is_own(paragraph, spans[last - 1], len(spans))):
            last, is_learned = last - 1, is_learned or why == "learned"
        if (first, last) == (0, len(spans)):
            return paragraph, False
        return (paragraph[spans[first][0] : spans[last - 1][1]] if first < last else ""), is_learned

    def _is_own(self, paragraph: str, span: tuple[int, int], count: int) -> str | None:
        """Why the sentence is the wire's own: a line of its file, or (of a paragraph of several) one of its memory."""
        line = flat(paragraph[span[0] : span[1]])
        if line in self.lines:
            return "file"
        return "learned" if count > 1 and self.learned.get(line) == ANYWHERE else None


def boilerplate_of(wire: Wire, words: Vocabulary, learned: Mapping[str, str] | None = None) -> Boilerplate:
    """What is boilerplate on the wire; `learned`: lines found to recur on it, flat, and where they may be cut."""
    names = tuple({flat(name) for name in (wire.publisher, wire.name) if len(name) > 3})
    always, never = ({flat(line) for line in lines} for lines in (wire.boilerplate, wire.not_boilerplate))
    return Boilerplate(words, frozenset(always - never), names, frozenset(never), dict(learned or {}))
