"""Word pieces: the vocabulary of the encoder (WordPiece, Wu et al. 2016, as BERT's uncased tokeniser has it)."""

from __future__ import annotations

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
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            ids = self._tokenizer.encode(word[:100], add_special_tokens=False).ids
            found = self._known[word] = tuple(ids[:MOST]) or (UNKNOWN,)
        return found
