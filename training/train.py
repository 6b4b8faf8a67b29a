"""Trains the network: `python -m training.train --documents CUT --taught TAUGHT --encoder FOLDER --out FOLDER`.

See docs/training.md. The learning rate falls to zero over `--minutes`, however fast the machine is; what is kept is a
running mean of the weights. Nothing is read from a network. A GPU is used where torch finds one.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from dateline.errors import UsageError
from dateline.extract.neural.pieces import Pieces
from dateline.extract.neural.windows import LONGEST, Window, batch, blocks, windows
from training.augment import variant
from training.labels import BIO, IGNORED, NAMES, NOWHERE, SPANS, Labelled, labelled
from training.model import Network, Shape
from training.pool import pool
from training.table import quantised

WEIGHTS = {"content": 1.0, "cue": 1.0, "source": 1.0, "name": 0.5, "tag": 0.15, "dep": 0.15, "start": 0.2}
POINTER_WEIGHTS = (0.5, 0.5, 0.5, 0.25)
EXIT_WEIGHT = 0.6
"""Of an exit before the last."""


def read(documents: Path, taught: Path) -> tuple[list[Labelled], dict[str, list[str]]]:
    """The labelled documents, and the labels of every head."""
    with documents.open(encoding="utf-8") as cut, taught.open(encoding="utf-8") as answers:
        docs = [json.loads(line) for line in cut]
        said = {row["doc_id"]: row for row in map(json.loads, answers)}
    tags = [t for t, n in Counter(t for row in said.values() for t in row["tag"]).most_common() if n >= 10]
    deps = [d for d, n in Counter(d for row in said.values() for d in row["dep"]).most_common() if n >= 10]
    if not tags or not deps:
        raise UsageError(str(documents), expected="documents with some thousand words in all", found="fewer")
    heads = {name: list(BIO) for name in SPANS} | {"name": list(NAMES), "tag": tags, "dep": deps, "start": ["0", "1"]}
    return [labelled(doc, said[doc["doc_id"]], tags, deps) for doc in docs], heads


def targets(doc: Labelled, window: Window, count: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Labels (count,) by head, and pointer targets (4, count), of one window."""
    where = [n for first, last in window.blocks for n in range(first, last)]
    place = {n: k + 1 for k, n in enumerate(where)}
    labels = {name: doc.spans[row, where] for row, name in enumerate(SPANS)}
    labels |= {"name": doc.name[where], "tag": doc.tag[where], "dep": doc.dep[where], "start": doc.start[where]}
    pointing = np.full((4, count), IGNORED, np.int64)
    for row in range(4):
        for k, n in enumerate(where):
            to = doc.pointers[row, n]
            if to == NOWHERE:
                pointing[row, k] = 0
            elif to >= 0:
                pointing[row, k] = place.get(int(to), IGNORED)
    filled = {}
    for name, values in labels.items():
        filled[name] = np.full(count, IGNORED, np.int64)
        filled[name][: len(where)] = values
    return filled, pointing


class Stream:
    """Batches without end: every epoch other variants of the documents, cut at other places."""

    def __init__(self, docs: list[Labelled], pieces: Pieces, vocabulary: Path, size: int, seed: int) -> None:
        self.docs, self.pieces, self.size = docs, pieces, size
        self.rng = random.Random(seed)  # noqa: S311 - chance for learning, not for secrets
        self.pool = pool(vocabulary, docs)
        self.epoch = 0

    def __iter__(self) -> Iterator[tuple]:
        while True:
            self.epoch += 1
            found = [item for doc in self.docs for item in self._cut(variant(doc, self.pool, self.rng))]
            self.rng.shuffle(found)
            for first in range(0, len(found), self.size * 12):
                near = sorted(found[first : first + self.size * 12], key=lambda item: item[3])
                groups = [near[n : n + self.size] for n in range(0, len(near), self.size)]
                self.rng.shuffle(groups)
                for group in groups:
                    yield self._arrays(group)

    def _cut(self, doc: Labelled) -> Iterator[tuple]:
        ids = [self.pieces.of(word) if word != "[MASK]" else (103,) for word in doc.words]
        sizes = [len(i) for i in ids]
        parts = blocks(doc.words, sizes, doc.paragraphs)
        for window in windows(parts, sizes, self.rng.randint(40, LONGEST), overlap=self.rng.random() < 0.15):
            yield doc, window, ids, sum(sizes[window.first : window.last])

    def _arrays(self, group: list[tuple]) -> tuple:
        rows = [batch([window], ids, doc.features) for doc, window, ids, _ in group]
        width, count = max(r.ids.shape[1] for r in rows), max(r.place.shape[1] for r in rows)

        def joined(name: str, to: int, fill: float) -> Tensor:
            arrays = [getattr(r, name) for r in rows]
            return torch.from_numpy(
                np.concatenate([np.pad(a, ((0, 0), (0, to - a.shape[1])), constant_values=fill) for a in arrays])
            )

        inputs = (joined("ids", width, 0), joined("feature", width, 3), joined("mask", width, 0),
                  joined("place", count, 0), joined("word", count, 0))  # fmt: skip
        wanted = [targets(doc, window, count) for doc, window, _, _ in group]
        labels = {name: torch.from_numpy(np.stack([w[0][name] for w in wanted])) for name in wanted[0][0]}
        return inputs, labels, torch.from_numpy(np.stack([w[1] for w in wanted]))


def loss(found: tuple[dict[str, Tensor], Tensor], labels: dict[str, Tensor], pointing: Tensor) -> dict[str, Tensor]:
    """Cross entropy by head, weighted."""
    logits, scores = found
    parts = {
        name: weight * functional.cross_entropy(logits[name].flatten(0, 1), labels[name].flatten())
        for name, weight in WEIGHTS.items()
    }
    for row, weight in enumerate(POINTER_WEIGHTS):
        known = pointing[:, row] >= 0
        if known.any():
            parts[f"pointer {row}"] = weight * functional.cross_entropy(scores[:, row][known], pointing[:, row][known])
    return parts


def groups(model: Network, rate: float, head_rate: float) -> list[dict]:
    """Parameters with their learning rates; norms and biases do not decay."""
    out = []
    for is_head in (False, True):
        for decays in (False, True):
            chosen = [p for name, p in model.named_parameters()
                      if name.startswith(("exits", "feature")) == is_head and (p.dim() > 1) == decays]  # fmt: skip
            out.append({"params": chosen, "top": head_rate if is_head else rate, "weight_decay": 0.01 * decays})
    return out


def train(options: argparse.Namespace) -> None:
    """Writes weights.safetensors, embeddings.npz, shape.json and progress.json into the folder `options.out`."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    docs, heads = read(options.documents, options.taught)
    state = load_file(options.encoder / "model.safetensors")
    table = quantised(next(v for k, v in state.items() if k.endswith("word_embeddings.weight")).numpy())
    embeddings = torch.from_numpy(table.restored()).to(device)
    model = Network(Shape({name: len(labels) for name, labels in heads.items()}))
    model.load_bert(state)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "shape.json").write_text(json.dumps(model.shape.plain() | {"names": heads}))
    table.save(options.out / "embeddings.npz")
    shutil.copy(options.encoder / "tokenizer.json", options.out / "tokenizer.json")
    before = load(model, options.out) if options.go_on and is_begun(options.out) else 0.0
    model.to(device)
    seed = options.seed + round(1000 * before)
    stream = Stream(docs, Pieces(options.encoder / "tokenizer.json"), options.vocabulary, options.batch, seed)
    optimiser = torch.optim.AdamW(groups(model, options.rate, options.head_rate), lr=0.0, fused=True)
    mean = copy.deepcopy(model)
    began, step, seen, sums = time.monotonic(), 0, 0, Counter()
    model.train()
    for inputs, labels, pointing in stream:
        done = before + (time.monotonic() - began) / (60 * options.minutes)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * min(1.0, (step + 1) / 100) * (1 - done)
        ids, feature, mask, place, word = (part.to(device) for part in inputs)
        found = model(embeddings[ids], feature, mask, place, word)
        wanted = {name: part.to(device) for name, part in labels.items()}
        total = torch.zeros((), device=device)
        for depth, one in found.items():
            parts = loss(one, wanted, pointing.to(device))
            total = total + sum(parts.values()) * (1.0 if depth == model.shape.layers else EXIT_WEIGHT)
            sums.update({f"{depth} {name}": float(value.detach()) for name, value in parts.items()})
        total.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step, seen = step + 1, seen + int(mask.sum())
        keep = min(0.998, step / (step + 10))
        with torch.no_grad():
            for slow, fast in zip(mean.parameters(), model.parameters(), strict=True):
                slow.lerp_(fast, 1 - keep)
        if step % 50 == 0:
            report(step, stream.epoch, done, seen / (time.monotonic() - began), sums)
            sums.clear()
        if step % 300 == 0:
            save(mean, options.out, done)
    save(mean, options.out, 1.0)
    print(f"done: {step} steps, {stream.epoch} epochs, {time.monotonic() - began:.0f} s")


def report(step: int, epoch: int, done: float, speed: float, sums: Counter) -> None:
    """One line of progress."""
    parts = " ".join(f"{name}={value / 50:.3f}" for name, value in sorted(sums.items()))
    print(f"{step} epoch {epoch} {100 * done:.0f}% {speed:.0f} pieces/s | {parts}", flush=True)


def save(model: Network, folder: Path, done: float) -> None:
    """The weights, whole or not at all, and after them how much of the time they stand for."""
    fresh = folder / "weights.safetensors.new"
    save_file({name: value.cpu().contiguous() for name, value in model.state_dict().items()}, fresh)
    fresh.replace(folder / "weights.safetensors")
    fresh = folder / "progress.json.new"
    fresh.write_text(json.dumps({"done": done}))
    fresh.replace(folder / "progress.json")


def is_begun(folder: Path) -> bool:
    """Whether a run has left weights in the folder that it can go on from."""
    return (folder / "progress.json").exists() and (folder / "weights.safetensors").exists()


def load(model: Network, folder: Path) -> float:
    """Takes over the weights that a run left; returns how much of its time they stand for."""
    model.load_state_dict(load_file(folder / "weights.safetensors"))
    return float(json.loads((folder / "progress.json").read_text())["done"])


def parser() -> argparse.ArgumentParser:
    """The options of a run."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("documents", "taught", "encoder", "out"):
        ask.add_argument(f"--{name}", type=Path, required=True)
    ask.add_argument("--vocabulary", type=Path, default=Path("schemas/vocabulary"))
    ask.add_argument("--minutes", type=float, default=90)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--batch", type=int, default=8, help="windows in a batch")
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--head-rate", type=float, default=1e-3)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--go-on", action="store_true", help="from the weights in OUT, for what is left of the minutes")
    return ask


if __name__ == "__main__":
    train(parser().parse_args())
