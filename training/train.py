"""Trains the networks: `python -m training.train --documents CUT --taught TAUGHT --encoder FOLDER --out FOLDER`.

See docs/training.md. First some large ones (`--teachers`), each without one part of the documents; then the small ones,
which learn what is marked and what the large ones say. What a large one says of documents that it has not seen counts
most: of the others it only repeats the marks. The learning rate falls to zero over the minutes of each, however fast
the machine is; what is kept is a running mean of the weights. Nothing is read from a network. A GPU is used where torch
finds one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from dateline.errors import UsageError
from training import losses, shapes
from training.begin import BERT, MPNET, begin, embeddings
from training.labels import BIO, NAMES, SPANS, Labelled, labelled
from training.learner import Learner
from training.model import Network
from training.stream import Batch, Stream, loader
from training.table import quantised

_UNSEEN = 0.5
"""Share that the large network has in what is taught of a document it did not see; the others share the rest."""
_MARKED = 0.3
"""Weight of the marks beside what the large ones say."""
_WARM = 100
"""Steps in which the learning rate rises."""
_TEACH = 0.4
"""Part of the minutes that the large ones take."""


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


class Run:
    """One run: its documents, its labels, its options."""

    def __init__(self, options: argparse.Namespace) -> None:
        torch.manual_seed(options.seed)
        torch.set_num_threads(options.threads)
        self.options = options
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.docs, self.labels = read(options.documents, options.taught)
        self.folds = [number % max(options.teachers, 1) for number in range(len(self.docs))]
        self.counts = {name: len(labels) for name, labels in self.labels.items()}
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "labels.json").write_text(json.dumps(self.labels), encoding="utf-8")
        shutil.copy(options.encoder / "tokenizer.json", options.out / "tokenizer.json")

    def teacher(self, number: int) -> Learner:
        """A large network, as far as it is trained."""
        state = load_file(self.options.encoder / "large.safetensors")
        network = Network(shapes.teacher(self.counts))
        begin(network, state, MPNET)
        rates = (self.options.rate / 5, self.options.head_rate / 2)
        return Learner(self.options.out / f"teacher-{number}", network, embeddings(state, MPNET), rates, self.device)

    def students(self) -> dict[str, Learner]:
        """The small networks, which share one table of embeddings."""
        state = load_file(self.options.encoder / "model.safetensors")
        table = quantised(embeddings(state, BERT).numpy())
        table.save(self.options.out / "embeddings.npz")
        restored = torch.from_numpy(table.restored()).to(self.device)
        found = {}
        for profile in shapes.STUDENTS:
            network = Network(shapes.student(profile, self.counts))
            begin(network, state, BERT)
            rates = (self.options.rate, self.options.head_rate)
            found[profile] = Learner(self.options.out / profile, network, restored, rates, self.device)
        return found

    def teach(self, number: int, minutes: float) -> Learner:
        """A large network that has learned from all documents but those of one part."""
        learner = self.teacher(number)

        def step(batch: Batch) -> dict[str, Tensor]:
            return {f"teacher {number}": losses.marked(learner.answer(batch), batch)}

        seen = [n for n, fold in enumerate(self.folds) if fold != number] or range(len(self.docs))
        self.fit({f"teacher {number}": learner}, list(seen), step, minutes, max(1, self.options.batch // 2))
        return learner

    def learn(self, teachers: list[Learner], minutes: float) -> None:
        """The small networks learn, from the marks alone where there are no large ones."""
        learners = self.students()

        def step(batch: Batch) -> dict[str, Tensor]:
            said = (
                losses.said([t.knows(batch) for t in teachers], shares(batch.fold, len(teachers))) if teachers else None
            )
            lost = {}
            for profile, learner in learners.items():
                answer = learner.answer(batch)
                lost[profile] = losses.marked(answer, batch)
                if said is not None:
                    lost[profile] = _MARKED * lost[profile] + losses.copied(answer, said, batch.inputs[4])
            return lost

        self.fit(learners, list(range(len(self.docs))), step, minutes, self.options.batch)

    def fit(
        self,
        learners: dict[str, Learner],
        which: list[int],
        step: Callable[[Batch], dict[str, Tensor]],
        minutes: float,
        size: int,
    ) -> None:
        """Steps down what `step` says is lost in batches of `size` windows, until the minutes are over."""
        options, before = self.options, min(learner.done for learner in learners.values())
        if before >= 1:
            return
        seed = options.seed + round(1000 * before)
        stream = Stream([self.docs[n] for n in which], [self.folds[n] for n in which],
                        options.encoder / "tokenizer.json", options.vocabulary, size, seed)  # fmt: skip
        began, count, pieces = time.monotonic(), 0, 0
        sums = {name: torch.zeros((), device=self.device) for name in learners}
        for learner in learners.values():
            learner.network.train()
        for given in loader(stream, options.processes):
            done = before + (time.monotonic() - began) / (60 * minutes)
            if done >= 1:
                break
            for name, lost in step(given.to(self.device)).items():
                learners[name].learn(lost, min(1.0, (count + 1) / _WARM) * (1 - done))
                sums[name] += lost.detach()
            count, pieces = count + 1, pieces + int(given.inputs[2].sum())
            if count % 50 == 0:
                parts = " ".join(f"{name}={float(value) / 50:.3f}" for name, value in sums.items())
                print(
                    f"{count} {100 * done:.0f}% {pieces / (time.monotonic() - began):.0f} pieces/s | {parts}",
                    flush=True,
                )
                sums = {name: torch.zeros((), device=self.device) for name in learners}
            if count % options.keep == 0:
                for learner in learners.values():
                    learner.save(done)
        for learner in learners.values():
            learner.save(1.0)
        print(
            f"done: {', '.join(learners)}; {count} steps, {pieces:,} pieces, {time.monotonic() - began:.0f} s",
            flush=True,
        )


def shares(fold: Tensor, count: int) -> Tensor:
    """(count, B): the share of each large network in what is taught of each window."""
    if count == 1:
        return torch.ones(1, len(fold), device=fold.device)
    unseen = fold[None] == torch.arange(count, device=fold.device)[:, None]
    return torch.where(unseen, _UNSEEN, (1 - _UNSEEN) / (count - 1))


def train(options: argparse.Namespace) -> None:
    """Leaves in `options.out`: labels.json, embeddings.npz, tokenizer.json, and a folder for each network."""
    run = Run(options)
    large = options.minutes * _TEACH / options.teachers if options.teachers else 0.0
    teachers = [run.teach(number, large) for number in range(options.teachers)]
    run.learn(teachers, options.minutes - large * options.teachers)


def machine() -> list[object]:
    """The options that fit this machine: on a GPU larger batches, which other processes make ready."""
    cores = os.cpu_count() or 1
    if not torch.cuda.is_available():
        return ["--threads", cores]
    return ["--threads", min(4, cores), "--processes", max(1, min(12, cores - 2)), "--batch", 64, "--rate", 3e-4,
            "--head-rate", 1.5e-3]  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """The options of a run."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("documents", "taught", "encoder", "out"):
        ask.add_argument(f"--{name}", type=Path, required=True)
    ask.add_argument("--vocabulary", type=Path, default=Path("schemas/vocabulary"))
    ask.add_argument("--minutes", type=float, default=90)
    ask.add_argument("--teachers", type=int, default=0, help="large networks to learn from; they want a GPU")
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--processes", type=int, default=0, help="that make batches ready, beside the one that learns")
    ask.add_argument("--batch", type=int, default=8, help="windows in a batch")
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--head-rate", type=float, default=1e-3)
    ask.add_argument(
        "--keep", type=int, default=300, help="steps after which weights are kept, should the run be killed"
    )
    ask.add_argument("--seed", type=int, default=0)
    return ask


if __name__ == "__main__":
    train(parser().parse_args())
