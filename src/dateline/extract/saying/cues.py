"""Cues: the words that attribute, and the stance they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline import yamlfile
from dateline.extract.reading import Reading, Word

_STANCES = ("neutral", "distancing", "endorsing", "confrontational", "commissive")
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "without", "nor"))
_MISREAD = {"hop": "hope", "tel": "tell", "vowe": "vow", "rag": "rage", "grip": "gripe"}
"""What the lemmatiser makes of `hoped` and its like."""


@dataclass(frozen=True)
class Cues:
    """The lexicon. `stances`: lemma of a verb → the stance it carries."""

    stances: Mapping[str, str]
    phrases: Mapping[str, str]
    adverbs: Mapping[str, str]
    persons: frozenset[str] = frozenset()
    """Lemmas whose object may be the one addressed."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Stance of verbs that are seldom a cue."""
    nouns: Mapping[str, str] = field(default_factory=dict)
    """Stance of nouns that may be a cue (`his claim that`)."""
    phrase_widths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """First word of a phrase → how many words such phrases have, the longest first."""

    def stance_of(self, reading: Reading, cue: Sequence[Word]) -> str:
        """The stance of a cue, be it one word or many: of the longest known phrase that begins in it (`called for`),
        else of an adverb in it or on it, else of its first word that is not neutral.

        What is negated (`did not deny`) is neutral: it is not the act that its verb names.
        """
        first, last = cue[0].i, cue[-1].i + 1
        found = self._phrase(reading, max(first - 1, reading.sentences[cue[0].sentence][0]), last)
        if found is not None:
            return found
        for word in cue:
            for turned in (word, *(c for c in word.children if c.dep == "advmod")):
                if turned.lower in self.adverbs:
                    return self.adverbs[turned.lower]
        for word in cue:
            stance = self._of_word(word)
            if stance not in (None, "neutral"):
                return "neutral" if _is_negated(reading, word) else str(stance)
        return "neutral"

    def _of_word(self, word: Word) -> str | None:
        lemma = _MISREAD.get(word.lemma, word.lemma)
        if word.pos == "NOUN" and lemma in self.nouns:
            return self.nouns[lemma]
        return self.stances.get(lemma) or self.others.get(lemma) or self.nouns.get(lemma)

    def _phrase(self, reading: Reading, first: int, last: int) -> str | None:
        best: tuple[int, str] | None = None
        for start in range(first, last):
            width_of = self.phrase_widths.get(reading.words[start].lower)
            if not width_of:
                continue
            for width in width_of:
                words = reading.words[start : start + width]
                found = self.phrases.get(" ".join(w.lower for w in words))
                if found not in (None, "neutral") and (best is None or width > best[0]):
                    best = width, "neutral" if _is_negated(reading, words[0]) else found
        return best[1] if best else None


def _is_negated(reading: Reading, word: Word) -> bool:
    """Whether a word stands under a `not` close before it."""
    first = max(reading.sentences[word.sentence][0], word.i - 3)
    return any(w.lower in _NEGATIONS for w in reading.words[first : word.i])


def cues(folder: Path) -> Cues:
    """The lexicon of a vocabulary folder: cues.yml."""
    doc = yamlfile.read(folder / "cues.yml")
    doc.only(("verbs", "others", "nouns", "phrases", "adverbs"))
    stances, phrases, adverbs = (_stances(doc, section) for section in ("verbs", "phrases", "adverbs"))
    persons = frozenset(lemma for lemma, entry in doc.data["verbs"].items() if entry.get("takes") == "person")
    return Cues(
        stances, phrases, adverbs, persons,
        _stances(doc, "others"), _stances(doc, "nouns"), _widths(phrases),
    )  # fmt: skip


def _widths(phrases: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        words = phrase.split()
        found.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(widths, reverse=True)) for first, widths in found.items()}


def _stances(doc: yamlfile.Document, section: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for words, entry in (doc.data.get(section) or {}).items():
        stance = entry.get("stance") if isinstance(entry, dict) else entry
        if stance not in _STANCES:
            raise doc.error(section, expected=f"`{words}` with a stance of {', '.join(_STANCES)}", found=str(stance))
        out[str(words)] = stance
    return out
