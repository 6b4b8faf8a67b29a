"""All attributions of a text: the network's, except where the layout of the page says better."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from dateline.extract.neural.attribute import Biases
from dateline.extract.reading import Reading
from dateline.extract.saying.attribution import Attribution, Span
from dateline.extract.saying.confidence import confidence
from dateline.extract.saying.layout import printed
from dateline.extract.saying.learned import learned
from dateline.extract.saying.marked import united

BIASES = Biases(content=-0.5, cue=-2.0)
"""More is taken for content and cue than is likelier than not; confidence then chooses."""
LEAST = {"careful": 0.42, "fast": 0.4}
"""By profile, the confidence of the attributions that are kept. What is right less often costs more in precision than
it finds: the best such bound is about half of the F1 that is reached (Lipton, Elkan, Naryanaswamy 2014)."""


def attributions(reading: Reading, profile: str, least: float | None = None) -> list[Attribution]:
    """The attributions of a text that `profile` has read, in reading order, each with its confidence."""
    shown = printed(reading)
    taken = united(span for one in shown for span in one.spans)
    found = [one for one in learned(reading, BIASES) if 2 * _shared(one.spans, taken) < _size(one.spans)]
    sure = [replace(one, confidence=confidence(reading, one, profile)) for one in [*found, *shown]]
    bound = LEAST[profile] if least is None else least
    return sorted((one for one in sure if one.confidence >= bound), key=lambda a: (a.spans[0], a.spans[-1]))


def _shared(spans: tuple[Span, ...], others: list[Span]) -> int:
    """Code points that spans have in common with others, which are in order and apart."""
    total = 0
    for start, end in spans:
        for begin, stop in others[max(0, bisect_right(others, (start, end)) - 1) : bisect_left(others, (end, end))]:
            total += max(0, min(end, stop) - max(start, begin))
    return total


def _size(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)
