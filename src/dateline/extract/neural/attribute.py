"""Attributions from what the network says of its windows: contents, the cue of each, the source that both point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from dateline.extract.neural.network import Answer, Floats

Run = tuple[int, int]
"""Words [first, last) of the text."""
_sum = np.add.reduce
_NOWHERE = (-1, 0)
_CONTENT, _CUE, _SOURCE = range(3)
_NO_CUE = 0.1
"""Less than this share of a content's words must point to a cue, or it has none."""
_SPLIT = 8.0
"""Nats by which two cues must explain a content better than one does, for it to be cut in two."""
_EDGE = 0.15
"""Probability of being in a source at which a source is still drawn wider around the word that was pointed to."""


@dataclass
class Found:
    """An attribution in words of the text. `source_head` is the word that was pointed to.

    `sure`: mean log-odds of the content's words, mean probability of its link to the cue, of cue and content to the
    source: what confidence is made of.
    """

    contents: list[Run]
    cue: Run | None
    source: Run | None
    source_head: int | None
    sure: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Biases:
    """Added to the score of being in no span before deciding: above 0 finds less, below 0 more."""

    content: float = 0.0
    cue: float = 0.0
    source: float = 0.0


def attributions(answers: Iterable[Answer], is_word: Sequence[bool], biases: Biases) -> list[Found]:
    """The attributions of a text. `is_word`: False for marks. A cue shared by two windows makes one attribution."""
    by_cue: dict[Run, Found] = {}
    out: list[Found] = []
    for answer in answers:
        for one in _Reader(answer, is_word, biases).found():
            known = by_cue.get(one.cue) if one.cue is not None else None
            if known is not None:
                known.contents = sorted({*known.contents, *one.contents})
                continue
            if one.cue is not None:
                by_cue[one.cue] = one
            out.append(one)
    return out


class _Reader:
    """One window. Of words × kinds, `inside`: log-probability of being in a span of that kind; of words × cues, `mass`:
    probability of pointing to that cue."""

    def __init__(self, answer: Answer, is_word: Sequence[bool], biases: Biases) -> None:
        self.answer, self.first = answer, answer.window.first
        self.own = answer.window.own - answer.window.first
        self.is_word = is_word
        self.breaks = {first - self.first for first, _ in answer.window.blocks}
        self.spans = answer.spans.reshape(-1, 3, 3)
        self.inside = np.logaddexp(self.spans[:, :, 1], self.spans[:, :, 2])
        bias = np.array((biases.content, biases.cue, biases.source), np.float32)
        self.is_in = self.inside > self.spans[:, :, 0] + bias
        self.goes_on = self.spans[:, :, 1] <= self.spans[:, :, 2]
        self.contents = [run for run in self._runs(_CONTENT)
                         if run[1] > self.own and any(is_word[self.first + run[0] : self.first + run[1]])]  # fmt: skip
        if self.contents:
            self.cues = self._runs(_CUE)
            self.sources = [_NOWHERE, *self._runs(_SOURCE)]
            self.in_source = {n for run in self.sources for n in range(*run)}
            self.edges = np.array(self.sources).T + 1
            self.odds = np.minimum(np.maximum(self.inside[:, _CONTENT] - self.spans[:, _CONTENT, 0], -8), 8)
            self.mass = np.empty((len(self.spans), len(self.cues)), np.float32)
            for n, (first, last) in enumerate(self.cues):
                self.mass[:, n] = _sum(answer.pointers[0, :, 1 + first : 1 + last], 1)
            self.logs = np.log(self.mass + 1e-4)

    def _runs(self, kind: int) -> list[Run]:
        """Runs of words of one kind, broken at the edges of blocks."""
        places = self.is_in[:, kind].nonzero()[0]
        runs: list[Run] = []
        last = -1
        for n, goes_on in zip(places.tolist(), self.goes_on[places, kind].tolist(), strict=True):
            if goes_on and n == last + 1 and runs and n not in self.breaks:
                runs[-1] = (runs[-1][0], n + 1)
            else:
                runs.append((n, n + 1))
            last = n
        return runs

    def found(self) -> Iterator[Found]:
        if not self.contents:
            return
        groups: dict[int, list[Run]] = {}
        loose: list[Run] = []
        for content in self.contents:
            for cue, part in self._cues_of(content):
                if cue is None:
                    loose.append(part)
                else:
                    groups.setdefault(cue, []).append(part)
        for number, parts in groups.items():
            yield from self._attribution(parts, number)
        for part in loose:
            yield from self._attribution([part], None)

    def _cues_of(self, content: Run) -> list[tuple[int | None, Run]]:
        """The number of the cue of a content; of two cues, when it is two contents that were read as one."""
        if not self.cues:
            return [(None, content)]
        first, last = content
        if len(self.cues) > 1 and last - first > 6:
            split = _split(self.logs[first:last])
            if split is not None:
                at, one, other = split
                return [(one, (first, first + at)), (other, (first + at, last))]
        mean = _mean(self.mass[first:last])
        best = int(mean.argmax())
        return [(best if mean[best] >= _NO_CUE else None, content)]

    def _attribution(self, parts: list[Run], number: int | None) -> Iterator[Found]:
        cue = self.cues[number] if number is not None else None
        parts = self._joined(sorted(parts))
        if all(first < self.own for first, _ in parts):
            return
        rows = np.concatenate([np.arange(*part) for part in parts]) if len(parts) > 1 else slice(*parts[0])
        to_source = _mean(self.answer.pointers[2, rows])
        by_cue = _mean(self.answer.pointers[1, cue[0] : cue[1]]) if cue is not None else None
        source, head = self._source([to_source] if by_cue is None else [to_source, by_cue])
        span = slice(source[0] + 1, source[1] + 1) if source is not None else slice(1)
        odds = self.odds[rows]
        sure = {
            "content": float(_mean(odds)), "weakest": float(odds.min()),
            "cue": float(_mean(self.mass[rows, number])) if number is not None else 0.0,
            "source": float(_sum(to_source[span])),
            "cue_source": float(_sum(by_cue[span])) if by_cue is not None else 0.0,
        }  # fmt: skip
        yield Found([self._global(p) for p in parts], self._global(cue) if cue else None,
                    self._global(source) if source else None, head, sure)  # fmt: skip

    def _source(self, points: list[Floats]) -> tuple[Run | None, int | None]:
        """The source that content and cue point to, and which of the text's words is pointed to most."""
        joint = points[0] * points[1] if len(points) > 1 else points[0]
        top = int(joint.argmax()) - 1
        runs, (first, last) = self.sources, self.edges
        if top not in self.in_source:
            runs = [*runs, self._around(top)]
            first, last = np.array(runs).T + 1
        share = np.zeros((len(points), len(joint) + 1))
        np.add.accumulate(points, 1, out=share[:, 1:])
        source = runs[int(_sum(np.log(share[:, last] - share[:, first] + 1e-3), 0).argmax())]
        if source is _NOWHERE:
            return None, None
        return source, self.first + source[0] + int(joint[1 + source[0] : 1 + source[1]].argmax())

    def _global(self, run: Run) -> Run:
        return run[0] + self.first, run[1] + self.first

    def _joined(self, parts: list[Run]) -> list[Run]:
        """Parts with at most two words between them, none of which is of a cue or a source, are one."""
        if len(parts) == 1:
            return parts
        taken = self.in_source.union(n for run in self.cues for n in range(*run))
        out = [parts[0]]
        for first, last in parts[1:]:
            gap = range(out[-1][1], first)
            if (
                not any(n in taken or n in self.breaks for n in gap)
                and first not in self.breaks
                and sum(self.is_word[self.first + n] for n in gap) <= 2
            ):
                out[-1] = (out[-1][0], last)
            else:
                out.append((first, last))
        return out

    def _around(self, top: int) -> Run:
        odds = np.exp(self.inside[:, _SOURCE])
        first, last = top, top + 1
        while first > 0 and odds[first - 1] > _EDGE and first not in self.breaks:
            first -= 1
        while last < len(odds) and odds[last] > _EDGE and last not in self.breaks:
            last += 1
        return first, last


def _mean(values: Floats) -> Floats:
    """The mean along the first axis, as numpy has it, without the checks that cost more than it in small arrays."""
    mean: Floats = _sum(values, 0) / len(values)
    return mean


def _split(logs: Floats) -> tuple[int, int, int] | None:
    """Where to cut a content whose words point to two cues, and which; None when one cue explains it about as well."""
    most = _sum(logs.max(1)) - _sum(logs, 0).max()  # what it would bring to give every word the cue it points to most
    if most < _SPLIT - 0.01:
        return None
    left = logs.cumsum(0)
    whole = left[-1]
    gain = left.max(1) + (whole[None] - left).max(1)
    at = int(gain[2:-3].argmax()) + 2
    one, other = int(left[at].argmax()), int((whole - left[at]).argmax())
    if one == other or gain[at] - whole.max() <= _SPLIT:
        return None
    return at + 1, one, other
