"""Sentence trees from pointer scores: one root a sentence, no word its own ancestor."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

_NEVER = np.float32(-1e9)


def heads(scores: npt.NDArray[np.float32], sentence: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The head of each word; a root's is the word itself. scores: (W, 1 + W), place 0 for a root; sentence: (W,).

    Every word takes its best head inside its sentence; the surest root of a sentence is its only one; a circle is
    opened at the word that loses least by hanging on the root.
    """
    count = len(sentence)
    found, root = np.empty(count, np.int64), np.empty(count, np.int64)
    edges = (np.flatnonzero(sentence[1:] != sentence[:-1]) + 1).tolist()
    for first, last in pairwise([0, *edges, count]):
        inside = scores[first:last, 1 + first : 1 + last].copy()
        inside.ravel()[:: last - first + 1] = _NEVER  # itself
        rootness = scores[first:last, 0] - np.maximum(inside.max(1), _NEVER / 2)
        found[first:last] = inside.argmax(1) + first
        root[first:last] = first + int(rootness.argmax())
        found[root[first]] = root[first]
    _open_circles(found, scores[:, 1:], root)
    return found


def _open_circles(found: npt.NDArray[np.int64], inside: npt.NDArray[np.float32], root: npt.NDArray[np.int64]) -> None:
    """Mends `found` in place. `root`: (W,) the root of each word's sentence."""
    reached = found
    for _ in range(max(1, len(found).bit_length())):
        reached = reached[reached]
    opened: set[int] = set()
    for start in reached[reached != root].tolist():  # a place in the circle that the word leads to
        if start in opened:
            continue
        circle = [start]
        while (nxt := int(found[circle[-1]])) != start:
            circle.append(nxt)
        opened.update(circle)
        loss = [inside[n, found[n]] - inside[n, root[n]] for n in circle]
        mended = circle[int(np.argmin(loss))]
        found[mended] = root[mended]
