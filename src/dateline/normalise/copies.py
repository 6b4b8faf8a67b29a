"""Hashes of sentences, by which the same words are found again in other articles."""

from __future__ import annotations

import re
from hashlib import blake2b

_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_a-z])|\n+")
_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 5


def sentences(text: str) -> list[str]:
    """The text's sentences, roughly: what matters is that the same text is always cut at the same places."""
    return [piece for piece in (part.strip() for part in _END.split(text)) if piece]


def sentence_hashes(text: str) -> list[int]:
    """One 63-bit hash for each different sentence of five words or more, in order; case and marks do not count."""
    found: dict[int, None] = {}
    for sentence in sentences(text):
        words = _WORD.findall(sentence.casefold())
        if len(words) >= _LEAST_WORDS:
            found[int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big") >> 1] = None
    return list(found)
