"""A text read once: paragraphs, words with their place in the sentence's tree, names, quotation marks.

The words are plain Python, so that nothing beyond this module knows which parser made them. Every paragraph is parsed
by itself: no sentence runs over a paragraph break, and a text of any length stays below spaCy's limit (its error E088).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.extract.marks import Regions, regions

_LONGEST = 20_000
"""Code points parsed at once; a longer paragraph is cut at a sentence's end or a space."""
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
    lemma: str
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

    def subtree(self) -> list[Word]:
        """The word and all below it, in reading order."""
        out, stack = [], [self]
        while stack:
            word = stack.pop()
            out.append(word)
            stack.extend(word.children)
        return sorted(out, key=lambda w: w.i)

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
    """A text, read. `sentences` and `paragraphs` hold (first word, last word + 1) and (start, end)."""

    text: str
    paragraphs: list[tuple[int, int]]
    words: list[Word]
    sentences: list[tuple[int, int]]
    entities: list[Entity]
    regions: Regions
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


def read(text: str, nlp: Any) -> Reading:
    """The reading of a text. Lone surrogates are read as replacement characters, so no offset moves."""
    spans = paragraphs(text)
    safe = text if _is_clean(text) else re.sub(r"[\ud800-\udfff]", "�", text)
    pieces = [piece for number, span in enumerate(spans) for piece in _pieces(safe, span, number)]
    out = Reading(text, spans, [], [], [], Regions(regions(text, spans)))
    docs = nlp.pipe((safe[start:end].replace("\n", " ") for start, end, _ in pieces), batch_size=64)
    for doc, (start, _, number) in zip(docs, pieces, strict=True):
        _add(out, doc, start, number)
    out._starts = [word.start for word in out.words]
    return out


def _add(out: Reading, doc: Any, offset: int, paragraph: int) -> None:
    base, sentence = len(out.words), len(out.sentences) - 1
    for token in doc:
        if token.is_sent_start or token.i == 0:
            sentence += 1
            if out.sentences and sentence > 0:
                out.sentences[-1] = (out.sentences[-1][0], base + token.i)
            out.sentences.append((base + token.i, base + token.i + 1))
        out.words.append(
            Word(
                base + token.i, token.text, token.lemma_.lower(), token.pos_, token.tag_, token.dep_,
                offset + token.idx, offset + token.idx + len(token.text), sentence, paragraph, token.ent_type_,
            )
        )  # fmt: skip
    if out.sentences:
        out.sentences[-1] = (out.sentences[-1][0], len(out.words))
    for token in doc:
        word, head = out.words[base + token.i], out.words[base + token.head.i]
        word.head = head
        if head is not word:
            head.children.append(word)
    out.entities.extend(
        Entity(offset + e.start_char, offset + e.end_char, e.label_, base + e.start, base + e.end) for e in doc.ents
    )


def _pieces(text: str, span: tuple[int, int], number: int) -> Iterator[tuple[int, int, int]]:
    start, end = span
    while end - start > _LONGEST:
        cut = max(text.rfind(". ", start, start + _LONGEST) + 1, 0)
        if cut <= start:
            cut = text.rfind(" ", start, start + _LONGEST)
        if cut <= start:
            cut = start + _LONGEST
        yield start, cut, number
        start = cut
    if end > start:
        yield start, end, number


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
