"""Which candidates have enough words in common: counted by all their marks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dateline.warehouse.copies.runs import LOW, Numbers, Places, pair, parts, ranges
from dateline.warehouse.copies.window import AT_ONCE, Candidates

PAIRS = pa.schema(
    {
        "first_n": pa.uint64(),
        "second_n": pa.uint64(),
        "keys": pa.list_(pa.int32()),
        "least_keys": pa.int32(),
        "shared_count": pa.int32(),
    }
)
_LEAST, _ENOUGH, _MANY = 4, 8, 40
_BITS = 13
_ENDS = (1 << _BITS) - 1
_LOWER = np.uint64(0xFFFFFFFF)


def mark_lists(marks: pa.Array) -> tuple[NDArray[np.int32], Places]:
    """The marks of all articles one after another, as they stand in bytes, and how many each has."""
    whole = marks.cast(pa.binary())
    _, offsets, data = whole.buffers()
    places = np.frombuffer(offsets, np.int32)[whole.offset : whole.offset + len(whole) + 1]
    flat = np.frombuffer(data or b"", np.uint8)[places[0] : places[-1]].view("<i4")
    return flat, np.diff(places).astype(np.int64) // 4


def judged(candidates: Candidates, fresh: pa.Table, known: Callable[[Numbers], pa.Table]) -> pa.Table:
    """The pairs (rows of kept.copy_pairs) that have words in common: 8 marks or more and a fifth of the shorter one's,
    or 40 and a sixth, or of briefs 4 and four fifths. `fresh` holds articles, and `known` says what others are.
    """
    if not len(candidates.ours):
        return PAIRS.empty_table()
    asked = np.unique(np.concatenate([candidates.ours, candidates.theirs]))
    numbers = fresh["n"].to_numpy()
    ours = fresh.select(["n", "marks", "key_count"]).take(np.flatnonzero(np.isin(numbers, asked)))
    other = asked[~np.isin(asked, numbers)]
    articles = _Articles(pa.concat_tables([ours, known(other)]) if len(other) else ours)
    one, two = articles.places(candidates.ours), articles.places(candidates.theirs)
    places = np.concatenate(
        [part.start + articles.likely(one[part], two[part]) for part in parts(articles.counts[two], AT_ONCE >> 3)]
    )
    one, two, least_keys = one[places], two[places], candidates.least_keys[places]
    weights = articles.counts[one] + articles.counts[two]
    found = [_judged(articles, one[part], two[part], least_keys[part]) for part in parts(weights, AT_ONCE)]
    return pa.concat_tables([PAIRS.empty_table(), *found])


class _Articles:
    def __init__(self, table: pa.Table) -> None:
        self.numbers = table["n"].to_numpy()
        self.order = np.argsort(self.numbers)
        self.marks, self.counts = mark_lists(table["marks"].combine_chunks())
        self.starts = np.cumsum(self.counts) - self.counts
        self.last_keys = self.marks[self.starts + table["key_count"].to_numpy() - 1]

    def places(self, numbers: Numbers) -> Places:
        return self.order[np.searchsorted(self.numbers, numbers, sorter=self.order)]

    def least_shared(self, one: Places, two: Places) -> Places:
        """How many marks two articles must have in common."""
        shorter = np.minimum(self.counts[one], self.counts[two])
        fifth, sixth, most = (-(-shorter // 5), -(-shorter // 6), -(-4 * shorter // 5))
        of_stories = np.minimum(fifth, np.maximum(_MANY, sixth))
        least: Places = np.where(fifth >= _ENOUGH, of_stories, np.maximum(_LEAST, np.minimum(_ENOUGH, most)))
        return least

    def likely(self, one: Places, two: Places) -> Places:
        """Which pairs may have so many in common: each mark of the second is asked whether one of the first ends alike,
        which takes a tenth of the time that counting takes, and tells nearly as much."""
        first = np.unique(one)
        ends = np.zeros(len(first) << _BITS, bool)
        counts = self.counts[first]
        marks = self.marks[ranges(self.starts[first], counts)]
        ends[(np.repeat(np.arange(len(first)), counts) << _BITS) | (marks & _ENDS)] = True
        counts = self.counts[two]
        marks = self.marks[ranges(self.starts[two], counts)]
        found = ends[(np.repeat(np.searchsorted(first, one), counts) << _BITS) | (marks & _ENDS)]
        before = np.concatenate([[0], np.cumsum(found)])
        ends_at = np.cumsum(counts)
        return np.flatnonzero(before[ends_at] - before[ends_at - counts] >= self.least_shared(one, two))

    def of(self, pairs: Places) -> Numbers:
        """The marks of each article, under its place among these."""
        counts = self.counts[pairs]
        return pair(np.repeat(np.arange(len(pairs)), counts), self.marks[ranges(self.starts[pairs], counts)])


def _judged(articles: _Articles, one: Places, two: Places, least_keys: NDArray[np.int32]) -> pa.Table:
    both = np.sort(np.concatenate([articles.of(one), articles.of(two)]))
    shared = both[1:][both[1:] == both[:-1]]
    of_pair, marks = (shared >> LOW).astype(np.int64), (shared & _LOWER).astype(np.int32)
    counts = np.bincount(of_pair, minlength=len(one))
    is_pair = counts >= articles.least_shared(one, two)
    is_key = is_pair[of_pair] & (marks <= np.minimum(articles.last_keys[one], articles.last_keys[two])[of_pair])
    key_counts = np.bincount(of_pair[is_key], minlength=len(one))[is_pair]
    offsets = pa.array(np.concatenate([[0], np.cumsum(key_counts)]).astype(np.int32))
    ours, theirs = articles.numbers[one[is_pair]], articles.numbers[two[is_pair]]
    columns = (
        np.minimum(ours, theirs),
        np.maximum(ours, theirs),
        pa.ListArray.from_arrays(offsets, pa.array(marks[is_key], pa.int32())),
        least_keys[is_pair],
        counts[is_pair].astype(np.int32),
    )
    return pa.Table.from_arrays([pa.array(column) for column in columns], schema=PAIRS)
