"""Documents of our own to learn from, cut and with a parser's answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.documents import cut
from training.labels import NAMES, Labelled, labelled

TEXT = (
    '"The ferry will wait," harbour master Marta Lindqvist told Sweden\'s Riksdag, "and then it will leave."\n\n'
    "The Swedish captain, Olle Brandt, disagreed. Brandt said nobody in Gothenburg waits."
)
QUOTES: list[dict[str, Any]] = [
    {
        "content": [[0, 22], [TEXT.index('"and'), TEXT.index("\n\n")]],
        "cue": [TEXT.index("told"), TEXT.index("told") + 4],
        "speaker": [TEXT.index("harbour"), TEXT.index(" told")],
        "speaker_head": [TEXT.index("Lindqvist"), TEXT.index(" told")],
    },
    {
        "content": [[TEXT.index("nobody"), len(TEXT) - 1]],
        "cue": [[TEXT.index("said"), TEXT.index("said") + 4]],
        "speaker": [[TEXT.index("Brandt said"), TEXT.index(" said")]],
    },
]
PEOPLE = {"Marta": "B-PERSON", "Lindqvist": "I-PERSON", "Olle": "B-PERSON"}
PLACES = {"Sweden": "B-GPE", "Gothenburg": "B-GPE", "Swedish": "B-NORP", "Riksdag": "B-ORG"}


def write(path: Path, *docs: dict[str, Any]) -> Path:
    """A file of documents, one a line."""
    path.write_text("".join(json.dumps(doc) + "\n" for doc in docs), encoding="utf-8")
    return path


def document(folder: Path, quotes: list[dict[str, Any]] = QUOTES) -> dict[str, Any]:
    """The document, cut into words."""
    source = write(folder / "in.jsonl", {"doc_id": "a", "text": TEXT, "quotes": quotes})
    assert cut(source, folder / "out.jsonl") == 1
    doc: dict[str, Any] = json.loads((folder / "out.jsonl").read_text("utf-8"))
    return doc


def taught(doc: dict[str, Any]) -> dict[str, Any]:
    """A parser's answer: every word hangs on the one before it, the first of a paragraph is a root."""
    firsts = {first for first, _ in doc["paragraphs"]}
    names, before = [], ""
    for word in doc["words"]:
        kind = PEOPLE.get(word) or PLACES.get(word) or "O"
        if word == "Brandt":
            kind = "I-PERSON" if before == "Olle" else "B-PERSON"
        names.append(kind)
        before = word
    count = len(doc["words"])
    return {
        "doc_id": doc["doc_id"], "tag": ["NOUN|NN"] * (count - 1) + ["PUNCT|."], "dep": ["dep"] * count,
        "head": [n if n in firsts else n - 1 for n in range(count)], "start": [int(n in firsts) for n in range(count)],
        "name": names,
    }  # fmt: skip


def sample(folder: Path, quotes: list[dict[str, Any]] = QUOTES) -> Labelled:
    """The labelled document."""
    doc = document(folder, quotes)
    return labelled(doc, taught(doc), ["NOUN|NN"], ["dep"])


def names(doc: Labelled) -> list[str]:
    """The name labels in words."""
    return [NAMES[n] for n in doc.name]
