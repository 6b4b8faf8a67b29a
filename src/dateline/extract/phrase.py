"""A noun phrase as it is printed: its head word and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.reading import Word


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: its head word and where it stands."""

    head: Word
    start: int
    end: int
