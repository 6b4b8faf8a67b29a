"""All attributions of a text: the network's, except where the layout of the page says better."""

from __future__ import annotations

from dateline.extract.neural.attribute import Biases
from dateline.extract.reading import Reading
from dateline.extract.saying.attribution import Attribution, Span
from dateline.extract.saying.layout import printed
from dateline.extract.saying.learned import learned


def attributions(reading: Reading) -> list[Attribution]:
    """The attributions of a text, in reading order."""
    shown = printed(reading)
    taken = [span for one in shown for span in one.spans]
    kept = [one for one in learned(reading, Biases()) if 2 * _shared(one.spans, taken) < _size(one.spans)]
    return sorted([*kept, *shown], key=lambda a: (a.spans[0], a.spans[-1]))


def _shared(spans: tuple[Span, ...], others: list[Span]) -> int:
    return sum(max(0, min(end, stop) - max(start, begin)) for start, end in spans for begin, stop in others)


def _size(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)
