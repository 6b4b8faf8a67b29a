"""The articles of some days by their keys, in memory: which of them may have words in common with those that arrive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dateline.warehouse.copies.runs import LOW, Numbers, Places, Runs, each_once, pair, parts, ranges

DAYS = 14
"""Two articles are compared that were told within so many days."""
DAY = 86_400_000_000
"""Microseconds."""
MOST_OF_A_DAY = 200
"""A key that more articles of one day have is common, and leads nowhere (leave.sql knows it too)."""
FEW_KEYS = 8
"""Of two articles one of which has no more keys, one key is enough; else they must have two in common."""
AT_ONCE = 1 << 21
"""Pairs that are looked at together."""
_COLUMNS = {"n": "u8", "told_at": "i8", "day": "i4", "wire": "i4", "key_count": "i4", "is_here": "?"}


@dataclass(frozen=True)
class Candidates:
    """Pairs to be judged: the numbers of both articles, and how many keys they must share."""

    ours: Numbers
    theirs: Numbers
    least_keys: NDArray[np.int32]


class Window:
    """Whole days of articles. To ask costs by the articles that ask, and by what they have in common with these."""

    def __init__(self) -> None:
        self.days: set[int] = set()
        self._columns: dict[str, NDArray[Any]] = {name: np.zeros(1024, kind) for name, kind in _COLUMNS.items()}
        self._count = 0
        self._postings = Runs()
        self._common = Runs()
        self._wires: dict[str, int] = {}

    def __len__(self) -> int:
        return self._count

    def make_common(self, keys: NDArray[np.integer], days: NDArray[np.integer]) -> None:
        """From now on these keys are common on these days."""
        self._common.add(pair(keys, days))

    def add(self, articles: pa.Table) -> None:
        """Takes articles (n, wire, told_at, day, keys) of days that it is to have."""
        self._postings.read(self._store(articles))

    def enter(self, articles: pa.Table) -> tuple[list[Candidates], Numbers]:
        """What of these new articles is to be judged, with those that are here and among themselves; and the keys with
        their days that have become common by them. The articles are here afterwards."""
        first = self._count
        fresh = self._store(articles)
        keys, _ = each_once(fresh >> LOW)
        there = self._postings.under(keys)
        slots = (there & _LOWER).astype(np.int64)
        codes = np.sort(np.concatenate([fresh, there[self._columns["is_here"][slots]]]))
        codes = self._telling(codes)
        common = self._too_many(codes)
        if len(common):
            self._common.add(common)
            codes, fresh = self._telling(codes), self._telling(fresh)
        self._postings.add(fresh)
        return list(self._candidates(codes, first)), common

    def leave(self, numbers: Numbers) -> None:
        """Articles with these numbers are here no longer."""
        self._columns["is_here"][: self._count][np.isin(self._columns["n"][: self._count], numbers)] = False

    def _store(self, articles: pa.Table) -> Numbers:
        """The new articles' keys, each with the place where its article stands now; without those that are common."""
        end = self._count + articles.num_rows
        if end > len(self._columns["n"]):
            room = max(end, 2 * len(self._columns["n"]))
            self._columns = {name: np.resize(column, room) for name, column in self._columns.items()}
        lists = articles["keys"].combine_chunks()
        counts = np.diff(lists.offsets.to_numpy())
        values = {
            "n": articles["n"].to_numpy(),
            "told_at": articles["told_at"].cast(pa.int64()).to_numpy(),
            "day": articles["day"].to_numpy(),
            "wire": self._wires_of(articles["wire"]),
            "key_count": counts,
            "is_here": True,
        }
        for name, column in self._columns.items():
            column[self._count : end] = values[name]
        codes = pair(lists.flatten().to_numpy(), np.repeat(np.arange(self._count, end), counts))
        self._count = end
        return self._telling(codes)

    def _wires_of(self, names: pa.ChunkedArray) -> NDArray[np.int32]:
        found = names.combine_chunks().dictionary_encode()
        known = [self._wires.setdefault(name, len(self._wires)) for name in found.dictionary.to_pylist()]
        places: Places = found.indices.to_numpy()
        return np.array(known, np.int32)[places]

    def _telling(self, codes: Numbers) -> Numbers:
        """Those that are not common."""
        return codes[~self._common.has(self._days_of(codes))] if len(self._common) else codes

    def _days_of(self, codes: Numbers) -> Numbers:
        """Each key with the day on which its article was told."""
        return (codes & ~_LOWER) | pair(np.zeros(1, int), self._columns["day"][(codes & _LOWER).astype(np.int64)])

    def _too_many(self, codes: Numbers) -> Numbers:
        keys, counts = each_once(codes >> LOW)
        often = keys[counts > MOST_OF_A_DAY]
        if not len(often):
            return often
        found, counts = each_once(self._days_of(codes[np.isin(codes >> LOW, often)]))
        return found[counts > MOST_OF_A_DAY]

    def _candidates(self, codes: Numbers, first: int) -> Iterator[Candidates]:
        """Each article from the `first` place on with those before it that have a key in common with it."""
        _, counts = each_once(codes >> LOW)
        starts = np.repeat(np.cumsum(counts) - counts, counts)
        slots = (codes & _LOWER).astype(np.int64)
        before = np.arange(len(codes)) - starts
        asking = np.flatnonzero((slots >= first) & (before > 0))
        asking = asking[np.argsort(slots[asking], kind="stable")]
        per_slot = np.bincount(slots[asking] - first, weights=before[asking]).astype(np.int64)
        for part in parts(per_slot, AT_ONCE):
            low, high = np.searchsorted(slots[asking], [first + part.start, first + part.stop])
            some = asking[low:high]
            yield self._among(np.repeat(slots[some], before[some]), slots[ranges(starts[some], before[some])])

    def _among(self, ours: Places, theirs: Places) -> Candidates:
        """Candidates among pairs of places, of which each stands here once for each key that both have."""
        codes, counts = each_once(pair(ours, theirs))
        ours, theirs = (codes >> LOW).astype(np.int64), (codes & _LOWER).astype(np.int64)
        has_few = self._columns["key_count"] <= FEW_KEYS
        least = np.where(has_few[ours] | has_few[theirs], 1, 2)
        is_found = counts >= least
        ours, theirs, least = ours[is_found], theirs[is_found], least[is_found]
        told, wire, n = (self._columns[name] for name in ("told_at", "wire", "n"))
        is_asked = (np.abs(told[ours] - told[theirs]) <= DAYS * DAY) & (wire[ours] != wire[theirs])
        return Candidates(n[ours[is_asked]], n[theirs[is_asked]], least[is_asked].astype(np.int32))


_LOWER = np.uint64(0xFFFFFFFF)
