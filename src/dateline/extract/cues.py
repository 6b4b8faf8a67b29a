"""Cues: the words that attribute, the shape of sentence each asks for, and the stance it carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline import yamlfile
from dateline.extract.reading import Reading, Word

_SHAPES = ("clause", "object", "infinitive", "about", "against", "as", "for", "of", "on", "to")
_STANCES = ("neutral", "distancing", "endorsing", "confrontational", "commissive")
_LONGEST_PHRASE = 6
_MISREAD = {"hop": "hope", "tel": "tell", "vowe": "vow"}
"""What the lemmatiser makes of `hoped` and its like."""
_MARKED_ONLY = frozenset(
    [
        "add",
        "begin",
        "continue",
        "conclude",
        "chuckle",
        "laugh",
        "smile",
        "sigh",
        "shout",
        "yell",
        "cry",
        "scream",
        "whisper",
        "mutter",
        "murmur",
        "reply",
        "respond",
        "interject",
        "sing",
        "snap",
        "quip",
        "joke",
        "recall",
        "go",
        "explain",
        "text",
        "email",
        "chant",
        "thunder",
        "tweet",
        "post",
        "read",
        "write",
        "ask",
        "answer",
        "demand",
        "order",
        "ponder",
    ]
)
"""Verbs that attribute when they stand beside a marked quotation, whatever else they may mean elsewhere."""


@dataclass(frozen=True)
class Cues:
    """The lexicon. `shapes`: lemma → the shapes of sentence in which it attributes; `stances`: lemma → stance."""

    shapes: Mapping[str, frozenset[str]]
    stances: Mapping[str, str]
    phrases: Mapping[str, str]
    adverbs: Mapping[str, str]
    weak: frozenset[str] = frozenset()
    """Lemmas that attribute only with more evidence than a clause."""

    def takes(self, lemma: str, shape: str) -> bool:
        lemma = _MISREAD.get(lemma, lemma)
        found = self.shapes.get(lemma)
        if found is None:
            return shape == "clause" and lemma in self.stances and lemma not in self.weak
        return shape in found

    def attributes_marked(self, lemma: str) -> bool:
        """Whether the verb attributes a quotation that stands right beside it."""
        lemma = _MISREAD.get(lemma, lemma)
        return lemma in self.stances or lemma in _MARKED_ONLY or self.takes(lemma, "clause")

    def stance_at(self, reading: Reading, cue: Word) -> str:
        """The stance of a cue where it stands: of its longest known phrase (`called for`), of an adverb on it, else
        of the verb."""
        words = reading.words[cue.i : cue.i + _LONGEST_PHRASE]
        for width in range(len(words), 1, -1):
            found = self.phrases.get(" ".join(w.lower for w in words[:width]))
            if found is not None:
                return found
        for child in cue.children:
            if child.dep == "advmod" and child.lower in self.adverbs:
                return self.adverbs[child.lower]
        return self.stances.get(_MISREAD.get(cue.lemma, cue.lemma), "neutral")


def cues(folder: Path) -> Cues:
    """The lexicon of a vocabulary folder: cues.yml (stance) and cue_frames.yml (shapes)."""
    frames = yamlfile.read(folder / "cue_frames.yml")
    frames.only(_SHAPES)
    shapes: dict[str, set[str]] = {}
    for shape, lemmas in frames.data.items():
        for lemma in lemmas:
            shapes.setdefault(lemma, set()).add(shape)
    doc = yamlfile.read(folder / "cues.yml")
    doc.only(("verbs", "phrases", "adverbs"))
    stances, phrases, adverbs = (_stances(doc, section) for section in ("verbs", "phrases", "adverbs"))
    weak = frozenset(lemma for lemma, entry in doc.data["verbs"].items() if entry.get("weak"))
    return Cues({lemma: frozenset(found) for lemma, found in shapes.items()}, stances, phrases, adverbs, weak)


def _stances(doc: yamlfile.Document, section: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for words, entry in (doc.data.get(section) or {}).items():
        stance = entry.get("stance") if isinstance(entry, dict) else entry
        if stance not in _STANCES:
            raise doc.error(section, expected=f"`{words}` with a stance of {', '.join(_STANCES)}", found=str(stance))
        out[str(words)] = stance
    return out
