"""Whether a stated 0.9 is right nine times in ten: the reliability of confidences, as a plot in text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = 10


@dataclass(frozen=True)
class Bin:
    """Answers whose confidence lies between `low` and `low + 0.1`: how many, stated on average, right in truth."""

    low: float
    count: int
    stated: float
    right: float


def bins(sure: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold any answer, from (confidence, was it right)."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in sure:
        groups.setdefault(min(int(confidence * _STEPS), _STEPS - 1), []).append((confidence, is_right))
    return [
        Bin(step / _STEPS, len(group), sum(c for c, _ in group) / len(group), sum(r for _, r in group) / len(group))
        for step, group in sorted(groups.items())
    ]


def error(found: list[Bin]) -> float:
    """The mean distance between stated and true, weighted by count (expected calibration error, Naeini et al. 2015)."""
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.stated - one.right) for one in found) / total if total else 0.0


def lines(found: list[Bin]) -> list[str]:
    """The plot: a row a bin, `#` as far as it was right, `|` where it was stated."""
    out = [f"  confidence: mean distance between stated and right {error(found):.3f}"]
    for one in found:
        bar = ["#" if n < round(one.right * 40) else " " for n in range(41)]
        bar[round(one.stated * 40)] = "|"
        out.append(f"    {one.low:.1f}  stated {one.stated:.2f} right {one.right:.2f} of {one.count:5} {''.join(bar)}")
    return out
