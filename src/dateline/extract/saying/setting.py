"""Where and how it was said: the setting of a closed list, the occasion as printed, and the outlet it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.extract.naming.noun_phrases import phrase_at
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Word
from dateline.extract.saying.frame import Frame
from dateline.extract.saying.settings import Settings

_BEFORE = ("ADJ", "NOUN", "PROPN", "NUM", "DET", "ADV", "PART")
_MOST_BEFORE = 7
_DETERMINED = frozenset((
    "a", "an", "the", "his", "her", "its", "their", "this", "that", "one", "another", "my", "our", "your",
))  # fmt: skip
_FURTHER = frozenset(("with", "to", "for", "on", "in", "at", "by", "from", "before"))
"""Prepositions that go on with an occasion: `a news conference with Putin in Sochi`."""
_CARRIED = frozenset((
    "posted", "published", "released", "carried", "broadcast", "aired", "issued", "shared", "given", "delivered",
    "sent", "printed",
))  # fmt: skip
_OUTLET = frozenset(("with", "to", "on", "by", "for", "in"))
_MOST_PARTS = 3
_TO_SOMEBODY = frozenset(("letter", "message", "speech", "statement", "phone_call", "interview"))
"""Settings whose `to` or `with` names the one addressed."""
_ON_AIR = frozenset(("interview", "social_media", "broadcast", "article", "statement"))
"""Settings that have an outlet."""
_TIMES = re.compile(
    r"(?:on |late |early |last |this )*(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|"
    r"\d{1,2} [A-Z]|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:last|this|next|the same) (?:week|month|year|day|night|morning|afternoon|evening)|(?:19|20)\d\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Occasion:
    """A setting as a text tells it. `start:end` is the occasion as printed, `outlet` and `hearer` what it names."""

    setting: str
    start: int | None = None
    end: int | None = None
    outlet: Phrase | None = None
    hearer: Phrase | None = None


def occasion(frame: Frame, known: Settings) -> Occasion | None:
    """The setting of an attribution, or None where the text does not tell.

    The nearest one after the cue is taken, else the nearest before it, else what the cue's verb or the speaking
    document say by themselves.
    """
    before: Occasion | None = None
    at = frame.cue[0].start
    for match in known.pattern.finditer(frame.reading.text, frame.start, frame.end):
        if before is not None and match.start() < at and _is_inside(before, match.start()):
            continue
        found = _told(frame, known, match)
        if found is not None and match.start() > at:
            return found
        before = found or before
    return before or _by_itself(frame, known)


def _is_inside(found: Occasion, place: int) -> bool:
    return found.end is not None and place < found.end


def _by_itself(frame: Frame, known: Settings) -> Occasion | None:
    for word in frame.cue:
        if word.pos == "VERB" and word.lemma in known.verbs:
            return Occasion(known.verbs[word.lemma])
    speaker = frame.one.speaker
    if speaker is not None and speaker.head.lower in known.speakers:
        return Occasion(known.speakers[speaker.head.lower], speaker.start, speaker.end)
    return None


def _told(frame: Frame, known: Settings, match: re.Match[str]) -> Occasion | None:
    """The occasion around a noun, where it stands in the reporter's own words and belongs to the cue."""
    noun = frame.word_at(match.start())
    if noun is None:
        return None
    first = _first(frame, noun)
    lead = frame.reading.words[first - 1] if first > frame.words[0].i else None
    if lead is None:
        return None
    if _is_compound(frame, match.end()):
        return None
    setting = known.nouns.get(match.group())
    if setting is None or lead.lower not in known.after[setting]:
        setting = known.hearers.get(match.group()) if _is_telling(frame, lead) else None
    if setting is None or not _is_own(frame, lead):
        return None
    start = frame.reading.words[first].start
    return _whole(frame, setting, start, match.end())


def _is_compound(frame: Frame, end: int) -> bool:
    """Whether a noun only begins another's name: `a TV doctor`."""
    after = frame.reading.between(end, end + 2)
    is_noun = bool(after) and after[0].i < frame.last and after[0].pos == "NOUN" and after[0].text.islower()
    return is_noun and not _TIMES.match(frame.reading.text, after[0].start)


def _is_telling(frame: Frame, lead: Word) -> bool:
    return lead in frame.cue and lead.lemma in ("tell", "address", "brief", "inform")


def _is_own(frame: Frame, lead: Word) -> bool:
    return lead in frame.cue or (frame.is_free(lead.start) and frame.is_of_cue(lead))


def _first(frame: Frame, noun: Word) -> int:
    """The number of the first word of the noun phrase that a noun ends."""
    words, at = frame.reading.words, noun.i
    while at > frame.words[0].i and noun.i - at < _MOST_BEFORE:
        word = words[at - 1]
        if word.pos not in _BEFORE and word.tag not in ("PRP$", "POS") and word.text != "-":
            break
        at -= 1
        if word.lower in _DETERMINED:
            break
    return at


def _whole(frame: Frame, setting: str, start: int, end: int) -> Occasion:
    """The occasion with what goes on after its noun: `an interview` `with Die Welt`, `a statement` `posted on
    Telegram`."""
    outlet, hearer = None, None
    for _ in range(_MOST_PARTS):
        lead, found = _part(frame, end)
        if lead is None or found is None:
            break
        end = found.end
        if hearer is None and setting in _TO_SOMEBODY and lead.lower in ("to", "with"):
            hearer = found
        if outlet is None and setting in _ON_AIR and lead.lower in _OUTLET and _is_name(found):
            outlet = found
    if outlet is None and setting in ("social_media", "broadcast"):
        outlet = _named(frame, start, end)
    return Occasion(setting, start, end, outlet, hearer)


def _part(frame: Frame, end: int) -> tuple[Word | None, Phrase | None]:
    """The next preposition and noun phrase right after a place, past a participle (`posted on`)."""
    words = frame.reading.words
    following = frame.reading.between(end, end + 3)
    at = following[0].i if following else frame.last
    if at < frame.last and words[at].lower in _CARRIED:
        at += 1
    if at + 1 >= frame.last or words[at].lower not in _FURTHER or not frame.is_free(words[at].start):
        return None, None
    if _TIMES.match(frame.reading.text, words[at + 1].start) or words[at + 1].pos == "VERB":
        return None, None
    found = phrase_at(frame.reading, at + 1, frame.last, frame.places)
    if found is None or not frame.is_free(found.start) or found.head.tag == "EX":
        return None, None
    return words[at], found


def _is_name(found: Phrase) -> bool:
    return found.head.pos == "PROPN"


def _named(frame: Frame, start: int, end: int) -> Phrase | None:
    """The name within an occasion: `a post on Facebook`, `Telegram`, `his Twitter account`."""
    named = [w for w in frame.reading.between(start, end) if w.text[:1].isupper() and w.lower not in _DETERMINED]
    if not named:
        return None
    last = named[0]
    for word in named[1:]:
        if word.i == last.i + 1:
            last = word
    return Phrase(last, named[0].start, last.end)
