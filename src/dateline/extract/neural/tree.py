"""Sentence trees from pointer scores: one root a sentence, no word its own ancestor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_NEVER = np.float32(-1e9)


def heads(scores: npt.NDArray[np.float32], sentence: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The head of each word; a root's is the word itself. scores: (W, 1 + W), place 0 for a root; sentence: (W,).

    Every word takes its best head inside its sentence; the surest root of a sentence is its only one; a circle is
    opened at the word that loses least by hanging on the root.
    """
    count = len(sentence)
    places = np.arange(count)
    inside = np.where(sentence[:, None] == sentence, scores[:, 1:], _NEVER)
    inside[places, places] = _NEVER
    found: npt.NDArray[np.int64] = inside.argmax(1)
    best = inside[places, found]
    rootness = scores[:, 0] - np.maximum(best, _NEVER / 2)
    starts = np.flatnonzero(np.diff(sentence, prepend=sentence[0] - 1))
    ends = np.append(starts[1:], count)
    roots = np.array([a + int(rootness[a:b].argmax()) for a, b in zip(starts, ends, strict=True)])
    found[roots] = roots
    _open_circles(found, inside, roots[np.repeat(np.arange(len(starts)), ends - starts)])
    return found


def _open_circles(found: npt.NDArray[np.int64], inside: npt.NDArray[np.float32], root: npt.NDArray[np.int64]) -> None:
    """Mends `found` in place. `root`: (W,) the root of each word's sentence."""
    for _ in range(len(found)):
        reached = found
        for _ in range(max(1, len(found).bit_length())):
            reached = reached[reached]
        lost = np.flatnonzero(reached != root)
        if not lost.size:
            return
        circle = [int(reached[lost[0]])]
        while (nxt := int(found[circle[-1]])) != circle[0]:
            circle.append(nxt)
        loss = [inside[n, found[n]] - inside[n, root[n]] for n in circle]
        opened = circle[int(np.argmin(loss))]
        found[opened] = root[opened]
