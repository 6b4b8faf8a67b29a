"""Names and words to augment with: from the actor authority of the project, and from the documents themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from training.augment import Pool
from training.labels import NAMES, Labelled

_DIFFERENT = 200
"""Different words of a class, from which it is one that others may take the place of: nouns are, articles are not."""
_MOST = 50_000


def pool(vocabulary: Path, docs: Sequence[Labelled]) -> Pool:
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
    return Pool(*kept, words_by_class(docs))


def words_by_class(docs: Iterable[Labelled], different: int = _DIFFERENT) -> Mapping[int, Sequence[str]]:
    """Number of a word class of at least so many different words → its words in small letters, as often as they are
    used; words that are somewhere a cue are left out: in another's place they would be one there too."""
    found: dict[int, list[str]] = defaultdict(list)
    cues: set[str] = set()
    for doc in docs:
        is_cue, is_name = doc.spans[1] > 0, doc.name > 0
        for place, word in enumerate(doc.words):
            if is_cue[place]:
                cues.add(word)
            elif not is_name[place] and doc.tag[place] >= 0 and word.isalpha() and word.islower():
                found[int(doc.tag[place])].append(word)
    kept = {tag: [word for word in words if word not in cues] for tag, words in found.items()}
    return {tag: words[:: len(words) // _MOST + 1] for tag, words in kept.items() if len(Counter(words)) >= different}
