"""Batches to learn from, without end: every epoch other variants of the documents, cut at other places."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from dateline.extract.neural.pieces import Pieces
from dateline.extract.neural.windows import LONGEST, Window, batch, blocks, leaning, windows
from training.augment import BLANK, variant
from training.labels import IGNORED, NOWHERE, SPANS, Labelled
from training.pool import pool

_MASK = 103
_LEANING = 0.3
"""Share of the documents that are cut as in reading; of the others no paragraph is seen twice."""


@dataclass
class Batch:
    """Windows: arrays as they are made, tensors on a device.

    `inputs`: ids, feature, mask (B, T), place, word (B, W); `labels`: (B, W) by head; `pointing`: (B, 4, W); `fold`:
    (B,), the part of the documents that each window is from.
    """

    inputs: tuple[Any, ...]
    labels: dict[str, Any]
    pointing: Any
    fold: Any

    def to(self, device: torch.device) -> Batch:
        """The same in tensors on a device."""

        def there(part: np.ndarray) -> Tensor:
            return torch.from_numpy(part).to(device, non_blocking=True)

        labels = {name: there(part) for name, part in self.labels.items()}
        return Batch(tuple(map(there, self.inputs)), labels, there(self.pointing), there(self.fold))


def targets(doc: Labelled, window: Window, count: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Labels (count,) by head, and pointer targets (4, count), of one window."""
    where = [n for first, last in window.blocks for n in range(first, last)]
    place = {n: k + 1 for k, n in enumerate(where)}
    labels = {name: doc.spans[row, where] for row, name in enumerate(SPANS)}
    labels |= {"name": doc.name[where], "tag": doc.tag[where], "dep": doc.dep[where], "start": doc.start[where]}
    pointing = np.full((4, count), IGNORED, np.int64)
    for row in range(4):
        for k, to in enumerate(doc.pointers[row, where].tolist()):
            if to == NOWHERE:
                pointing[row, k] = 0
            elif to >= 0:
                pointing[row, k] = place.get(to, IGNORED)
    filled = {}
    for name, values in labels.items():
        filled[name] = np.full(count, IGNORED, np.int64)
        filled[name][: len(where)] = values
    return filled, pointing


class Stream(IterableDataset):
    """Batches of `size` windows. Several processes that read it each take variants of their own.

    `fold`: of every document, the part it belongs to.
    """

    def __init__(
        self, docs: list[Labelled], fold: list[int], pieces: Path, vocabulary: Path, size: int, seed: int
    ) -> None:
        self.docs, self.fold, self.size, self.seed = docs, fold, size, seed
        self.pieces, self.pool = Pieces(pieces), pool(vocabulary, docs)

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        rng = random.Random(f"{self.seed} {worker.id if worker else 0}")  # noqa: S311 - for learning, not for secrets
        while True:
            found = [item for number, doc in enumerate(self.docs)
                     for item in self._cut(variant(doc, self.pool, rng), self.fold[number], rng)]  # fmt: skip
            rng.shuffle(found)
            for first in range(0, len(found), self.size * 12):
                near = sorted(found[first : first + self.size * 12], key=lambda item: item[3])
                groups = [near[n : n + self.size] for n in range(0, len(near), self.size)]
                rng.shuffle(groups)
                for group in groups:
                    yield self._arrays(group)

    def _cut(self, doc: Labelled, fold: int, rng: random.Random) -> Iterator[tuple]:
        ids = [self.pieces.of(word) if word != BLANK else (_MASK,) for word in doc.words]
        sizes = [len(i) for i in ids]
        parts = blocks(doc.words, sizes, doc.paragraphs)
        leans = leaning(parts, doc.features) if rng.random() < _LEANING else [False] * len(parts)
        for window in windows(parts, sizes, leans, rng.randint(40, LONGEST)):
            yield doc, window, ids, sum(sizes[window.first : window.last]), fold

    def _arrays(self, group: list[tuple]) -> Batch:
        rows = [batch([window], ids, doc.features) for doc, window, ids, _, _ in group]
        width, count = max(r.ids.shape[1] for r in rows), max(r.place.shape[1] for r in rows)

        def joined(name: str, to: int, fill: float) -> np.ndarray:
            arrays = [getattr(r, name) for r in rows]
            return np.concatenate([np.pad(a, ((0, 0), (0, to - a.shape[1])), constant_values=fill) for a in arrays])

        inputs = (joined("ids", width, 0), joined("feature", width, 3), joined("mask", width, 0),
                  joined("place", count, 0), joined("word", count, 0))  # fmt: skip
        wanted = [targets(doc, window, count) for doc, window, _, _, _ in group]
        labels = {name: np.stack([w[0][name] for w in wanted]) for name in wanted[0][0]}
        return Batch(inputs, labels, np.stack([w[1] for w in wanted]), np.array([item[4] for item in group]))


def loader(stream: Stream, processes: int) -> Iterator[Batch]:
    """The batches of a stream, made ready by that many processes beside this one (0: in this one)."""
    ahead = {"prefetch_factor": 8} if processes else {}
    return iter(DataLoader(stream, batch_size=None, num_workers=processes, **ahead))
