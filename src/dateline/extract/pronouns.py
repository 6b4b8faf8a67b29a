"""Pronouns: who `he` or `she` is, by gender, nearness and a liking for subjects; unresolved where two fit equally."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.extract.cast import LONGEST, Cast, Mention, Who
from dateline.extract.marked import Attribution
from dateline.extract.reading import Reading, Word

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_FIRST = {"i", "me", "my", "mine", "myself"}
_THING = {"it", "its", "itself"}
_BACK = 4
"""How many sentences back an antecedent is looked for."""


def pronouns(reading: Reading, cast: Cast, found: list[Mention]) -> list[Mention]:
    """Mentions by third-person pronouns of persons. Those inside quotation marks look for names inside and outside."""
    people = sorted(
        (m for m in found if m.who is not None and m.who.kind == "person" and m.kind != "pronoun"),
        key=lambda m: m.start,
    )
    things = sorted(
        (m for m in found if m.who is not None and m.who.kind in ("country", "organisation")), key=lambda m: m.start
    )
    out: list[Mention] = []
    for word in reading.words:
        if word.lower in _THING and word.pos in ("PRON", "DET") and word.dep != "expl":
            thing = _thing(reading, word, things)
            if thing is not None:
                out.append(thing)
            continue
        gender = _GENDER.get(word.lower)
        if gender is None or word.pos not in ("PRON", "DET"):
            continue
        who, rule, confidence = _antecedent(reading, cast, word, gender, people, out)
        if who is not None:
            cast.add(who, gender)
        out.append(Mention(word.start, word.end, "pronoun", who, rule, confidence))
    return out


def _before(reading: Reading, word: Word, mentions: list[Mention], sentences: int) -> list[Mention]:
    """Of mentions in order of place, those that begin before the word and may reach into so many sentences back."""
    first, _ = reading.sentences[max(0, word.sentence - sentences)]
    since = reading.words[first].start - LONGEST
    return mentions[bisect_left(mentions, since, key=_start) : bisect_left(mentions, word.start, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def _antecedent(
    reading: Reading, cast: Cast, word: Word, gender: str, people: list[Mention], earlier: list[Mention]
) -> tuple[Who | None, str, float]:
    scores: dict[str, float] = {}
    actors: dict[str, Who] = {}
    region = reading.regions.at(word.start)
    for mention in (*_before(reading, word, people, _BACK), *_before(reading, word, earlier, _BACK)):
        if mention.who is None or mention.who.kind != "person":
            continue
        who = mention.who
        sex = cast.gender(who)
        if sex is not None and sex != gender:
            continue
        head = _head(reading, mention)
        if head is None or word.sentence - head.sentence > _BACK:
            continue
        if region is None and reading.regions.at(mention.start) is not None:
            continue
        if word.dep == "poss" and word.head.dep == "appos" and mention.start <= word.head.head.start < mention.end:
            continue  # `Ann Linde, her foreign minister`: she is nobody's own minister
        if word.lower in ("he", "she", "him") and head.sentence == word.sentence and _same_clause(word, head):
            continue
        value = _value(word, head, mention, sex is not None)
        if value > scores.get(who.key, 0.0):
            scores[who.key], actors[who.key] = value, who
    if not scores:
        return None, "no_antecedent", 0.5
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best = actors[ranked[0][0]]
    gap = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
    if gap < 0.15:
        return None, "several_antecedents", 0.4
    return best, "pronoun", 0.9 if len(ranked) == 1 else min(0.88, 0.6 + gap / 4)


def _value(word: Word, head: Word, mention: Mention, is_sure: bool) -> float:
    distance = word.sentence - head.sentence
    value = 3.0 - 0.8 * distance + (0.6 if is_sure else 0.0)
    is_subject = head.dep in ("nsubj", "nsubjpass") or (head.dep == "appos" and head.head.dep == "nsubj")
    value += 1.0 if is_subject else 0.0
    value += 0.3 if head.dep == "nsubj" and head.head.dep == "ROOT" else 0.0
    value += 0.3 if mention.kind == "pronoun" else 0.0
    value -= 0.7 if head.dep in ("poss", "compound", "nmod") else 0.0
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


def _thing(reading: Reading, word: Word, things: list[Mention]) -> Mention | None:
    """`it` and `its` of a state or organisation: only where one is the subject of the same sentence or of the one
    before."""
    best: tuple[int, Mention] | None = None
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
        best = (head.sentence, mention)
    return Mention(word.start, word.end, "pronoun", best[1].who, "pronoun_of_thing", 0.7) if best else None


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
