"""How often each rule was right: the constants behind `quotes.confidence`.

Measured as agreement (words overlap by half or more, and the speaker is right) on annotated news of another origin than
the samples; counts only, no text. A speaker who had to be resolved multiplies by how sure that was.
"""

from __future__ import annotations

from dateline.extract.cast import Mention
from dateline.extract.marked import Attribution

_RULES = {
    "cue_after": 0.9, "cue_before": 0.8, "line_before": 0.7, "colon": 0.5, "carried_on": 0.6, "next_paragraph": 0.5, "cue_far": 0.6,
    "clause": 0.8, "according": 0.85, "infinitive": 0.6, "object": 0.6,
}  # fmt: skip
_PHRASE = 0.6


def confidence(one: Attribution, mention: Mention | None) -> float:
    """The probability that words and speaker of an attribution are right."""
    base = _RULES.get(one.rule, _PHRASE)
    if mention is None:
        return round(base * 0.7, 3)
    return round(base * (mention.confidence if mention.who is not None else 0.95), 3)
