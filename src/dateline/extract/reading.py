"""A text read once: paragraphs, words with their place in the sentence's tree, names, quotation marks.

The words are plain Python, so that nothing beyond this module knows which parser made them. No sentence runs over a
paragraph break; a text of any length is read in windows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

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
    children: list[Word] | tuple[()] = ()
    lower: str = field(init=False)
    """Its text in lower case."""

    def __post_init__(self) -> None:
        self.lower = self.text.lower()

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

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
    first, own, last = answer.window.first, answer.window.own, answer.window.last
    skipped = own - first
    begins = answer.start > 0
    begins[[start - first for start, _ in answer.window.blocks]] = True
    numbers = np.cumsum(begins, dtype=np.int64)
    tree = heads(answer.head, numbers).tolist()
    numbers += len(out.sentences) - numbers[skipped]
    starts = (np.flatnonzero(begins[skipped:]) + own).tolist()
    out.sentences.extend(pairwise([*starts, last]))
    kinds = [labels.name[n] for n in answer.name[skipped:].tolist()]
    tags = [labels.tag[n] for n in answer.tag[skipped:].tolist()]
    out.words.extend(
        Word(n, text, tag[0], tag[1], labels.dep[dep], start, start + len(text), sentence, paragraph, kind[2:])
        for n, text, tag, dep, start, sentence, paragraph, kind in zip(
            range(own, last), cut.text[own:last], tags, answer.dep[skipped:].tolist(),
            cut.start[own:last], numbers[skipped:].tolist(), cut.paragraph[own:last], kinds, strict=True,
        )
    )  # fmt: skip
    _hang(out.words[first:], tree, skipped)
    out.entities.extend(_entities(out.words, own, kinds))


def _hang(words: list[Word], tree: list[int], first: int) -> None:
    """Gives the words from `first` on their heads, and the heads their children."""
    for word, at in zip(words[first:], tree[first:], strict=True):
        head = word.head = words[at]
        if head is word:
            word.dep = "ROOT"
        elif head.children:
            head.children.append(word)
        else:
            head.children = [word]


def _entities(words: list[Word], first: int, kinds: list[str]) -> Iterator[Entity]:
    end = 0
    for at, kind in [(at, kind[2:]) for at, kind in enumerate(kinds) if len(kind) > 2]:
        if at < end:
            continue
        end = at + 1
        while end < len(kinds) and kinds[end] == f"I-{kind}":
            end += 1
        yield Entity(words[first + at].start, words[first + end - 1].end, kind, first + at, first + end)


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
