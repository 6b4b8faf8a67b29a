"""Word pieces: the vocabulary of the encoder (WordPiece, Wu et al. 2016, as BERT's uncased tokeniser has it)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

CLS, SEP, MASK, UNKNOWN = 101, 102, 103, 100
MOST = 6
"""Pieces kept of a word: an address or a hash tells nothing more by its fortieth."""
_KEPT = 200_000


class Pieces:
    """Word → ids of its pieces, remembered."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The ids of a word's first pieces; one unknown for a word that has none."""
        return self._known.get(word) or self._learned(word)

    def of_all(self, words: Iterable[str]) -> list[tuple[int, ...]]:
        """The ids of each word's first pieces."""
        known = self._known
        return [known.get(word) or self._learned(word) for word in words]

    def _learned(self, word: str) -> tuple[int, ...]:
        if len(self._known) >= _KEPT:
            self._known.clear()
        whole = self._tokenizer.token_to_id(word.lower()) if word.isascii() and word.isalnum() else None
        ids = [whole] if whole is not None else self._tokenizer.encode(word[:100], add_special_tokens=False).ids
        found = self._known[word] = tuple(ids[:MOST]) or (UNKNOWN,)
        return found
