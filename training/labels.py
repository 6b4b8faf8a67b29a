"""What is learned of every word: the lists of labels, and the labels of one cut document.

Gold attributions come from the documents themselves (docs/training.md), word classes, trees and names from a spaCy
pipeline.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

import numpy as np

BIO = ("O", "B", "I")
SPANS = ("content", "cue", "source")
POINTERS = ("content_cue", "cue_source", "content_source", "head")
NAMES = ("O", *(f"{edge}-{kind}" for kind in ("PERSON", "ORG", "GPE", "NORP") for edge in "BI"))
IGNORED, NOWHERE = -100, -1


@dataclass
class Labelled:
    """A document's words with their labels.

    `spans`: (3, n) BIO; `pointers`: (4, n) number of a word, NOWHERE for none, IGNORED for not learned; `name`, `tag`,
    `dep`, `start`: (n,).
    """

    doc_id: str
    words: list[str]
    features: list[int]
    paragraphs: list[tuple[int, int]]
    spans: np.ndarray
    pointers: np.ndarray
    name: np.ndarray
    tag: np.ndarray
    dep: np.ndarray
    start: np.ndarray


def labelled(doc: dict[str, Any], taught: dict[str, Any], tags: list[str], deps: list[str]) -> Labelled:
    """The labels of a document cut by training.documents and of the pipeline's answer for it."""
    count = len(doc["words"])
    spans = np.zeros((3, count), np.int64)
    pointers = np.full((4, count), IGNORED, np.int64)
    for quote in doc.get("quotes", ()):
        _quote(quote, doc, spans, pointers)
    heads = np.array(taught["head"])
    pointers[3] = np.where(heads == np.arange(count), NOWHERE, heads)
    tag_number, dep_number = {t: n for n, t in enumerate(tags)}, {d: n for n, d in enumerate(deps)}
    return Labelled(
        doc["doc_id"], doc["words"], doc["features"], [tuple(p) for p in doc["paragraphs"]], spans, pointers,
        np.array([NAMES.index(n) for n in taught["name"]]),
        np.array([tag_number.get(t, IGNORED) for t in taught["tag"]]),
        np.array([dep_number.get(d, IGNORED) for d in taught["dep"]]), np.array(taught["start"]),
    )  # fmt: skip


def _quote(quote: dict[str, Any], doc: dict[str, Any], spans: np.ndarray, pointers: np.ndarray) -> None:
    parts = {name: [_inside(doc, s, e) for s, e in pairs(quote.get(key))]
             for name, key in zip(SPANS, ("content", "cue", "speaker"), strict=True)}  # fmt: skip
    for row, name in enumerate(SPANS):
        for first, last in parts[name]:
            if last > first:
                spans[row, first:last] = 2
                spans[row, first] = 1
    cue = next((a for a, b in parts["cue"] if b > a), NOWHERE)
    source = next((a for a, b in parts["source"] if b > a), NOWHERE)
    if source != NOWHERE and quote.get("speaker_head"):
        head = _inside(doc, *quote["speaker_head"])
        source = head[0] if head[1] > head[0] else source
    for first, last in parts["content"]:
        pointers[0, first:last] = cue
        pointers[2, first:last] = source
    for first, last in parts["cue"]:
        pointers[1, first:last] = source


def pairs(spans: Any) -> list[tuple[int, int]]:
    """Spans as a list of (start, end), whether one or many or none were given."""
    if not spans:
        return []
    return [tuple(spans)] if isinstance(spans[0], int) else [tuple(span) for span in spans]


def _inside(doc: dict[str, Any], start: int, end: int) -> tuple[int, int]:
    """The words that begin in [start, end); a span that begins inside a word takes that word when it holds most."""
    starts = doc["starts"]
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    if first and starts[first - 1] + len(doc["words"][first - 1]) - start > start - starts[first - 1]:
        first -= 1
    return first, last
