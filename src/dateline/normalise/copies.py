"""What the same words are found again by in other articles: hashes of sentences, and marks.

Marks are a sample of the runs of five words (word shingles, w-shingling: Broder 1997) that stand inside one sentence:
those whose hash falls in the lower half. The sample is the same in every text, so that the share of one text's marks
that stand in another's estimates how much of it stands there (containment; FracMinHash: Irber et al. 2022). Minima
of permutations (MinHash) estimate likeness instead, which is small where a short copy stands beside a long original.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_a-z])|\n+")
_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 5
RUN = 5
"""Words of a run."""
MARK_BELOW = 1 << 31
"""Runs whose 32-bit hash is lower are marks: one in two."""
MOST_MARKS = 4000
_AT_ONCE = 1 << 18
"""Code points that are looked at together: more would leave the processor's cache, fewer cost more calls than work."""

Words = NDArray[np.uint64]
T = TypeVar("T", bound=np.integer[Any])
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_FIRST = np.array([(1 << (8 * size)) - 1 for size in range(9)], np.uint64)
_EDGE = b"\n" * 8
_IS_MARK = np.zeros((256, 256), bool)
"""First two bytes, in UTF-8, of the marks that are no words: U+0080–BF, U+2000–207F, U+3000–303F."""
_IS_MARK[0xC2] = _IS_MARK[0xE2, 0x80:0x82] = _IS_MARK[0xE3, 0x80] = True
_IS_CASED = np.zeros((256, 256), bool)
"""Those of the letters that may have a lower case: all but these marks and U+00DF–FF."""
_IS_CASED[0xC3, 0x80:0x9F] = _IS_CASED[0xC4:] = True
_IS_CASED &= ~_IS_MARK
_SQUARE = np.uint64(0x9E3779B97F4A7C15**2 % 2**64)
_ALL_BELOW = np.uint64(MARK_BELOW << 32)
_A, _a, _0, _TO_LOWER, _BEYOND, _LETTERS, _DIGITS = map(np.uint8, (65, 97, 48, 32, 128, 26, 10))


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


def marks(texts: Sequence[str]) -> list[NDArray[np.int64]]:
    """The marks of each text, each once, ascending: 31-bit numbers, of a very long text the lowest 4,000.

    Case, punctuation and spacing do not count. Time is linear in the bytes of all texts together.
    """
    out: list[NDArray[np.int64]] = []
    first, size = 0, 0
    for place, text in enumerate(texts):
        size += len(text)
        if size > _AT_ONCE or place == len(texts) - 1:
            out += _marks(texts[first : place + 1])
            first, size = place + 1, 0
    return out


def _marks(texts: Sequence[str]) -> list[NDArray[np.int64]]:
    encoded = [text.encode("utf-8", "replace") for text in texts]
    data, offsets = _joined(encoded)
    beyond = _beyond(data)
    cased = _each_once(
        np.searchsorted(offsets, beyond[_IS_CASED[data[beyond], data[beyond + 1]]], "right") - 1
    ).tolist()
    if cased:
        # Not asked of all texts: lower() takes half as long as what follows, and most have but marks and a few é.
        for place in cased:
            encoded[place] = texts[place].lower().encode("utf-8", "replace")
        data, offsets = _joined(encoded)
        beyond = _beyond(data)
    data = np.where((data - _A) < _LETTERS, data + _TO_LOWER, data)
    starts, ends, sentence = _words(data, beyond[_IS_MARK[data[beyond], data[beyond + 1]]])
    runs, places = _runs(_hashes(data, starts, ends), sentence)
    cuts = np.searchsorted(places, np.searchsorted(starts, offsets))
    text_of = np.repeat(np.arange(len(texts), dtype=np.uint64), np.diff(cuts))
    both = _each_once((text_of << np.uint64(32)) | runs)
    cuts = np.searchsorted(both, np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(32))
    found = (both & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return [found[start : min(end, start + MOST_MARKS)] for start, end in pairwise(cuts.tolist())]


def _joined(encoded: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """All texts one after another, and where each begins (and where one more would)."""
    sizes = np.fromiter(map(len, encoded), np.int64, len(encoded))
    data = np.frombuffer(_EDGE + b"\n".join(encoded) + _EDGE, np.uint8)
    return data, np.concatenate([[0], np.cumsum(sizes + 1)]) + len(_EDGE)


def _beyond(data: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where bytes stand that are not ASCII."""
    return np.flatnonzero(data >= _BEYOND)


def _each_once(numbers: NDArray[T]) -> NDArray[T]:
    """The numbers in order, each once (np.unique asks a hash table, which takes fifteen times as long)."""
    numbers.sort()
    is_new = np.ones(len(numbers), bool)
    is_new[1:] = numbers[1:] != numbers[:-1]
    return numbers[is_new]


def _words(
    data: NDArray[np.uint8], marks_beyond: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Where each word begins and ends, and the number of the sentence in which it stands."""
    is_word = ((data - _a) < _LETTERS) | ((data - _0) < _DIGITS) | (data >= _BEYOND)
    is_word[marks_beyond] = is_word[marks_beyond + 1] = False
    is_word[marks_beyond[data[marks_beyond] >= 0xE0] + 2] = False
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    starts, ends = np.ascontiguousarray(edges[0::2]), np.ascontiguousarray(edges[1::2])
    is_stop = (data == ord(".")) | (data == ord("!")) | (data == ord("?"))
    is_stop[:-1] &= ~is_word[1:]
    breaks = np.flatnonzero(is_stop | (data == ord("\n")))
    before = np.bincount(np.searchsorted(starts, breaks), minlength=len(starts) + 1)
    return starts, ends, np.cumsum(before[: len(starts)])


def _hashes(data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Words:
    """A hash of each word, of its first and last eight bytes and its length. There are eight bytes before and after."""
    # Copied, because looking up what is not aligned takes longer than aligning it all.
    eights: Words = np.ndarray((len(data) - 7,), "<u8", data.tobytes(), strides=(1,)).copy()
    sizes = ends - starts
    heads = eights[starts]
    heads &= _FIRST[np.minimum(sizes, 8)]
    heads *= _PRIME
    long = np.flatnonzero(sizes > 8)
    heads[long] ^= eights[ends[long] - 8]
    heads *= _PRIME
    heads += sizes.view(np.uint64)
    return _mixed(heads)


def _runs(words: Words, sentence: NDArray[np.int64]) -> tuple[Words, NDArray[np.int64]]:
    """Marks, and at which word each begins."""
    if len(words) < RUN:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    places = np.flatnonzero(sentence[: 1 - RUN] == sentence[RUN - 1 :])
    twos = words[:-1] * _PRIME + words[1:]
    fours = twos[:-2] * _SQUARE + twos[2:]
    runs = _mixed((fours[:-1] * _PRIME + words[RUN - 1 :])[places])
    is_mark = np.flatnonzero(runs < _ALL_BELOW)
    return runs[is_mark] >> np.uint64(32), places[is_mark]


def _mixed(numbers: Words) -> Words:
    """Every bit of a number spread over all, in place."""
    for _ in range(2):
        numbers ^= numbers >> np.uint64(32)
        numbers *= _MIX
    numbers ^= numbers >> np.uint64(32)
    return numbers
