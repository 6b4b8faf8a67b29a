"""Windows: runs of paragraphs that fit the encoder, `[CLS] paragraph [SEP] paragraph [SEP] …`, and batches of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat

import numpy as np
import numpy.typing as npt

from dateline.extract.neural.pieces import CLS, SEP
from dateline.extract.neural.words import SHAPES

LONGEST = 224
"""Pieces in a window."""
_EDGE_FEATURE = 3
_ENDS = {".", "!", "?", "”", '"', "''", "…"}
_STEP = 16
"""Widths are rounded up to this, so that few different shapes are computed."""


@dataclass(frozen=True)
class Window:
    """Blocks of words; the first `context` of them were read in the window before and only give it context."""

    blocks: tuple[tuple[int, int], ...]
    context: int = 0

    @property
    def first(self) -> int:
        """The first word."""
        return self.blocks[0][0]

    @property
    def own(self) -> int:
        """The first word that is not context."""
        return self.blocks[self.context][0]

    @property
    def last(self) -> int:
        """The last word + 1."""
        return self.blocks[-1][1]


@dataclass
class Batch:
    """Arrays of B windows of at most T pieces and W words.

    ids, feature, mask: (B, T) int64, int64, int32. place: (B, W) int64, where a word's first piece stands; word:
    (B, W) float32, 1 for a word.
    """

    ids: npt.NDArray[np.int64]
    feature: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int32]
    place: npt.NDArray[np.int64]
    word: npt.NDArray[np.float32]


def blocks(words: Sequence[str], sizes: Sequence[int], paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs, those too long for a window cut at a sentence's end (or anywhere). `sizes`: pieces of each word."""
    out: list[tuple[int, int]] = []
    for first, last in paragraphs:
        start, size, stop = first, 0, -1
        for place in range(first, last):
            if size + sizes[place] > LONGEST - 2:
                cut = stop if stop > start else place
                out.append((start, cut))
                start, stop = cut, -1
                size = sum(sizes[start:place])
            size += sizes[place]
            if words[place] in _ENDS and size > LONGEST // 3:
                stop = place + 1
        out.append((start, last))
    return out


def leaning(parts: Sequence[tuple[int, int]], feature: Sequence[int]) -> list[bool]:
    """Of every block, whether it is read better with the one before it: where words in quotation marks stand in it,
    whose speaker may be named there. `feature`: of every word (words.py)."""
    return [any(value >= SHAPES for value in feature[first:last]) for first, last in parts]


def windows(
    parts: Sequence[tuple[int, int]], sizes: Sequence[int], leans: Sequence[bool], first_room: int = LONGEST
) -> list[Window]:
    """Windows over blocks in order, parted, once half full, where the next block leans on none (`leans`). One whose
    first block does lean on the block before begins with that as its context, where there is room.

    Training shifts the cuts with `first_room`, the size of the first window.
    """
    lengths = [sum(sizes[first:last]) + 1 for first, last in parts]
    out: list[Window] = []
    at = 0
    while at < len(parts):
        begin, size = at, 1
        if at and leans[at] and lengths[at - 1] < LONGEST // 3 and 1 + lengths[at - 1] + lengths[at] <= LONGEST:
            begin, size = at - 1, 1 + lengths[at - 1]
        end = _end(at, lengths, leans, size, LONGEST if at else first_room)
        out.append(Window(tuple(parts[begin:end]), at - begin))
        at = end
    return out


def _end(at: int, lengths: Sequence[int], leans: Sequence[bool], size: int, room: int) -> int:
    """The block before which the window that begins with block `at`, and holds `size` pieces before it, is to end."""
    end, parting = at, 0
    while end < len(lengths) and (end == at or size + lengths[end] <= room):
        size += lengths[end]
        end += 1
        if end < len(lengths) and not leans[end] and size >= room // 2:
            parting = end
    return parting if parting and end < len(lengths) else end


def batch(found: Sequence[Window], ids: Sequence[tuple[int, ...]], feature: Sequence[int]) -> Batch:
    """The arrays of some windows. `ids` holds the pieces of every word of the text, `feature` its feature."""
    rows = [_row(window, ids, feature) for window in found]
    width = -(-max(len(row[0]) for row in rows) // _STEP) * _STEP
    most = max(len(row[2]) for row in rows)
    shape, count = (len(rows), width), (len(rows), most)
    out = Batch(
        np.zeros(shape, np.int64), np.full(shape, _EDGE_FEATURE, np.int64), np.zeros(shape, np.int32),
        np.zeros(count, np.int64), np.zeros(count, np.float32),
    )  # fmt: skip
    for n, (pieces, features, places) in enumerate(rows):
        out.ids[n, : len(pieces)] = pieces
        out.feature[n, : len(features)] = features
        out.mask[n, : len(pieces)] = 1
        out.place[n, : len(places)] = places
        out.word[n, : len(places)] = 1
    return out


def _row(
    window: Window, ids: Sequence[tuple[int, ...]], feature: Sequence[int]
) -> tuple[list[int], list[int], list[int]]:
    pieces, features = [CLS], [_EDGE_FEATURE]
    places: list[int] = []
    for first, last in window.blocks:
        sizes = list(map(len, ids[first:last]))
        places += list(accumulate(sizes, initial=len(pieces)))[:-1]
        pieces.extend(chain.from_iterable(ids[first:last]))
        features.extend(chain.from_iterable(map(repeat, feature[first:last], sizes)))
        pieces.append(SEP)
        features.append(_EDGE_FEATURE)
    return pieces, features, places
