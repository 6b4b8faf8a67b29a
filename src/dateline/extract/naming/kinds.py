"""Whether a name is a person's or a body's, from all places of a story where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from dateline.extract.authority.names import fold
from dateline.extract.naming.introductions import apposed
from dateline.extract.naming.lexicon import ORG_NOUNS, ORG_WORDS, PARTICLES, SUFFIXES, THINGS, VESSELS, is_person_noun
from dateline.extract.naming.runs import Run
from dateline.extract.reading import Reading

_JOINED = re.compile(r"[a-z](?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Di)(?<!^Le)(?<!^La)(?<!^Fitz)[A-Z]")
"""A capital inside a word, as brands have it and few surnames."""


def kinds(reading: Reading, found: Iterable[Run], given: Mapping[str, str], speaking: Set[int]) -> dict[str, str]:
    """Folded name → person, organisation, place or unknown. `given` are given names that are known; `speaking` the head
    words of speakers.

    What is said of a name in one place holds in all: the recogniser errs here and there, a title seldom.
    """
    scores: dict[str, list[float]] = {}
    for run in found:
        name = fold(text_of(reading, run))
        score = scores.setdefault(name, [0.0, 0.0, 0.0])
        for n, value in enumerate(_evidence(reading, run, given, speaking)):
            score[n] += value
    return {name: _kind(score) for name, score in scores.items()}


def text_of(reading: Reading, run: Run) -> str:
    """A run as it is printed, white space collapsed."""
    return " ".join(reading.text[reading.words[run.first].start : reading.words[run.last - 1].end].split())


def _kind(score: list[float]) -> str:
    person, body, place = score
    if place > max(person, body):
        return "place"
    if person >= 1.0 and person > body:
        return "person"
    return "organisation" if body >= 1.0 and body > person else "unknown"


def _evidence(reading: Reading, run: Run, given: Mapping[str, str], speaking: Set[int]) -> tuple[float, float, float]:
    """How much speaks for a person, for a body and for a place."""
    words = reading.words[run.first : run.last]
    last = words[-1]
    labels = [w.entity for w in words if w.text[0].isalpha() and w.text not in PARTICLES]
    share = 1.5 / max(1, len(labels))
    person, body = share * labels.count("PERSON"), share * (labels.count("ORG") + 0.5 * labels.count("NORP"))
    place = share * labels.count("GPE")
    person += 2.5 if run.titled else 0.0
    body += 4.0 if any(w.text == "&" for w in words) else 0.0
    body += (2.5 if len(words) > 1 else 4.0) if run.body else 0.0  # `the carrier SkyPetrel`: no person's surname
    if len(words) > 1 and last.lower in THINGS and not run.titled and "PERSON" not in labels:
        place += 4.0
    elif last.lower in ORG_WORDS and not run.titled:
        body += 3.0
    if len(words) > 1 and (words[0].lower in ORG_NOUNS or _JOINED.search(words[0].text)):
        body += 3.0  # `Police Scotland`, `CivicWatch Ghana`
    if len(words) > 1:
        person += 1.2 if fold(words[0].text) in given and last.lower not in ORG_WORDS else 0.0
        person += 0.7 if any(w.text in PARTICLES or (len(w.text) == 2 and w.text[1] == ".") for w in words[1:]) else 0.0
        person += 1.0 if last.lower in SUFFIXES else 0.0
        person += 0.8 if len(words) <= 4 and any(n in speaking for n in range(run.first, run.last)) else 0.0
    elif last.text.isupper() and len(last.text) > 1:
        body += 1.5
    before = reading.words[run.first - 1].lower if run.first else ""
    place += 3.5 if before in VESSELS and not run.body else 0.0
    if before == "the" and not run.titled:
        body += 1.2
    around = _after(reading, run)
    return (
        person + around[0],
        body + around[1],
        place + (0.8 if before in ("in", "near") and labels.count("GPE") else 0.0),
    )


def _after(reading: Reading, run: Run) -> tuple[float, float]:
    """What follows a name: an age and a role are a person's, `spokesman` and `'s chief executive` a body's."""
    words = reading.words
    following = [w.lower for w in words[run.last : run.last + 5]]
    following += [""] * (5 - len(following))
    if following[0] == "," and following[1].isdigit() and len(following[1]) <= 2 and following[2] in (",", "of"):
        return 3.0, 0.0
    if following[0] in ("who", "whose") or (following[0] == "," and following[1] in ("who", "whose")):
        return 1.5, 0.0
    role = apposed(words, run.last)
    if role:
        return (1.5, 0.0) if is_person_noun(role) and role not in ORG_NOUNS else (0.0, 3.0)
    if is_person_noun(following[0]) or (following[0] in ("chief", "vice", "prime") and is_person_noun(following[1])):
        return 0.0, 2.0
    if following[0] in ("'s", "’s", "'") and (is_person_noun(following[1]) or is_person_noun(following[2])):
        return 0.0, 0.4
    return 0.0, 0.0
