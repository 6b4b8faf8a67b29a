"""Measures of a page's reading against its gold, each from 0 to 1, or None where a page has nothing to measure.

`exact` is the measure of dobbersc/fundus-evaluation (scorers.py, score_paragraph_match): F1 over whole paragraphs as
strings, where an optional paragraph (in the gold in square brackets) is neither needed nor wrong. A page of which
nothing is right counts as 0 here; there it is left out of the mean. `shingles` is that of
scrapinghub/article-extraction-benchmark (evaluate.py): shingles of four words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dateline import normalise
from dateline.formats.charset import decode
from dateline.payload import Item
from dateline.sources import Wire
from tests.accuracy.evaluate import ROOT

WIRE = Wire("pages", "Pages", "Pages", "html")
"""A wire that says nothing of its own."""
RECEIVED_AT = datetime(2024, 3, 5, tzinfo=UTC)
"""After the youngest of the shared pages was fetched."""
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[\"“”„«»]")


@dataclass(frozen=True)
class Page:
    """A page and what is true of it. `required` and `optional`: paragraphs of its text; `address`: where it stood.

    `authors` (persons), `published_at` (ISO 8601, UTC, or the day where no more is printed) and `headline` are None
    where nobody has written them down. `refusal`: the code of a page that holds no article; its text is not measured.
    """

    name: str
    address: str
    payload: bytes
    required: tuple[str, ...]
    optional: tuple[str, ...]
    authors: frozenset[str] | None = None
    published_at: str | None = None
    headline: str | None = None
    refusal: str | None = None
    is_posts: bool = False

    @property
    def text(self) -> str:
        """The page's characters, for readers that do not decode by themselves."""
        return decode(self.payload, None, "html").text

    @property
    def publisher(self) -> str:
        return self.name.rpartition("_")[0]


@dataclass(frozen=True)
class Reading:
    """What one reader made of a page: paragraphs (none where it refused), and the item where the reader is ours."""

    paragraphs: tuple[str, ...]
    item: Item | None = None
    refusal: str | None = None


@dataclass(frozen=True)
class Overlap:
    """How many things are in both, how many were found, how many are there."""

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 1.0


def paragraph_overlap(page: Page, reading: Reading) -> Overlap:
    """Whole paragraphs in common; an optional one counts as there where it was found."""
    return _overlap(reading.paragraphs, [*page.required, *(p for p in page.optional if p in reading.paragraphs)])


def shingle_overlap(page: Page, reading: Reading) -> Overlap:
    """Shingles of four words in common; an optional paragraph counts as there where half of it was found."""
    found = Counter(_shingles("\n".join(reading.paragraphs)))
    there = list(page.required)
    for text in page.optional:
        own = _shingles(text)
        if text in reading.paragraphs or 2 * sum(shingle in found for shingle in own) >= len(own):
            there.append(text)
    return _overlap(found.elements(), _shingles("\n".join(there)))


def marks_kept(page: Page, reading: Reading) -> float | None:
    """The share of the gold's quotation marks found again between the same two words."""
    there = _marks(page.required)
    if not there:
        return None
    return sum((Counter(there) & Counter(_marks(reading.paragraphs))).values()) / len(there)


def _marks(paragraphs: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (_last(text[max(0, mark.start() - 40) : mark.start()]), _first(text[mark.end() : mark.end() + 40]))
        for text in paragraphs
        for mark in _MARK.finditer(text)
    ]


def _last(text: str) -> str:
    words = _WORD.findall(text)
    return words[-1] if words else ""


def _first(text: str) -> str:
    found = _WORD.search(text)
    return found[0] if found else ""


def _overlap(found: Iterable[Hashable], there: Iterable[Hashable]) -> Overlap:
    ours, gold = Counter(found), Counter(there)
    return Overlap((ours & gold).total(), ours.total(), gold.total())


def _shingles(text: str, size: int = 4) -> list[tuple[str, ...]]:
    words = _WORD.findall(text)
    return [tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1))] if words else []


Measure = Callable[[Page, Reading], float | None]
OF_TEXT: dict[str, Measure] = {
    "exact": lambda page, reading: paragraph_overlap(page, reading).f1,
    "shingles": lambda page, reading: shingle_overlap(page, reading).f1,
    "precision": lambda page, reading: shingle_overlap(page, reading).precision if reading.paragraphs else None,
    "recall": lambda page, reading: shingle_overlap(page, reading).recall,
    "marks": marks_kept,
}
"""What every reader is measured by, in the order of the table's columns."""


def byline_right(page: Page, reading: Reading) -> float | None:
    """Whether the persons that the article names as its authors are those of the page, no more and no fewer."""
    if page.authors is None or reading.item is None:
        return None
    return float(frozenset(filter(None, (_article(reading.item)["byline"] or "").split(", "))) == page.authors)


def instant_right(page: Page, reading: Reading) -> float | None:
    """Whether the article was published at the page's very second, or on its day where the gold says no more."""
    if page.published_at is None or reading.item is None:
        return None
    return float(str(_article(reading.item)["published_at"]).startswith(page.published_at))


def headline_right(page: Page, reading: Reading) -> float | None:
    """Whether the article's headline is that which the page shows."""
    if page.headline is None or reading.item is None:
        return None
    return float(_article(reading.item)["headline"] == page.headline)


def refusal_right(page: Page, reading: Reading) -> float | None:
    """Whether a page is refused by the code that the gold has for it; None of a reader that refuses by no code."""
    if reading.item is None and reading.refusal is None:
        return None
    return float((reading.refusal or "").partition(":")[0] == page.refusal)


def _article(item: Item) -> Mapping[str, Any]:
    """The article that is made of a page's item, by a wire that says nothing of its own."""
    return normalise.document(item, WIRE, normalise.vocabulary(ROOT / "schemas" / "vocabulary"), RECEIVED_AT)


OF_ITEMS: dict[str, Measure] = {
    "byline": byline_right,
    "instant": instant_right,
    "headline": headline_right,
}
"""What only Dateline's articles are measured by. A measure named here is printed and held against its floor like the
others."""

OF_REFUSALS: dict[str, Measure] = {"refused": refusal_right}
"""What a page without an article is measured by."""
