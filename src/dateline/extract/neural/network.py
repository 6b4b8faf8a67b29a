"""Runs the encoder on a text's words: ONNX on plain processors, one file a profile, nothing fetched from anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from dateline.extract.neural.pieces import Pieces
from dateline.extract.neural.windows import Window, batch, blocks, leaning, windows
from dateline.extract.neural.words import Words

PROFILES = ("careful", "fast")
WEIGHTS = Path(__file__).with_name("weights")
_PIECES_AT_ONCE = 300
"""Of a batch: about one window, which fits a processor's cache; larger ones took a fifth longer."""
_SLOWER = ["SkipLayerNormFusion"]
"""What the runtime would do of itself: one operator for sum and norm, which on processors takes five times as long."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@dataclass
class Answer:
    """What the network says of one window of W words.

    spans: (W, 9) log-probabilities of O, B, I for content, cue, source. name, tag, dep: (W,) numbers of labels.
    start: (W,) above 0 where a sentence begins. pointers: (3, W, 1 + W) probabilities of content → cue, cue → source,
    content → source; head: (W, 1 + W) scores of word → its head. Place 0 is nowhere (a root), place k the window's
    word k - 1.
    """

    window: Window
    spans: Floats
    name: Ints
    tag: Ints
    dep: Ints
    start: Floats
    pointers: Floats
    head: Floats


@dataclass(frozen=True)
class Labels:
    """What the numbers of an Answer mean. A tag is (universal class, Penn Treebank tag)."""

    name: tuple[str, ...]
    tag: tuple[tuple[str, str], ...]
    dep: tuple[str, ...]


class Network:
    """The encoder of one profile. Raises OSError where its files are missing."""

    def __init__(self, profile: str, folder: Path = WEIGHTS, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        path = folder / f"{profile}.onnx"
        self._session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
        self._values, self._scales = _table(folder)
        self._pieces = pieces(folder)
        found = json.loads((folder / "model.json").read_text("utf-8"))["labels"]
        tags = tuple((tag.split("|")[0], tag.split("|")[1]) for tag in found["tag"])
        self.labels = Labels(tuple(found["name"]), tags, tuple(found["dep"]))

    def read(self, words: Words) -> list[Answer]:
        """Answers for the windows of a text, in reading order."""
        ids = self._pieces.of_all(words.text)
        sizes = list(map(len, ids))
        parts = blocks(words.text, sizes, words.paragraphs)
        found = windows(parts, sizes, leaning(parts, words.feature))
        order = sorted(range(len(found)), key=lambda n: sum(sizes[found[n].first : found[n].last]))
        out: dict[int, Answer] = {}
        for group in _groups(order, found, sizes):
            for number, answer in zip(group, self._run([found[n] for n in group], ids, words.feature), strict=True):
                out[number] = answer
        return [out[number] for number in range(len(found))]

    def run(self, inputs: dict[str, Any]) -> list[Any]:
        """The raw outputs for a batch, as training/export.py names them."""
        outputs: list[Any] = self._session.run(None, inputs)
        return outputs

    def _run(self, found: Sequence[Window], ids: Sequence[tuple[int, ...]], feature: Sequence[int]) -> Iterator[Answer]:
        given = batch(found, ids, feature)
        embedded = self._values[given.ids].astype(np.float32)
        embedded *= self._scales[given.ids][..., None]
        answers = self.run({
            "pieces": embedded, "feature": given.feature, "mask": given.mask, "place": given.place,
            "word": given.word,
        })  # fmt: skip
        for n, window in enumerate(found):
            count = sum(last - first for first, last in window.blocks)
            spans, name, tag, dep, start, pointers, head = (part[n] for part in answers)
            yield Answer(
                window, spans[:count], name[:count], tag[:count], dep[:count], start[:count],
                pointers[:, :count, : count + 1], head[:count, : count + 1],
            )  # fmt: skip


def _groups(order: list[int], found: Sequence[Window], sizes: Sequence[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for number in order:  # the longest of a group comes last, and the group is padded to it
        length = sum(sizes[found[number].first : found[number].last])
        if group and length * (len(group) + 1) > _PIECES_AT_ONCE:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def weights_digest(profile: str, folder: Path = WEIGHTS) -> str:
    """What the weights of a profile are, in one word; the digests are written beside them when they are made."""
    found: str = json.loads((folder / "model.json").read_text("utf-8"))["digests"][profile]
    return found


@lru_cache(maxsize=2)
def _table(folder: Path) -> tuple[Any, Any]:
    with np.load(folder / "embeddings.npz") as kept:
        return kept["values"], kept["scales"]


@lru_cache(maxsize=2)
def pieces(folder: Path = WEIGHTS) -> Pieces:
    """The pieces of the encoder whose files lie in a folder."""
    return Pieces(folder / "tokenizer.json")
