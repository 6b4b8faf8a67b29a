"""A text read once: paragraphs, words with their place in the sentence's tree, names, quotation marks.

The words are plain Python, so that nothing beyond this module knows which parser made them. No sentence runs over a
paragraph break; a text of any length is read in windows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from dateline.extract.marks import Regions, regions
from dateline.extract.neural.network import Answer, Labels, Network
from dateline.extract.neural.tree import heads
from dateline.extract.neural.words import Words, words
from dateline.extract.tokenizer import lemma, tokenizer

_BLANK = re.compile(r"[ \t\r\f\v]*\n(?:[ \t\r\f\v]*\n)+[ \t\r\f\v]*")
_LINE = re.compile(r"\s*\n\s*")


_PLACES = r"[A-Z][A-Z'’. -]{2,}(?:[/,] ?[A-Z][\w.'’ ]{2,20}?){0,3}"
_DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?)?"
_DATELINE = re.compile(rf"{_PLACES}{_DAY}(?: \([\w ]{{2,30}}\))? ?[-–—]{{1,2}} (?=\S)")


@dataclass(slots=True, eq=False)
class Word:
    """A word of a text and its place in the tree. `head` of a sentence's root is the word itself."""

    i: int
    text: str
    pos: str
    tag: str
    dep: str
    start: int
    end: int
    sentence: int
    paragraph: int
    entity: str = ""
    head: Word = None  # type: ignore[assignment]
    children: list[Word] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def lemma(self) -> str:
        """Its lemma in lower case; looked up when it is asked for, which is seldom."""
        return lemma(self.text, self.pos, self.tag)

    def child(self, *deps: str) -> Word | None:
        return next((c for c in self.children if c.dep in deps), None)


@dataclass(frozen=True)
class Entity:
    """A name as the recogniser saw it."""

    start: int
    end: int
    label: str
    first: int
    last: int


@dataclass
class Reading:
    """A text, read. `sentences` holds (first word, last word + 1), `paragraphs` (start, end); `answers` is what the
    network said, window by window, until the attributions are made of it."""

    text: str
    paragraphs: list[tuple[int, int]]
    words: list[Word]
    sentences: list[tuple[int, int]]
    entities: list[Entity]
    regions: Regions
    answers: list[Answer] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def between(self, start: int, end: int) -> list[Word]:
        """The words that begin in [start, end)."""
        return self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence(self, word: Word) -> list[Word]:
        first, last = self.sentences[word.sentence]
        return self.words[first:last]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each paragraph: blank lines divide them; in a text without blank lines, every line end does.

    The dateline before the first one (`BRUSSELS, Sept 18 (Meridian) - `) is left out: it is no part of a sentence.
    """
    breaks = _BLANK if _BLANK.search(text.strip()) else _LINE
    out, at = [], 0
    for match in breaks.finditer(text):
        out.append((at, match.start()))
        at = match.end()
    out.append((at, len(text)))
    spans = [span for start, end in out if (span := _trimmed(text, start, end))]
    dateline = _DATELINE.match(text, spans[0][0], min(spans[0][1], spans[0][0] + 120)) if spans else None
    if dateline is not None and dateline.end() < spans[0][1]:
        spans[0] = (dateline.end(), spans[0][1])
    return spans


def read(text: str, network: Network) -> Reading:
    """The reading of a text. Lone surrogates are read as replacement characters, so no offset moves."""
    spans = paragraphs(text)
    safe = text if _is_clean(text) else re.sub(r"[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    quoted = Regions(regions(text, spans))
    cut = words(safe, spans, quoted, tokenizer())
    out = Reading(text, spans, [], [], [], quoted, answers=network.read(cut) if cut.text else [])
    for answer in out.answers:
        _add(out, cut, answer, network.labels)
    out._starts = cut.start
    return out


def _add(out: Reading, cut: Words, answer: Answer, labels: Labels) -> None:
    """Appends the words of a window that were not read in the one before."""
    window, skipped = answer.window, answer.window.own - answer.window.first
    begins = answer.start > 0
    begins[[first - window.first for first, _ in window.blocks]] = True
    numbers = np.cumsum(begins, dtype=np.int64)
    tree = heads(answer.head, numbers)
    first_sentence = len(out.sentences) - int(numbers[skipped])
    kinds = [labels.name[n] for n in answer.name[skipped:]]
    for k, kind in enumerate(kinds, skipped):
        pos, tag = labels.tag[answer.tag[k]]
        n = window.first + k
        text, start = cut.text[n], cut.start[n]
        if begins[k]:
            out.sentences.append((n, n + 1))
        out.words.append(
            Word(
                n, text, pos, tag, labels.dep[answer.dep[k]], start, start + len(text),
                first_sentence + int(numbers[k]), cut.paragraph[n], kind[2:],
            )
        )  # fmt: skip
        out.sentences[-1] = (out.sentences[-1][0], n + 1)
    for k in range(skipped, len(tree)):
        word, head = out.words[window.first + k], out.words[window.first + int(tree[k])]
        word.head = head
        if head is word:
            word.dep = "ROOT"
        else:
            head.children.append(word)
    out.entities.extend(_entities(out.words, window.own, kinds))


def _entities(words: list[Word], first: int, kinds: list[str]) -> Iterator[Entity]:
    at = 0
    while at < len(kinds):
        kind, begin = kinds[at][2:], at
        at += 1
        if not kind:
            continue
        while at < len(kinds) and kinds[at] == f"I-{kind}":
            at += 1
        head, tail = words[first + begin], words[first + at - 1]
        yield Entity(head.start, tail.end, kind, first + begin, first + at)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _is_clean(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
