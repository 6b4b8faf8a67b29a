"""What a spaCy pipeline says of cut documents: `python -m training.parses MODEL IN.jsonl OUT.jsonl`.

MODEL is a package or a folder with a spaCy model. OUT has a line a document: word classes (`pos|tag`), dependencies,
heads (number of the head word in the document; the word itself for a root), sentence starts, names (BIO).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc

NAMES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "NORP": "NORP"}


def parse(model: str, source: Path, target: Path) -> None:
    """Writes the pipeline's answer for every document."""
    nlp = spacy.load(model)
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for line in lines:
            doc = json.loads(line)
            out.write(json.dumps(answer(nlp, doc)) + "\n")


def answer(nlp: spacy.language.Language, doc: dict) -> dict:
    """Labels of one document's words."""
    words, starts = doc["words"], doc["starts"]
    said: dict[str, list] = {"tag": [], "dep": [], "head": [], "start": [], "name": []}
    spans = [tuple(span) for span in doc["paragraphs"]]
    given = [
        Doc(
            nlp.vocab,
            words=words[a:b],
            spaces=[starts[n + 1] > starts[n] + len(words[n]) if n + 1 < b else False for n in range(a, b)],
        )
        for a, b in spans
    ]
    for (first, _), parsed in zip(spans, nlp.pipe(given, batch_size=64), strict=True):
        for token in parsed:
            said["tag"].append(f"{token.pos_}|{token.tag_}")
            said["dep"].append(token.dep_)
            said["head"].append(first + token.head.i)
            said["start"].append(int(bool(token.is_sent_start) or token.i == 0))
            kind = NAMES.get(token.ent_type_)
            said["name"].append(f"{token.ent_iob_}-{kind}" if kind and token.ent_iob_ in "BI" else "O")
    return {"doc_id": doc["doc_id"], **said}


if __name__ == "__main__":
    parse(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
