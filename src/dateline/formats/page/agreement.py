"""How far two texts agree, in shingles of words: the measure by which one reading of a page is chosen over another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_SIZE = 3
_MOST = 50_000
"""Words of a text that are compared; no story is longer."""
Shingles = Counter[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    """The text's runs of three words, counted."""
    words = _WORD.findall(text.casefold())[:_MOST]
    return Counter(zip(words, words[1:], words[2:], strict=False))


@dataclass(frozen=True)
class Agreement:
    """The share of one text found in another, and the other way round."""

    of_first: float
    of_second: float

    @property
    def f1(self) -> float:
        total = self.of_first + self.of_second
        return 2 * self.of_first * self.of_second / total if total else 0.0


def agreement(first: Shingles, second: Shingles) -> Agreement:
    """How much of each of two texts is in the other."""
    common = sum(min(count, second[run]) for run, count in first.items() if run in second)
    return Agreement(common / max(1, first.total()), common / max(1, second.total()))


def share_in(paragraph: str, whole: Shingles) -> float:
    """The share of a paragraph's runs that a text holds; 1 for a paragraph too short to tell."""
    own = shingles(paragraph)
    return sum(n for run, n in own.items() if run in whole) / own.total() if own else 1.0


def agreed(readings: Mapping[str, Sequence[str]], margin: float) -> str:
    """The name of the reading that the others agree with most; the first one unless another is better by a margin."""
    counted = {name: shingles("\n".join(paragraphs)) for name, paragraphs in readings.items()}
    score = {
        name: sum(agreement(own, other).f1 for title, other in counted.items() if title != name)
        for name, own in counted.items()
    }
    first = next(iter(score))
    best = max(score, key=lambda name: score[name])
    return best if score[best] > score[first] + margin * (len(score) - 1) else first
