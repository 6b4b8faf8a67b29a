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
_AT_ONCE = 1 << 16
"""Code points that are looked at together: what is made of them stays in the processor's cache."""

Words = NDArray[np.uint64]
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_BYTES = np.zeros(256, bool)
_BYTES[[*range(48, 58), *range(97, 123), *range(128, 256)]] = True
_FIRST = np.array([(1 << (8 * size)) - 1 for size in range(9)], np.uint64)
_EDGE = b"\n" * 8
_STOPS = np.zeros(256, bool)
_STOPS[[ord(c) for c in ".!?"]] = True


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
    encoded = [text.lower().encode("utf-8", "replace") for text in texts]
    data = np.frombuffer(_EDGE + b"\n".join(encoded) + _EDGE, np.uint8)
    starts, ends, sentence = _words(data)
    runs, places = _runs(_hashes(data, starts, ends), sentence)
    offsets = np.cumsum([len(_EDGE), *(len(one) + 1 for one in encoded)])
    counts = np.diff(np.searchsorted(starts[places], offsets))
    text_of = np.repeat(np.arange(len(texts), dtype=np.uint64), counts)
    both = _each_once((text_of << np.uint64(32)) | runs)
    cuts = np.searchsorted(both, np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(32))
    found = (both & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return [found[start : min(end, start + MOST_MARKS)] for start, end in pairwise(cuts)]


def _each_once(numbers: Words) -> Words:
    """The numbers in order, each once (np.unique asks a hash table, which takes fifteen times as long)."""
    numbers.sort()
    is_new = np.ones(len(numbers), bool)
    is_new[1:] = numbers[1:] != numbers[:-1]
    return numbers[is_new]


def _words(data: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Where each word begins and ends, and the number of the sentence in which it stands."""
    is_word = _BYTES[data]
    _unmark(data, is_word)
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2]
    stop = np.flatnonzero(_STOPS[data[:-1]])
    breaks = np.concatenate([stop[~is_word[stop + 1]], np.flatnonzero(data == 10)])
    before = np.bincount(np.searchsorted(starts, breaks), minlength=len(starts) + 1)
    return starts, ends, np.cumsum(before[: len(starts)])


def _unmark(data: NDArray[np.uint8], is_word: NDArray[np.bool_]) -> None:
    """Takes marks beyond ASCII out of the words: U+0080–BF, U+2000–207F, U+3000–303F, as they stand in UTF-8."""
    for lead, seconds, length in ((0xC2, None, 2), (0xE2, (0x80, 0x81), 3), (0xE3, (0x80,), 3)):
        places = np.flatnonzero(data == lead)
        if seconds is not None:
            places = places[np.isin(data[places + 1], seconds)]
        for step in range(length):
            is_word[places + step] = False


def _hashes(data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Words:
    """A hash of each word, of its first and last eight bytes and its length. There are eight bytes before and after."""
    eights: Words = np.ndarray((len(data) - 7,), "<u8", data.tobytes(), strides=(1,))
    sizes = ends - starts
    heads = eights[starts] & _FIRST[np.minimum(sizes, 8)]
    tails = np.where(sizes > 8, eights[ends - 8], np.uint64(0))
    return _mixed((heads * _PRIME ^ tails) * _PRIME + sizes.astype(np.uint64))


def _runs(words: Words, sentence: NDArray[np.int64]) -> tuple[Words, NDArray[np.int64]]:
    """Marks, and at which word each begins."""
    if len(words) < RUN:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    count = len(words) - RUN + 1
    places = np.flatnonzero(sentence[:count] == sentence[RUN - 1 :])
    run = words[places]
    for step in range(1, RUN):
        run = run * _PRIME + words[places + step]
    run = _mixed(run) >> np.uint64(32)
    is_mark = run < MARK_BELOW
    return run[is_mark], places[is_mark]


def _mixed(numbers: Words) -> Words:
    """Every bit of a number spread over all."""
    numbers = (numbers ^ (numbers >> np.uint64(32))) * _MIX
    numbers = (numbers ^ (numbers >> np.uint64(32))) * _MIX
    return numbers ^ (numbers >> np.uint64(32))
