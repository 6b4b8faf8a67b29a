"""How sure an attribution is, by the rule that found it: what stands behind `quotes.confidence`.

Measured as agreement (words overlap by half or more, and the speaker is right) on annotated news of another origin than
the samples; counts only, no text. A speaker who had to be resolved multiplies by how sure that was.
"""

from __future__ import annotations

from dateline.extract.cast import Mention
from dateline.extract.marked import Attribution

_RULES = {
    "cue_after": 0.88, "cue_before": 0.77, "line_before": 0.5, "colon": 0.35, "next_paragraph": 0.4, "cue_far": 0.51,
    "clause": 0.8, "according": 0.89, "infinitive": 0.5, "object": 0.55,
    "for": 0.77, "as": 0.73, "of": 0.76, "against": 0.75,
    "about": 0.58, "on": 0.5, "to": 0.45,
}  # fmt: skip


def confidence(one: Attribution, mention: Mention | None) -> float:
    """The probability that words and speaker of an attribution are right."""
    base = _RULES.get(one.rule, 0.5)
    if mention is None:
        return round(base * 0.7, 3)
    return round(base * (mention.confidence if mention.who is not None else 0.95), 3)
