"""The embeddings of pieces as 8-bit numbers, a scale a row: a quarter of the room, and shared by both profiles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Table:
    """`values`: (pieces, width) int8; `scales`: (pieces,) float32."""

    values: np.ndarray
    scales: np.ndarray

    def restored(self) -> np.ndarray:
        """(pieces, width) float32."""
        return self.values.astype(np.float32) * self.scales[:, None]

    def save(self, path: Path) -> None:
        np.savez(path, values=self.values, scales=self.scales)


def quantised(values: np.ndarray) -> Table:
    """The table of float embeddings, rounded to the nearest of 255 steps of each row."""
    scales = (np.abs(values).max(1) / 127).astype(np.float32)
    scales[scales == 0] = 1
    return Table(np.clip(np.round(values / scales[:, None]), -127, 127).astype(np.int8), scales)
