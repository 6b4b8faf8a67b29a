"""How sure an attribution is: what stands behind `quotes.confidence`.

A logistic regression on what the network said, fitted by training/calibrate.py on stories that it was not trained on.
Attributions that the layout shows have the share of them that was right: 26 of 28 sign-offs and 21 of 25 turns of
transcripts in the annotated stories that have any.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache

from dateline.extract.neural.network import WEIGHTS
from dateline.extract.reading import Reading
from dateline.extract.saying.attribution import Attribution

FEATURES = (
    "content", "weakest", "cue", "source", "cue_source", "direct", "mixed", "no_cue", "no_speaker", "length", "verb",
)  # fmt: skip
_LAYOUT = {"signed": 0.93, "transcript": 0.84}


def features(reading: Reading, one: Attribution) -> list[float]:
    """The numbers a confidence is made of, in the order of FEATURES."""
    words = sum(len(reading.between(start, end)) for start, end in one.spans)
    sure = one.sure
    return [
        sure["content"], sure["weakest"], sure["cue"], sure["source"], sure["cue_source"],
        float(one.kind == "direct"), float(one.kind == "mixed"), float(one.cue is None), float(one.speaker is None),
        math.log(max(1, words)), float(one.cue is not None and one.cue.lemma in ("say", "tell", "add", "write")),
    ]  # fmt: skip


def confidence(reading: Reading, one: Attribution, profile: str) -> float:
    """The probability that the words and the speaker as printed are right. Who the speaker is has its own, at the
    mention."""
    if one.rule in _LAYOUT:
        return _LAYOUT[one.rule]
    weights = _coefficients()[profile]
    total = weights["constant"]
    for name, value in zip(FEATURES, features(reading, one), strict=True):
        total += weights[name] * value
    return round(1 / (1 + math.exp(-total)), 3)


@lru_cache(maxsize=1)
def _coefficients() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((WEIGHTS / "confidence.json").read_text("utf-8"))
    return found
