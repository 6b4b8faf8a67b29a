"""Pronouns: who `he` or `she` is, by gender, nearness and a liking for subjects; unresolved where two fit equally."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.marks import Region
from dateline.extract.naming.cast import LONGEST, Cast, Mention, Who
from dateline.extract.naming.speech import Speech
from dateline.extract.reading import Reading, Word
from dateline.extract.saying.attribution import Attribution

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_FIRST = {"i", "me", "my", "mine", "myself"}
_THING = {"it", "its", "itself"}
_NEAR = 0.3
"""What it adds that a name stands in the pronoun's own paragraph."""
_BACK = 4
"""How many sentences back an antecedent is looked for."""


def pronouns(
    reading: Reading, cast: Cast, found: list[Mention], attributed: Sequence[Attribution] = ()
) -> list[Mention]:
    """Mentions by third-person pronouns. Those inside quotation marks look for names inside and outside.

    `attributed`: who speaks last before `he said` is likely he, and whose words are told is likely the `he` in them.
    """
    people = sorted(
        (m for m in found if m.who is not None and m.who.kind == "person" and m.kind != "pronoun"),
        key=lambda m: m.start,
    )
    things = sorted(
        (m for m in found if m.who is not None and m.who.kind in ("country", "organisation")), key=lambda m: m.start
    )
    speech = Speech(attributed, people)
    out: list[Mention] = []
    for word in reading.words:
        lower = word.lower
        if lower in _THING:
            thing = _thing(reading, word, things, speech) if word.dep != "expl" else None
            if thing is not None:
                out.append(thing)
                speech.heard(thing)
            continue
        gender = _GENDER.get(lower)
        if gender is None or (word.text.isupper() and len(word.text) > 1):
            continue
        speech.upto(word.start, people)
        who, rule, confidence = _antecedent(reading, cast, word, gender, people, out, speech)
        if who is not None:
            is_likely = cast.likely_gender(who) in (None, gender)
            cast.add(who, gender if is_likely else None, word.start)
        out.append(Mention(word.start, word.end, "pronoun", who, rule, confidence))
        speech.heard(out[-1])
    return out


def _before(reading: Reading, word: Word, mentions: list[Mention], sentences: int) -> list[Mention]:
    """Of mentions in order of place, those that begin before the word and may reach into so many sentences back."""
    first, _ = reading.sentences[max(0, word.sentence - sentences)]
    since = reading.words[first].start - LONGEST
    return mentions[bisect_left(mentions, since, key=_start) : bisect_left(mentions, word.start, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


@dataclass(frozen=True)
class _Sought:
    """A pronoun whose antecedent is sought: where it stands, who says the words it is in, who spoke last before it."""

    word: Word
    gender: str
    region: Region | None
    own: Who | None
    is_shared: bool
    """Whether the words it is in name another person before it."""
    last: Who | None
    """Who spoke last, where the pronoun speaks and nobody came between."""


def _sought(reading: Reading, word: Word, gender: str, people: list[Mention], speech: Speech) -> _Sought:
    own = speech.told_by(word.start)
    is_shared = own is not None and any(
        m.who is not None and m.who.key != own.key and m.start > speech.content_start
        for m in _before(reading, word, people, 0)
    )
    goes_on = speech.speaks(word.start) and not _is_overtaken(reading, speech, people, word)
    return _Sought(word, gender, reading.regions.at(word.start), own, is_shared, speech.last if goes_on else None)


def _antecedent(
    reading: Reading,
    cast: Cast,
    word: Word,
    gender: str,
    people: list[Mention],
    earlier: list[Mention],
    speech: Speech,
) -> tuple[Who | None, str, float]:
    if word.lower.endswith("self"):
        beside = [m for m in _before(reading, word, people, 0) if m.end == word.start - 1 and m.who is not None]
        if beside:
            return beside[0].who, "pronoun", 0.9
    sought = _sought(reading, word, gender, people, speech)
    scores: dict[str, float] = {}
    actors: dict[str, Who] = {}
    for mention in (*_before(reading, word, people, _BACK), *_before(reading, word, earlier, _BACK)):
        who = mention.who
        if who is None or who.kind != "person":
            continue
        value = _value(reading, cast, sought, mention, who)
        if value is not None and value > scores.get(who.key, 0.0):
            scores[who.key], actors[who.key] = value, who
    if not scores:
        return _silent(cast, sought, speech)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best = actors[ranked[0][0]]
    gap = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
    if gap < 0.15:
        return None, "several_antecedents", 0.4
    return best, "pronoun", 0.9 if len(ranked) == 1 else min(0.88, 0.6 + gap / 4)


def _silent(cast: Cast, sought: _Sought, speech: Speech) -> tuple[Who | None, str, float]:
    """Where nobody near fits: who spoke last, of a pronoun that speaks."""
    last = speech.last
    speaks = last is not None and sought.region is None and speech.speaks(sought.word.start)
    if last is not None and speaks and cast.likely_gender(last) in (None, sought.gender):
        return last, "last_speaker", 0.6
    return None, "no_antecedent", 0.5


def _value(reading: Reading, cast: Cast, sought: _Sought, mention: Mention, who: Who) -> float | None:
    """How well a mention fits as antecedent; None where it cannot be."""
    word, sex = sought.word, cast.gender(who)
    if sex is not None and sex != sought.gender:
        return None
    head = _head(reading, mention)
    if head is None or word.sentence - head.sentence > _BACK:
        return None
    outer = reading.regions.at(mention.start)
    if sought.region is None and outer is not None and sex is None:
        return None
    if _is_kept_apart(reading, word, mention, head):
        return None
    is_own = sought.own is not None and sought.own.key == who.key
    if is_own and sought.region is not None and outer is not sought.region:
        return None  # who speaks says I
    value = _standing(reading, word, head, mention)
    value += 0.6 if sex is not None else 0.0
    likely = cast.likely_gender(who)
    value += 0.0 if likely is None else 0.4 if likely == sought.gender else -2.5
    value -= 1.2 if sought.region is None and outer is not None else 0.0
    if is_own and sought.region is None:
        value += 0.2 if sought.is_shared else 1.0
    return value + (1.0 if sought.last is not None and sought.last.key == who.key else 0.0)


def _opens(reading: Reading, mention: Mention, head: Word) -> bool:
    """Whether a mention opens its sentence, and not to say whose something is: news puts its subject there."""
    first = reading.words[reading.sentences[head.sentence][0]]
    before = reading.between(first.start, mention.start)
    if len(before) > 5 or any(w.pos in ("VERB", "AUX", "ADP", "SCONJ") or w.text in (",", "'s", "’s") for w in before):
        return False
    return reading.text[mention.end : mention.end + 2] not in ("'s", "’s")


def _is_overtaken(reading: Reading, speech: Speech, people: list[Mention], word: Word) -> bool:
    """Whether another person has been a subject since the last speaker spoke: then speaking again is no matter of
    course."""
    for mention in _before(reading, word, people, _BACK):
        if mention.start <= speech.last_at:
            continue
        head = _head(reading, mention)
        is_other = mention.who is not None and mention.who != speech.last
        if (
            is_other
            and head is not None
            and head.dep in ("nsubj", "nsubjpass")
            and reading.regions.at(head.start) is None
        ):
            return True
    return False


def _is_kept_apart(reading: Reading, word: Word, mention: Mention, head: Word) -> bool:
    """Whether grammar keeps a pronoun and a name apart: `Smith told him`, `Ann Linde, her foreign minister`."""
    if word.lower in ("he", "she", "him") and head.sentence == word.sentence and _same_clause(word, head):
        return True
    if word.lower not in ("his", "her"):
        return False
    if word.dep == "poss" and word.head.dep == "appos" and mention.start <= word.head.head.start < mention.end:
        return True
    between = reading.text[mention.end : word.start]
    return between == ", "


def _standing(reading: Reading, word: Word, head: Word, mention: Mention) -> float:
    """How prominent a mention is, seen from a pronoun: near, a subject, opening its sentence."""
    distance = word.sentence - head.sentence
    value = 3.0 - 0.8 * distance
    is_subject = head.dep in ("nsubj", "nsubjpass") or (head.dep == "appos" and head.head.dep == "nsubj")
    opens = not is_subject and _opens(reading, mention, head)
    value += 1.0 if is_subject or opens else 0.0
    value += 0.3 if head.dep == "nsubj" and head.head.dep == "ROOT" else 0.0
    value += 0.3 if mention.kind == "pronoun" else 0.0
    value -= 0.7 if head.dep in ("poss", "compound", "nmod") and not opens else 0.0
    value += _NEAR if head.paragraph == word.paragraph else 0.0
    value += 0.1 * head.i / max(1, word.i)
    return value if distance == 0 or word.paragraph - head.paragraph <= 2 else value - 1.0


def _same_clause(word: Word, head: Word) -> bool:
    """Whether pronoun and name hang on one verb (`Smith told him`): then they are two persons."""
    return word.head is head.head and word.head.pos in ("VERB", "AUX")


def _head(reading: Reading, mention: Mention) -> Word | None:
    inside = reading.between(mention.start, mention.end)
    if not inside:
        return None
    last = inside[-1]
    return next((w for w in reversed(inside) if w.head is w or not (mention.start <= w.head.start < mention.end)), last)


def _thing(reading: Reading, word: Word, things: list[Mention], speech: Speech) -> Mention | None:
    """`it` and `its` of a state or organisation: only where one is the subject of the same sentence or of the one
    before, or has spoken last."""
    best: Mention | None = None
    for mention in _before(reading, word, things, 1):
        head = _head(reading, mention)
        if head is None or word.sentence - head.sentence > 1 or head.paragraph != word.paragraph:
            continue
        if head.dep not in ("nsubj", "nsubjpass") or (head.head is word.head and word.lower == "it"):
            continue
        if head.sentence != word.sentence and word.dep not in ("nsubj", "nsubjpass", "poss"):
            continue
        if (reading.regions.at(word.start) is None) != (reading.regions.at(mention.start) is None):
            continue
        best = mention
    if best is None and word.lower == "it" and speech.speaks(word.start):
        near = [m for m in _before(reading, word, things, 2) if m.who is not None and m.who.kind == "organisation"]
        best = near[-1] if near and reading.regions.at(near[-1].start) is None else None
    return Mention(word.start, word.end, "pronoun", best.who, "pronoun_of_thing", 0.7) if best else None


def first_persons(
    reading: Reading, attributed: Sequence[Attribution], speakers: Sequence[Mention | None]
) -> list[Mention]:
    """`I`, `me` and `my` inside marks are whoever is quoted there."""
    out: list[Mention] = []
    for one, speaker in zip(attributed, speakers, strict=True):
        if speaker is None or speaker.who is None or speaker.who.kind != "person":
            continue
        for start, end in one.spans:
            for word in reading.between(start, end):
                if word.lower in _FIRST and word.pos in ("PRON", "DET") and reading.regions.at(word.start) is not None:
                    out.append(
                        Mention(word.start, word.end, "pronoun", speaker.who, "first_person", speaker.confidence * 0.95)
                    )
    return out
