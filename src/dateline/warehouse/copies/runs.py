"""Many numbers in order, to which some are added time and again and in which some are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
LOW = np.uint64(32)
"""Where a number is made of two, the higher one stands above so many bits."""
_NONE: Places = np.zeros(0, np.int64)


def pair(high: NDArray[np.integer], low: NDArray[np.integer]) -> Numbers:
    """Two numbers of 32 bits as one, which orders by the first."""
    return (high.astype(np.uint64) << LOW) | (low.astype(np.uint64) & np.uint64(0xFFFFFFFF))


def ranges(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> Places:
    """start, start + 1, … of each, so many."""
    before = np.cumsum(counts) - counts
    out: Places = np.arange(int(counts.sum()), dtype=np.int64)
    out += np.repeat(starts - before, counts)
    return out


def parts(weights: NDArray[np.integer], most: int) -> Iterator[slice]:
    """What stands at these places, in stretches that weigh about so much at the most."""
    stretch = (np.cumsum(weights) - weights) // most
    cuts = [0, *(np.flatnonzero(np.diff(stretch)) + 1).tolist(), len(weights)]
    return (slice(start, end) for start, end in pairwise(cuts))


def each_once(numbers: Numbers) -> tuple[Numbers, Places]:
    """The numbers in order, each once, and how often each came."""
    numbers = np.sort(numbers)
    first = np.flatnonzero(np.concatenate([[True], numbers[1:] != numbers[:-1]])) if len(numbers) else _NONE
    return numbers[first], np.diff(first, append=len(numbers))


class Runs:
    """Numbers in a few sorted arrays, each at least twice as long as the next: what is added is merged with what is as
    short, so that a number is moved about as often as the whole can be halved, and a search looks at few arrays."""

    def __init__(self) -> None:
        self._arrays: list[Numbers] = []

    def __len__(self) -> int:
        return sum(map(len, self._arrays))

    def add(self, numbers: Numbers) -> None:
        """Takes the numbers, which may come in any order."""
        if not len(numbers):
            return
        last = np.sort(numbers)
        while self._arrays and len(self._arrays[-1]) < 2 * len(last):
            # Stable, because that one sees the two ascents and merges them; sorting anew takes six times as long.
            last = np.sort(np.concatenate([self._arrays.pop(), last]), kind="stable")
        self._arrays.append(last)

    def has(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Which of the numbers are among these."""
        out = np.zeros(len(numbers), bool)
        for array in self._arrays:
            places = np.minimum(np.searchsorted(array, numbers), len(array) - 1)
            out |= array[places] == numbers
        return out

    def highs(self) -> Iterator[Numbers]:
        """The higher halves of all numbers."""
        return (array >> LOW for array in self._arrays)

    def under(self, highs: Numbers) -> Numbers:
        """All numbers whose higher half is one of these, which are in order and each once."""
        found: list[Numbers] = []
        for array in self._arrays:
            starts = np.searchsorted(array, highs << LOW)
            places = np.flatnonzero(array[np.minimum(starts, len(array) - 1)] >> LOW == highs)
            starts = starts[places]
            ends = np.searchsorted(array, (highs[places] + np.uint64(1)) << LOW)
            found.append(array[ranges(starts, ends - starts)])
        return np.concatenate([np.zeros(0, np.uint64), *found])
