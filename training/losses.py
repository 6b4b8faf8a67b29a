"""What a network has to lose: cross entropy against what people marked, and against what larger networks say."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from training.labels import SPANS
from training.model import Answer
from training.stream import Batch

WEIGHTS = {"content": 1.0, "cue": 1.0, "source": 1.0, "name": 0.5, "tag": 0.15, "dep": 0.15, "start": 0.2}
POINTER_WEIGHTS = (0.5, 0.5, 0.5, 0.25)
_POINTS_FROM = ("content", "cue", "content")
"""The span from whose words each of the first three pointers is followed."""


def marked(answer: Answer, batch: Batch) -> Tensor:
    """Against the labels of the batch; labels that are IGNORED count nothing."""
    logits, scores = answer
    total = torch.zeros((), device=scores.device)
    for name, weight in WEIGHTS.items():
        total = total + weight * _mean(
            functional.cross_entropy(
                logits[name].flatten(0, 1).float(), batch.labels[name].flatten(), reduction="none"
            ),
            (batch.labels[name] >= 0).flatten(),
        )
    for row, weight in enumerate(POINTER_WEIGHTS):
        known = batch.pointing[:, row] >= 0
        lost = (
            -scores[:, row].float().log_softmax(-1).gather(-1, batch.pointing[:, row].clamp(min=0)[..., None])[..., 0]
        )
        total = total + weight * _mean(lost, known)
    return total


def said(answers: Sequence[Answer], shares: Tensor) -> Answer:
    """The probabilities that several networks give together: their mean, by the share that each has in each window.

    shares: (networks, B), of a sum of 1.
    """
    names = answers[0][0]
    logits = {name: _mixed([a[0][name].float().softmax(-1) for a in answers], shares) for name in names}
    return logits, _mixed([a[1].float().softmax(-1) for a in answers], shares)


def copied(answer: Answer, wanted: Answer, word: Tensor) -> Tensor:
    """Against the probabilities of `said`. A pointer counts as much as its word is in the span it is followed from."""
    logits, scores = answer
    total = torch.zeros((), device=scores.device)
    for name, weight in WEIGHTS.items():
        lost = -(wanted[0][name] * logits[name].float().log_softmax(-1)).sum(-1)
        total = total + weight * _mean(lost, word)
    for row, weight in enumerate(POINTER_WEIGHTS):
        lost = -(wanted[1][:, row] * scores[:, row].float().log_softmax(-1)).sum(-1)
        counts = word * (1 - wanted[0][_POINTS_FROM[row]][..., 0]) if row < len(SPANS) else word
        total = total + weight * _mean(lost, counts)
    return total


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    weights = weights.float()
    return (values * weights).sum() / weights.sum().clamp(min=1e-6)


def _mixed(parts: list[Tensor], shares: Tensor) -> Tensor:
    total = torch.zeros_like(parts[0])
    for part, share in zip(parts, shares, strict=True):
        total = total + part * share.view(-1, *[1] * (part.dim() - 1))
    return total
