"""Documents to learn from, cut into words as they are when reading: `python -m training.documents IN.jsonl OUT.jsonl`.

IN holds `{doc_id, text, quotes?}` a line (the format is in docs/training.md); OUT adds `words`, `starts`, `features`
and `paragraphs`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.extract.annotate import LONGEST
from dateline.extract.marks import Regions, regions
from dateline.extract.neural.words import words
from dateline.extract.reading import paragraphs
from dateline.extract.tokenizer import tokenizer
from training.labels import pairs


def documents(source: Path) -> Iterator[dict[str, Any]]:
    """The documents of a file. Raises UsageError that names file and line for one that is not as docs/training.md has
    it."""
    seen: set[str] = set()
    with source.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                doc = json.loads(line)
                _check(doc)
            except (ValueError, RecursionError) as error:
                raise UsageError(f"{source}:{number}", expected="a document to learn from", found=str(error)) from error
            if doc["doc_id"] in seen:
                raise UsageError(f"{source}:{number}", expected="a doc_id of its own", found=repr(doc["doc_id"])[:80])
            seen.add(doc["doc_id"])
            yield doc


def _check(doc: Any) -> None:
    if not isinstance(doc, dict) or not isinstance(doc.get("doc_id"), str) or not isinstance(doc.get("text"), str):
        raise ValueError("no object with a doc_id and a text")
    if not doc["text"].strip() or len(doc["text"]) > LONGEST:
        raise ValueError("a text that is empty or too long")
    quotes = doc.get("quotes") or []
    if not isinstance(quotes, list) or not all(isinstance(quote, dict) for quote in quotes):
        raise ValueError("quotes that are no list of objects")
    for quote in quotes:
        if not quote.get("content"):
            raise ValueError("a quote without content")
        for name in ("content", "cue", "speaker", "speaker_head"):
            if not _are_spans(quote.get(name), len(doc["text"])):
                raise ValueError(
                    f"{name} that is no [start, end] inside the text, nor a list of such: {quote[name]!r:.80}"
                )


def _are_spans(value: Any, length: int) -> bool:
    if value is None or value == []:
        return True
    try:
        spans = [(int(start), int(end)) for start, end in pairs(value)]
    except (TypeError, ValueError, IndexError, KeyError):
        return False
    return all(0 <= start < end <= length for start, end in spans)


def check_apart(train: Path, held: Path) -> None:
    """Raises UsageError where a document held apart is among those to learn from, by its name or its words."""
    names: set[str] = set()
    texts: set[str] = set()
    for doc in documents(train):
        names.add(doc["doc_id"])
        texts.add(" ".join(doc["text"].split()))
    for doc in documents(held):
        if doc["doc_id"] in names or " ".join(doc["text"].split()) in texts:
            raise UsageError(
                f"{held}: {doc['doc_id']!r:.80}", expected="a document held apart", found=f"it again in {train}",
                todo="What is held apart is never learned from: take it out of one of them.",
            )  # fmt: skip


def cut(source: Path, target: Path) -> int:
    """The number of documents written."""
    count = 0
    cutter = tokenizer()
    with target.open("w", encoding="utf-8") as out:
        for doc in documents(source):
            text = doc["text"]
            spans = paragraphs(text)
            found = words(text, spans, Regions(regions(text, spans)), cutter)
            doc.update(
                words=found.text, starts=found.start, features=found.feature, paragraphs=found.paragraphs,
                paragraph=found.paragraph,
            )  # fmt: skip
            out.write(json.dumps(doc) + "\n")
            count += 1
    return count


if __name__ == "__main__":
    print(cut(Path(sys.argv[1]), Path(sys.argv[2])), "documents")
