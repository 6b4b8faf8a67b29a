"""Noun phrases by the classes of their words alone: for places where the tree cannot be relied upon."""

from __future__ import annotations

from dateline.extract.naming.places import Places
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Reading, Word

LONGEST = 200
"""Code points of a noun phrase; what is longer was misread."""
_NOUNS = ("NOUN", "PROPN")
_BEFORE = ("DET", "ADJ", "NUM")
_POSSESSIVE = ("'s", "’s", "'", "’")
_SMALL = {"of", "and", "&"}
_NO_HEADS = {"that", "which", "what", "who", "there", "this", "whether", "if"}


def phrase_at(reading: Reading, first: int, last: int, places: Places) -> Phrase | None:
    """The noun phrase that begins at word `first` and ends before word `last`, or None.

    Two names that stand side by side (`told the BBC Russia would …`) are two phrases.
    """
    words, at = reading.words, first
    main: Word | None = None
    head: Word | None = None
    while at < last:
        word = words[at]
        if word.lower in _NO_HEADS:
            break
        if word.pos == "PRON" and word.tag != "PRP$":
            if at > first or not _is_share(words, at, last):
                return Phrase(word, word.start, word.end) if at == first else _made(words[first], main, head)
            head = word
            at += 1
            continue
        if word.pos in _NOUNS:
            if head is not None and words[at - 1] is head and _is_another(head, word, places):
                break
            head = word
        elif word.pos in _BEFORE or word.tag == "PRP$":
            if head is not None and words[at - 1] is head:
                break
        elif head is not None and words[at - 1] is head and (word.lower in _SMALL or word.text in (*_POSSESSIVE, "-")):
            if word.lower in _SMALL:
                if not _goes_on(words, at + 1, last, is_joined=word.lower != "of"):
                    break
                main = main or head
        elif not (head is None and word.text == "-"):
            break
        at += 1
    return _made(words[first], main, head) if head is not None else None


def phrase_before(reading: Reading, last: int, first: int) -> Phrase | None:
    """The noun phrase that ends right before word `last` and begins no earlier than word `first`, or None.

    Auxiliaries and adverbs before `last` are passed over (`Tass has also quoted`).
    """
    words, at = reading.words, last - 1
    while at >= first and words[at].pos in ("AUX", "ADV"):
        at -= 1
    if at < first or words[at].lower in _NO_HEADS:
        return None
    head = words[at]
    if head.pos == "PRON":
        return Phrase(head, head.start, head.end)
    if head.pos not in _NOUNS:
        return None
    begin = head
    at -= 1
    while at >= first:
        word = words[at]
        if word.lower == "of" and at > first and words[at - 1].pos in _NOUNS:
            head = words[at - 1]
        elif word.pos not in (*_NOUNS, *_BEFORE) and word.tag != "PRP$" and word.text not in (*_POSSESSIVE, "-"):
            break
        if word.text not in (*_POSSESSIVE, "-") and word.lower != "of":
            begin = word
        at -= 1
    return Phrase(head, begin.start, words[last - 1].end) if words[last - 1].pos in _NOUNS else _short(begin, head)


def _short(begin: Word, head: Word) -> Phrase:
    return Phrase(head, begin.start, max(begin.end, head.end))


def _made(first: Word, main: Word | None, head: Word | None) -> Phrase | None:
    if head is None or head.end - first.start > LONGEST:
        return None
    return Phrase(main or head, first.start, head.end)


def _is_share(words: list[Word], at: int, last: int) -> bool:
    """Whether a pronoun begins `some of the miners`."""
    return at + 2 < last and words[at + 1].lower == "of" and words[at + 2].pos in (*_BEFORE, *_NOUNS)


def _is_another(head: Word, word: Word, places: Places) -> bool:
    """Whether a noun after a noun begins a phrase of its own: `reporters Russia`, `Merkel talks`."""
    if word.pos == "PROPN" and head.tag == "NNS":
        return True
    before = places.over(head.start, head.end)
    if before is not None and before.end >= word.end:
        return False
    if before is not None and before.end == head.end:
        is_person = before.who is not None and before.who.kind == "person"
        return places.begins(word) or (is_person and word.pos == "NOUN")
    return False


def _goes_on(words: list[Word], at: int, last: int, *, is_joined: bool) -> bool:
    """Whether a noun phrase goes on after `of` or `and`; after `and` not where the next noun is the subject of a
    verb."""
    first = at
    while at < last and (words[at].pos in (*_BEFORE, *_NOUNS) or words[at].tag == "PRP$"):
        at += 1
    if at == first or words[at - 1].pos not in _NOUNS:
        return False
    return not (is_joined and at < len(words) and words[at].pos in ("VERB", "AUX"))
