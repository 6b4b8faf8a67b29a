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
_LEAST_ROOM, _MOST_ROOM = 1 << 20, 1 << 25
_PATIENCE = 1
"""Sorting takes three times as long as looking through once."""
_NONE: Places = np.zeros(0, np.int64)


def pair(high: NDArray[np.integer], low: NDArray[np.integer]) -> Numbers:
    """Two numbers of 32 bits as one, which orders by the first."""
    out = np.empty((len(low), 2), "<u4")
    out[:, 0], out[:, 1] = low, high
    return out.view("<u8").ravel()


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
    short, so that a number is moved about as often as the whole can be halved, and a search looks at few arrays.

    What is read rather than added is sorted when it is asked for the second time: a process may ask but once.
    """

    def __init__(self) -> None:
        self._arrays: list[Numbers] = []
        self._unsorted: list[Numbers] = []
        self._asked = 0
        # Whether any higher half here ends in these bits: most that are asked for do not, and need no search.
        self._is_known = np.zeros(_LEAST_ROOM, bool)

    def __len__(self) -> int:
        return sum(map(len, self._arrays)) + sum(map(len, self._unsorted))

    def read(self, numbers: Numbers) -> None:
        """Takes many numbers that were added at another time, in any order."""
        self._unsorted.append(numbers)
        self._asked = 0

    def add(self, numbers: Numbers) -> None:
        """Takes the numbers, which may come in any order."""
        if not len(numbers):
            return
        last = np.sort(numbers)
        while self._arrays and len(self._arrays[-1]) < 2 * len(last):
            # Stable, because that one sees the two ascents and merges them; sorting anew takes six times as long.
            last = np.sort(np.concatenate([self._arrays.pop(), last]), kind="stable")
        self._arrays.append(last)
        count, room = sum(map(len, self._arrays)), len(self._is_known)
        if 8 * count > room < _MOST_ROOM:
            self._is_known = np.zeros(min(_MOST_ROOM, 1 << (16 * count).bit_length()), bool)
            for array in self._arrays:
                self._is_known[(array >> LOW) & self._bits] = True
        else:
            self._is_known[(numbers >> LOW) & self._bits] = True

    def has(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Which of the numbers are among these."""
        self._ask()
        out = np.zeros(len(numbers), bool)
        for array in self._arrays:
            places = np.minimum(np.searchsorted(array, numbers), len(array) - 1)
            out |= array[places] == numbers
        for array in self._unsorted:
            out |= np.isin(numbers, _among(array, array, numbers))
        return out

    def under(self, highs: Numbers) -> Numbers:
        """All numbers whose higher half is one of these, which are in order and each once."""
        self._ask()
        found = [_among(array, array >> LOW, highs) for array in self._unsorted]
        known = highs[self._is_known[highs & self._bits]]
        for array in self._arrays:
            starts = np.searchsorted(array, known << LOW)
            places = np.flatnonzero(array[np.minimum(starts, len(array) - 1)] >> LOW == known)
            starts = starts[places]
            ends = np.searchsorted(array, (known[places] + np.uint64(1)) << LOW)
            found.append(array[ranges(starts, ends - starts)])
        return np.concatenate([np.zeros(0, np.uint64), *found])

    @property
    def _bits(self) -> np.uint64:
        return np.uint64(len(self._is_known) - 1)

    def _ask(self) -> None:
        self._asked += 1
        if self._unsorted and self._asked > _PATIENCE:
            numbers = np.concatenate(self._unsorted)
            self._unsorted = []
            self.add(numbers)


def _among(numbers: Numbers, parts_of_them: Numbers, wanted: Numbers) -> Numbers:
    """Those of the numbers of which the part is wanted."""
    bits = np.uint64((1 << (16 * len(wanted)).bit_length()) - 1)
    is_wanted = np.zeros(int(bits) + 1, bool)
    is_wanted[wanted & bits] = True
    places = np.flatnonzero(is_wanted[parts_of_them & bits])
    return numbers[places[np.isin(parts_of_them[places], wanted)]]
