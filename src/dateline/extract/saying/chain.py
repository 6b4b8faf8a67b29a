"""Through whom it came: `Tass quoted Lavrov as saying …`, `according to Interfax, the minister said …`, `the Post
reported, citing officials`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from dateline.extract.naming.noun_phrases import phrase_at, phrase_before
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Word
from dateline.extract.saying.frame import Frame

_SIGN = re.compile(
    r"\b(?:[Qq]uot(?:ed|es|ing|e)|[Cc]it(?:ed|es|ing|e)|[Aa]ccording to|report(?:ed|s)|said|says|wrote|writes)\b"
)
_AS_SAYING = re.compile(r"\s*(?:,[^,]{2,60},\s*)?as (?:saying|having said|telling|stating|adding|warning|declaring)\b")
_BY = re.compile(r"(?:\s+as saying)?\s+by\s+")
_MEDIA = frozenset((
    "agency", "newspaper", "daily", "weekly", "paper", "magazine", "broadcaster", "channel", "station", "network",
    "website", "site", "post", "times", "gazette", "herald", "tribune", "courier", "media", "outlet", "tv",
    "television", "radio", "service", "tabloid", "portal", "news",
))  # fmt: skip
_PAPERS = frozenset((
    "statement", "report", "transcript", "document", "documents", "letter", "filing", "study", "poll", "survey",
    "data", "figures", "text", "release", "email", "memo", "indictment", "records", "papers", "plan", "draft",
    "poll", "polls",
))  # fmt: skip
"""Things that are read, not asked: `according to a transcript` names nobody who passes words on."""
_THINGS = ("it", "which", "that", "who", "this")
"""Pronouns whose noun stands elsewhere: no end of a chain."""


@dataclass(frozen=True)
class Hop:
    """One who passed the words on. `role`: reporter, or source for the last, whose words they are."""

    phrase: Phrase
    role: str


def chain(frame: Frame, media: Set[str]) -> list[Hop]:
    """The hops from the outermost reporter to the source, in order; [] when nobody stands between the writer and the
    speaker. `media`: keys of the outlets of the authority."""
    found: list[tuple[int, Phrase]] = []
    for match in _SIGN.finditer(frame.reading.text, frame.start, frame.end):
        word = frame.word_at(match.start())
        if word is not None and _is_own(frame, word):
            found.extend(_hops(frame, word, match, media))
    found = [(depth, one) for depth, one in found if one.head.lower not in _PAPERS]
    found.extend((-1, speaker) for speaker in frame.around)
    speaker = frame.one.speaker
    if not found or (speaker is not None and (speaker.head.lower in _PAPERS or speaker.head.lower in _THINGS)):
        return []
    if speaker is not None:
        found.append((2, speaker))
    ordered = _distinct(frame, [one for _, one in sorted(found, key=lambda item: item[0])])
    if len(ordered) < 2:
        return []
    return [Hop(one, "source" if one is ordered[-1] else "reporter") for one in ordered]


def _is_own(frame: Frame, word: Word) -> bool:
    if word in frame.cue:
        return True
    return frame.is_free(word.start) and not any(s <= word.start < e for s, e in frame.other_cues)


def _hops(frame: Frame, word: Word, match: re.Match[str], media: Set[str]) -> Iterator[tuple[int, Phrase]]:
    """What one sign of a chain tells, each with how deep it stands: 0 reporter, 1 cited by him, 2 unknown, 3 source."""
    sign = match.group().lower()
    if sign == "according to":
        named = _after(frame, match.end())
        if named is not None and not _is_speaker(frame, named):
            yield 0, named
        elif named is not None and (inner := _inner(frame)) is not None:
            yield 0, named
            yield 3, inner
    elif sign.startswith(("quot", "cit")):
        yield from _quoting(frame, word, match.end())
    elif word not in frame.cue or _is_aside(frame, word):
        named = phrase_before(frame.reading, word.i, frame.words[0].i)
        if named is None or _is_speaker(frame, named) or named.head.lower in _THINGS:
            return
        if _is_medium(frame, named, media):
            yield 0, named
        elif frame.one.speaker is not None and _is_medium(frame, frame.one.speaker, media):
            yield 0, frame.one.speaker
            yield 3, named


def _quoting(frame: Frame, word: Word, end: int) -> Iterator[tuple[int, Phrase]]:
    text = frame.reading.text
    by = _BY.match(text, end, frame.end)
    if by is not None and word.tag == "VBN":
        named = _after(frame, by.end())
        quoted = phrase_before(frame.reading, word.i, frame.words[0].i)
        if named is not None:
            yield 0, named
        if quoted is not None and named is not None:
            yield 3, quoted
        return
    named = _after(frame, end)
    if named is None:
        return
    is_saying = _AS_SAYING.match(text, named.end, frame.end) is not None
    if not is_saying and word.tag != "VBG" and not word.lower.endswith("ing"):
        return  # `quoted a poem`, `cited the weather`
    if word.lower.endswith("ing"):
        if not _can_speak(frame, named):
            return
        if frame.one.speaker is not None and not _same(frame.one.speaker, named):
            yield 0, frame.one.speaker
    else:
        reporter = phrase_before(frame.reading, word.i, frame.words[0].i)
        if reporter is not None:
            yield 0, reporter
    yield (3 if is_saying or word.lower == "citing" else 1), named


def _inner(frame: Frame) -> Phrase | None:
    """Who speaks within words that are given to a reporter: `according to Interfax,` `the minister said that …`."""
    start = frame.one.spans[0][0]
    first = frame.reading.between(start, start + 1)
    if not first or frame.reading.regions.at(start) is not None:
        return None
    found = phrase_at(frame.reading, first[0].i, frame.reading.sentences[first[0].sentence][1], frame.places)
    after = frame.reading.between(found.end, found.end + 3) if found is not None else []
    return found if after and after[0].lower in ("said", "says", "added", "told", "announced") else None


def _after(frame: Frame, end: int) -> Phrase | None:
    """The noun phrase right after a place; the network may have taken it for the first of what was said."""
    following = frame.reading.between(end, end + 3)
    if not following or following[0].i >= frame.last:
        return None
    if frame.reading.regions.at(following[0].start) is not None:
        return None
    return phrase_at(frame.reading, following[0].i, frame.last, frame.places)


def _is_aside(frame: Frame, word: Word) -> bool:
    """Whether the cue is a report set between commas that names another than the speaker: `…, Interfax reported, …`."""
    return frame.one.speaker is not None and frame.one.speaker.end < word.start - 60


def _is_medium(frame: Frame, named: Phrase, media: Set[str]) -> bool:
    who = frame.places.who(named)
    if named.head.lower in _MEDIA:
        return True
    return who is not None and who.kind == "organisation" and (who.is_local or who.key in media)


def _can_speak(frame: Frame, named: Phrase) -> bool:
    return named.head.pos in ("PROPN", "PRON") or named.head.tag == "NNS" or frame.places.who(named) is not None


def _is_speaker(frame: Frame, named: Phrase) -> bool:
    return frame.one.speaker is not None and _same(frame.one.speaker, named)


def _same(one: Phrase, other: Phrase) -> bool:
    return one.start < other.end and other.start < one.end


def _distinct(frame: Frame, found: list[Phrase]) -> list[Phrase]:
    """The phrases without those that overlap one before them or name the same actor."""
    out: list[Phrase] = []
    seen: set[str] = set()
    for one in found:
        who = frame.places.who(one)
        if any(_same(one, other) for other in out) or (who is not None and who.key in seen):
            continue
        out.append(one)
        if who is not None:
            seen.add(who.key)
    return out
