"""To whom it was said: `told Merkel`, `told reporters in Sochi`, `said to the BBC`, `in a letter to the Council`."""

from __future__ import annotations

from collections.abc import Set

from dateline.extract.naming.noun_phrases import phrase_at
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Word
from dateline.extract.saying.frame import Frame

_ALWAYS = frozenset(("tell", "inform", "assure", "reassure", "remind", "notify", "brief"))
"""Verbs whose object is always the hearer; after the others it must be followed by what was asked of him."""
_TO = frozenset((
    "say", "speak", "talk", "write", "complain", "explain", "announce", "confirm", "suggest", "repeat", "mention",
    "whisper", "shout", "present", "appeal", "plead", "report", "reveal", "disclose", "confide", "admit",
    "acknowledge", "signal", "convey", "propose", "recommend", "describe", "testify", "confess", "joke",
    "address", "put", "boast", "lie", "add", "reply", "respond",
))  # fmt: skip
"""Verbs that take their hearer after `to`."""
_FOLLOWS = frozenset((
    "to", "not", "that", "whether", "if", "about", "why", "what", "how", "when", "where", "who", "which", "for",
    "of", "against", "over", "on", "and",
))  # fmt: skip
_PRESS = frozenset((
    "reporters", "journalists", "correspondents", "newsmen", "supporters", "lawmakers", "delegates", "deputies",
))  # fmt: skip
_MEETING = frozenset((
    "conference", "briefing", "meeting", "rally", "session", "forum", "audience", "crowd", "committee",
    "gathering",
))  # fmt: skip
_PLACED = frozenset(("in", "at", "outside", "near"))
_TIMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tonight",
    "week", "month", "year", "morning", "afternoon", "evening", "night", "time", "times", "january", "february",
    "march", "april", "june", "july", "august", "september", "october", "november", "december",
))  # fmt: skip
_MUTE = frozenset((
    "question", "questions", "permission", "help", "calm", "restraint", "patience", "support", "caution", "more",
    "way", "tale", "story",
))  # fmt: skip
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves", "myself", "ourselves", "one", "oneself"))

_DEAF = _TIMES | _MUTE | _REFLEXIVE
"""What cannot be spoken to."""


def addressee(frame: Frame, persons: Set[str], beside: Phrase | None) -> Phrase | None:
    """The noun phrase of the one addressed, or None.

    `persons`: the verbs whose object may be the hearer; `beside`: whom the setting names (`in a letter to the
    Council`), taken where the verb itself names nobody.
    """
    for word in frame.cue:
        if word.pos == "VERB" and word.lemma in persons:
            found = _asked(frame, word) if _is_passive(frame, word) else _object(frame, word)
        elif word.pos == "VERB" and word.lemma == "call":
            found = _called_on(frame, word)
        elif word.pos == "VERB" and word.lemma in _TO:
            found = _after_to(frame, word)
        else:
            continue
        if found is not None:
            return found
    return beside


def _object(frame: Frame, verb: Word) -> Phrase | None:
    """The noun phrase right after a telling verb, though the network may have taken it for the first of what was
    said."""
    found = _phrase(frame, verb.i + 1)
    if found is None:
        return None
    after = frame.reading.between(found.end, found.end + 3)
    following = after[0] if after and after[0].i < frame.last else None
    if verb.lemma not in _ALWAYS and not _is_asked(frame, found, following):
        return None
    return _placed(frame, found)


def _is_asked(frame: Frame, found: Phrase, following: Word | None) -> bool:
    """Whether a noun after `urged` or `warned` is the one urged: followed by what was asked, or a person and the
    end."""
    if following is not None and following.lower in _FOLLOWS:
        return following.lower not in ("for", "of", "on", "over", "and") or frame.places.who(found) is not None
    is_end = following is None or following.pos == "PUNCT"
    return is_end and (found.head.pos == "PRON" or found.head.lower in _PRESS or frame.places.who(found) is not None)


def _after_to(frame: Frame, verb: Word) -> Phrase | None:
    """`said to the BBC`, `wrote on Monday to Merkel`; not `said to be ill`, `spoke of ties to Moscow`."""
    words = frame.reading.words
    for at in range(verb.i + 1, min(verb.i + 6, frame.last)):
        word = words[at]
        is_time = word.lower in _TIMES or (at + 1 < frame.last and words[at + 1].lower in _TIMES)
        if word.lower != "to" and word.pos not in ("ADV", "PRON") and not is_time:
            return None
        if word.lower == "to":
            if word.tag == "TO" or at + 1 >= frame.last or words[at + 1].pos in ("VERB", "AUX"):
                return None
            found = _phrase(frame, at + 1)
            return _placed(frame, found) if found is not None else None
    return None


def _called_on(frame: Frame, verb: Word) -> Phrase | None:
    """`called on Moscow to withdraw`."""
    words = frame.reading.words
    if verb.i + 1 >= frame.last or words[verb.i + 1].lower not in ("on", "upon"):
        return None
    found = _phrase(frame, verb.i + 2)
    after = frame.reading.between(found.end, found.end + 3) if found is not None else []
    return found if after and after[0].lower in ("to", "not") else None


def _is_passive(frame: Frame, verb: Word) -> bool:
    before = frame.reading.words[max(frame.words[0].i, verb.i - 3) : verb.i]
    return any(w.pos == "AUX" and w.lemma == "be" for w in before) and verb.tag not in ("VBG", "VBP", "VBZ")


def _asked(frame: Frame, verb: Word) -> Phrase | None:
    """The one who was told or asked: the passive subject, unless it is taken for the speaker."""
    head = verb.child("nsubjpass", "nsubj")
    speaker = frame.one.speaker
    if head is None or head.i > verb.i or (speaker is not None and speaker.start <= head.start < speaker.end):
        return None
    first = head
    for word in head.children:
        if word.i < first.i and word.dep in ("det", "compound", "amod", "poss", "nummod", "nmod"):
            first = word
    found = phrase_at(frame.reading, first.i, verb.i, frame.places)
    return found if found is not None and _may_hear(found) else None


def _phrase(frame: Frame, first: int) -> Phrase | None:
    if first >= frame.last or frame.reading.regions.at(frame.reading.words[first].start) is not None:
        return None
    found = phrase_at(frame.reading, first, frame.last, frame.places)
    return found if found is not None and _may_hear(found) else None


def _may_hear(found: Phrase) -> bool:
    return found.head.lower not in _DEAF and found.head.pos != "NUM"


def _placed(frame: Frame, found: Phrase) -> Phrase:
    """The phrase with its place: reporters are told things `in Sochi`; Merkel is not `Merkel in Berlin`."""
    is_many = found.head.tag == "NNS" or found.head.lower in _PRESS | _MEETING
    after = frame.reading.between(found.end, found.end + 3)
    if not is_many or not after or after[0].lower not in _PLACED or after[0].i + 1 >= frame.last:
        return found
    place = phrase_at(frame.reading, after[0].i + 1, frame.last, frame.places)
    if place is None or place.head.pos != "PROPN" or place.head.lower in _TIMES:
        return found
    return Phrase(found.head, found.start, place.end)
