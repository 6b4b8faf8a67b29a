"""Names to augment with: from the actor authority of the project, and from the names of the documents themselves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from training.augment import Pool
from training.labels import NAMES, Labelled


def pool(vocabulary: Path, docs: Iterable[Labelled]) -> Pool:
    """The pool; single words only."""
    given: set[str] = set()
    family: set[str] = set()
    for path in sorted((vocabulary / "actors" / "people").glob("*.yml")):
        for line in yaml.safe_load(path.read_text("utf-8")).get("people") or ():
            name = str(line).split(";")[0].split()
            if len(name) >= 2:
                given.add(name[0])
                family.add(name[-1])
    for doc in docs:
        kinds = [NAMES[n] for n in doc.name]
        for place, word in enumerate(doc.words):
            if kinds[place] == "B-PERSON" and place + 1 < len(kinds) and kinds[place + 1] == "I-PERSON":
                given.add(word)
            elif kinds[place] == "I-PERSON":
                family.add(word)
    states = yaml.safe_load((vocabulary / "actors" / "states.yml").read_text("utf-8"))["states"].values()
    places = {s["name"] for s in states} | {s["capital"] for s in states if s.get("capital")}
    peoples = {word for s in states for word in s.get("demonyms", ())}
    kept = [sorted(w for w in group if w.isalpha() and len(w) > 2) for group in (given, family, places, peoples)]
    return Pool(*kept)
