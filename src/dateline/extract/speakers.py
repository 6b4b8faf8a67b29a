"""Who speaks, in the sentence's tree: the noun phrase that is a cue's subject, agent or object, as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.reading import Reading, Word

_NOUNS = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
_SUBJECT = ("nsubj", "csubj")
_OUTSIDE = ("appos", "relcl", "acl", "punct", "cc", "conj", "advcl", "parataxis", "advmod", "npadvmod")
_EMPTY = {"it", "there", "this", "that", "which", "what"}
_LEADING = {"but", "and", "so", "yet", "while", "as"}


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: its head word and where it stands."""

    head: Word
    start: int
    end: int


def phrase(head: Word) -> Phrase:
    """The noun phrase of a head word, without what follows it between commas (appositions, clauses)."""
    low, high = _edges(head)
    named = _name_in_apposition(head)
    if named is not None:
        high = max(high, _edges(named)[1], key=lambda word: word.i)
    return Phrase(head, low.start, high.end)


def subject(verb: Word) -> Word | None:
    """The head word of a verb's speaker: its own subject, its agent when passive, else that of the verb it leans on."""
    seen: set[int] = set()
    word = verb
    while word.i not in seen:
        seen.add(word.i)
        found = _own(word)
        if found is not None:
            return found if _may_speak(found) else None
        if word.child("nsubjpass", "expl") is not None:
            return None
        if word.dep in ("acl", "relcl"):
            return word.head if word.head.pos in ("NOUN", "PROPN", "PRON") else None
        if word.dep not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep") or word.head is word:
            return None
        if word.dep == "ccomp" and word.tag not in ("VBG", "VB", "VBN"):
            return None
        word = word.head
        if word.pos not in ("VERB", "AUX", "ADP", "SCONJ"):
            return None
    return None


def after(reading: Reading, verb: Word, limit: int) -> Word | None:
    """The head of the noun phrase that stands right after a cue ("said Anna Kessler"), however it was parsed."""
    for word in reading.words[verb.i + 1 : verb.i + 9]:
        if word.start >= limit or word.pos in ("PUNCT", "VERB", "AUX", "ADP", "SCONJ"):
            return None
        if word.pos in ("NOUN", "PROPN", "PRON"):
            return _top(word, verb)
    return None


def before(reading: Reading, verb: Word, limit: int) -> Word | None:
    """The head of the noun phrase that stands right before a cue ("she said"), however it was parsed."""
    for word in reversed(reading.words[max(0, verb.i - 5) : verb.i]):
        if word.start < limit or word.pos in ("PUNCT", "VERB", "ADP"):
            return None
        if word.pos in ("NOUN", "PROPN", "PRON"):
            return word
    return None


def _top(word: Word, verb: Word) -> Word:
    """The head of the noun phrase a word begins: up through compounds and possessives that stay right of the verb."""
    while (
        word.dep in ("compound", "poss", "amod", "nmod", "det", "nummod")
        and word.head.i > verb.i
        and word.head.pos in _NOUNS
    ):
        word = word.head
    return word


def _own(verb: Word) -> Word | None:
    found = verb.child(*_SUBJECT)
    if found is not None:
        return found
    agent = verb.child("agent")
    return agent.child("pobj") if agent is not None else None


def _may_speak(word: Word) -> bool:
    return word.pos in _NOUNS and word.lower not in _EMPTY


def _edges(head: Word) -> tuple[Word, Word]:
    low = high = head
    stack = [head]
    while stack:
        word = stack.pop()
        for child in word.children:
            is_hyphen = child.dep == "punct" and child.text == "-"
            joins = child.dep in ("conj", "cc") and _is_joined(head, child)
            if child.dep in _OUTSIDE and not is_hyphen and not joins:
                continue
            if child.lower in _LEADING and child.i < head.i:
                continue
            low = child if child.i < low.i else low
            high = child if child.i > high.i else high
            stack.append(child)
    return low, high


def _is_joined(head: Word, child: Word) -> bool:
    """Whether `and X` belongs to the speaker: only close by, and only nouns."""
    return child.i - head.i <= 8 and (child.dep == "cc" or child.pos in ("NOUN", "PROPN"))


def _name_in_apposition(head: Word) -> Word | None:
    """The person's name set beside a title: `Russia's Prime Minister, Vladimir Putin`."""
    for child in head.children:
        if child.dep == "appos" and child.entity == "PERSON" and child.pos == "PROPN" and head.entity != "PERSON":
            return child
    return None
