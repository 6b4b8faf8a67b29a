"""A story's text made clean: its own paragraphs, nothing else, and no sentence torn in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.formats.characters import clean_text
from dateline.normalise import credit, dateline
from dateline.normalise.boilerplate import Boilerplate, flat

_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_SPACE = re.compile(r"\s+")
_DUTY = (
    r"(?:(?:additional |further |extra )?(?:reporting|writing|editing|compiled|translat(?:ion|ed)|written|"
    r"edited|reported|research|"
    r"production|graphics?|photographs?|photos?|polling|contribut(?:ed|ions?)|interviews?)(?: and (?:writing|"
    r"editing|reporting))?)"
)
_NAMES = r"(?: in [A-Z][\w. ]+)?,? by\b[^()]{2,400}"
_TAIL = re.compile(rf"\s*[(\[]?\s*(?i:{_DUTY}){_NAMES}(?:[)\]]\.?)?\s*")
_TAIL_INSIDE = re.compile(rf"(?<=[.!?\"”’)])\s*\(\s*(?i:{_DUTY}){_NAMES}\)\.?\s*$")
_SHORT_TAIL = re.compile(r"(?:[-–—_*•#=]{1,5}|ENDS?|\(?(?:MORE|ends)\)?|-ENDS-|#{2,}|\([A-Z]{2,12}\))")
_NEWSROOM = re.compile(r"\(?\s*(?:Newsroom|Desk|\S+ newsroom|Messaging|Tel)\s*[:+;].{0,200}", re.I)
_ENDED = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_SCARE = re.compile(r"[^\W\d_][\"”’»]$")
_OPEN_WORD = re.compile(
    r"(?:,|\b(?:the|a|an|of|to|and|or|that|which|who|whose|in|on|at|as|for|with|by|from|into|his|her|its|their|"
    r"was|were|is|are|be|been|"
    r"has|had|have|would|will|could|should|but|than|about|between|against|over|under|after|before|because|while|"
    r"when|mr|mrs|ms|dr|"
    r"gen|sen|rep|gov|lt|col|president|minister|secretary|chancellor))\.?$",
    re.I,
)
_INNER_END = re.compile(r"[.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")


@dataclass(frozen=True)
class Body:
    """The clean text, how much was boilerplate (and was known from other stories), the editors' line to clients."""

    text: str
    boilerplate_count: int
    advice: str | None = None
    learned_count: int = 0


def clean(body: str, repeated: Sequence[str | None], known: Boilerplate) -> Body:
    """The story's own text. `repeated`: headline, byline and other fields, dropped where the text begins with them."""
    everything = paragraphs(body)
    sifted = known.sifted(everything)
    own = _without_head(sifted.paragraphs, {flat(r) for r in repeated if r}, known)
    advice = [p for p in own[:3] if dateline.is_advice(p)]
    own = [p for i, p in enumerate(own) if not (i < 3 and dateline.is_advice(p))]
    own = _without_tail(own)
    note = advice[0].strip("(). ") if advice else None
    return Body("\n\n".join(joined(own)), sifted.gone_count, note, sifted.learned_count)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, none empty, no control characters."""
    return [p for part in _BREAK.split(clean_text(text)) if (p := _SPACE.sub(" ", part).strip())]


def joined(parts: Sequence[str]) -> list[str]:
    """The paragraphs, those put together again that a break had torn in the middle of a sentence."""
    out: list[str] = []
    for part in parts:
        if out and _is_torn(out[-1], part):
            out[-1] = f"{out[-1]} {part}"
        else:
            out.append(part)
    return out


def _is_torn(first: str, second: str) -> bool:
    """Whether the second paragraph goes on with the first's last sentence: the first has no end, and the seam shows it.

    Headings and list entries have no end either; so the first must be long or hold a whole sentence too.
    """
    if _ENDED.search(first) and not re.search(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St)\.$", first):
        return False
    words = first.split()
    if len(words) < 6 or len(second.split()) < 3:
        return False
    if second[0].islower() and not re.match(r"[a-z]{1,3}[).]", second):
        return True
    if not second[0].isalnum():
        return False
    is_long = len(words) >= 16 or _INNER_END.search(first)
    return bool((is_long and _SCARE.search(first)) or (len(words) >= 10 and _OPEN_WORD.search(first)))


def _without_head(parts: list[str], repeated: set[str], known: Boilerplate) -> list[str]:
    """The paragraphs without the headline, byline, credit and date lines that text copied from a page begins with."""
    out = list(parts)
    while out and len(out) > 1 and (flat(out[0]) in repeated or credit.is_credit_line(out[0], known.words)):
        out.pop(0)
    return out


def _without_tail(parts: list[str]) -> list[str]:
    """The paragraphs without production credits and end marks."""
    out = list(parts)
    while len(out) > 1 and (_TAIL.fullmatch(out[-1]) or _SHORT_TAIL.fullmatch(out[-1]) or _NEWSROOM.fullmatch(out[-1])):
        out.pop()
    if out:
        out[-1] = _TAIL_INSIDE.sub("", out[-1])
    return out
