"""What an attribution is, and how its words stand to the quotation marks around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word

Span = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """Words given to somebody. `rule` names what found it; `cue` and `speaker` are None when nothing in the text
    says so. `sure` is what its confidence is made of."""

    spans: tuple[Span, ...]
    kind: str
    cue: Word | None
    cue_span: Span | None
    speaker: Phrase | None
    rule: str
    sure: Mapping[str, float] = field(default_factory=dict)
    confidence: float = 0.0
    """The probability that the words and the speaker as printed are right."""


def kind_of(reading: Reading, spans: Iterable[Span]) -> str:
    """direct: all words stand inside quotation marks; indirect: none does; mixed: some do."""
    inside = outside = False
    for start, end in spans:
        is_marked = bool(reading.regions.within(start, end))
        for word in reading.between(start, end):
            if not word.text[0].isalnum():
                continue
            if is_marked and reading.regions.at(word.start) is not None:
                inside = True
            else:
                outside = True
            if inside and outside:
                return "mixed"
    return "direct" if inside else "indirect"
