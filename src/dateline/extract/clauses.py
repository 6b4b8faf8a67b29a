"""Attributions the sentence's tree shows: a cue, its speaker, and the clause, infinitive, object or phrase it
governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.cues import Cues
from dateline.extract.reading import Reading, Word
from dateline.extract.speakers import Phrase, phrase, subject

_TRIM = " \t\n,;:.!?-–—"
_UNNAMED = re.compile(
    r"\bnot (?:to )?(?:be|being|have (?:his|her|their) name) (?:named|identified|quoted|printed)|\bname not to be"
)


@dataclass(frozen=True)
class Clause:
    """An attribution as the tree shows it. `spans`: the words, outer punctuation aside; `shape` says why it was
    taken."""

    cue: Word
    cue_span: tuple[int, int]
    speaker: Phrase | None
    spans: tuple[tuple[int, int], ...]
    shape: str

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


def clauses(reading: Reading, cues: Cues) -> list[Clause]:
    """Every attribution of the tree whose cue stands outside quotation marks, in order of cue."""
    found: list[Clause] = []
    for word in reading.words:
        if reading.regions.at(word.start) is not None:
            continue
        clause = None
        if word.lower == "according":
            clause = _according(reading, word)
        elif word.pos in ("VERB", "AUX"):
            clause = _of_verb(reading, word, cues)
        if clause is not None:
            found.append(clause)
    return found


def _of_verb(reading: Reading, verb: Word, cues: Cues) -> Clause | None:
    if verb.lemma == "accord":
        return None
    if verb.lemma in ("say", "tell") and verb.dep == "advcl" and _lower_before(reading, verb) == "that":
        return None
    if verb.lemma == "ask" and verb.tag == "VBN" and verb.child("agent") is None:
        return None  # `asked whether …, he said`: a reporter's question
    if verb.dep == "xcomp" and verb.head.lemma in ("decline", "refuse"):
        return None
    who = subject(verb)
    for shape, spans in _complements(reading, verb, cues):
        if not spans or _UNNAMED.search(reading.text, spans[0][0], spans[-1][1]):
            continue
        if who is None:
            continue
        if any(s <= who.start < e for s, e in spans):
            continue
        return Clause(verb, _cue_span(verb, shape), phrase(who), spans, shape)
    return None


def _complements(reading: Reading, verb: Word, cues: Cues) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    lemma = verb.lemma
    if cues.takes(lemma, "clause"):
        inserted = _inserted(reading, verb)
        if inserted:
            yield "clause", inserted
        for child in verb.children:
            if child.dep == "ccomp" and child.pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADP", "ADV", "PRON"):
                yield "clause", _span_of(reading, child, verb)
    if cues.takes(lemma, "infinitive") and lemma not in ("ask", "tell", "urge"):
        for child in verb.children:
            if child.dep == "xcomp" and child.i > verb.i and child.child("aux") is not None:
                yield "infinitive", _span_of(reading, child, verb)
    if lemma in ("ask", "urge", "tell", "call"):
        for child in verb.children:
            if (
                child.dep in ("xcomp", "ccomp", "advcl")
                and child.i > verb.i
                and any(c.lower == "to" for c in child.children)
            ):
                yield "infinitive", _span_of(reading, child, verb, whole=True)
    for child in verb.children:
        if child.dep in ("prep", "mark") and child.i > verb.i and cues.takes(lemma, child.lower):
            yield child.lower, _phrase_span(reading, verb, child)
        if child.dep in ("advcl", "xcomp", "ccomp") and child.i > verb.i:
            mark = child.child("mark")
            if mark is not None and mark.i == verb.i + 1 and mark.lower == "for" and cues.takes(lemma, "for"):
                yield "for", _clean(reading, verb.end, _reach(reading, verb, _right_edge(child)))
    if cues.takes(lemma, "object"):
        for child in verb.children:
            if child.dep in ("dobj", "oprd") and child.i > verb.i and child.pos not in ("PRON",):
                yield (
                    "object",
                    _clean(
                        reading,
                        _left_edge(child).start,
                        max(_object_end(verb, child), _reach(reading, verb, _right_edge(child))),
                    ),
                )


def _inserted(reading: Reading, verb: Word) -> tuple[tuple[int, int], ...]:
    """The sentence around an inserted `, he said,`; the cue clause itself is left out."""
    sentence = reading.sentence(verb)
    own = {w.i for w in verb.subtree()} if verb.dep in ("parataxis", "ccomp") else set()
    if own and verb.head is not verb and verb.dep == "parataxis":
        low, high = min(own), max(own)
        if high - low > 15:
            return ()
        left = _clean(reading, sentence[0].start, reading.words[low].start)
        right = _clean(reading, reading.words[high].end, sentence[-1].end)
        return left + right
    child = verb.child("ccomp")
    if child is None or child.i > verb.i:
        return ()
    low_word = min((c for c in verb.children if c.dep in ("nsubj", "aux", "neg", "advmod") and child.i < c.i < verb.i),
                   key=lambda w: w.i, default=verb)  # fmt: skip
    start = _left_edge(low_word).start if low_word is not verb else verb.start
    left = _clean(reading, sentence[0].start, start)
    if _right_edge(child).end > verb.end:
        tail = [w for w in child.subtree() if w.i > verb.i]
        if tail:
            return left + _clean(reading, tail[0].start, tail[-1].end)
    return left


def _span_of(reading: Reading, child: Word, verb: Word, whole: bool = False) -> tuple[tuple[int, int], ...]:
    if child.i < verb.i:
        return ()
    inside = [w for w in child.subtree() if w.i > verb.i]
    start = verb.end if whole else inside[0].start
    return _clean(reading, start, inside[-1].end)


def _phrase_span(reading: Reading, verb: Word, prep: Word) -> tuple[tuple[int, int], ...]:
    """What a preposition governs: for `accuse X of Y` the whole `X of Y`, else what follows the preposition."""
    inside = [w for w in prep.subtree() if w.i > prep.i]
    if not inside:
        return ()
    named = verb.child("dobj")
    if named is not None and verb.i < named.i < prep.i:
        return _clean(reading, _left_edge(named).start, _reach(reading, verb, inside[-1]))
    return _clean(reading, inside[0].start, _reach(reading, verb, inside[-1]))


def _reach(reading: Reading, verb: Word, last: Word) -> int:
    """Where a phrase ends with the phrases right after it that the parser hung on the verb; time words stay outside."""
    children = {
        _left_edge(c).i: c
        for c in verb.children
        if c.i > last.i and c.dep in ("prep", "acl", "relcl", "xcomp", "advcl", "pcomp")
    }
    while last.i + 1 in children:
        child = children[last.i + 1]
        if any(w.entity in ("DATE", "TIME") for w in child.subtree()) or child.lower in (
            "while",
            "as",
            "after",
            "before",
            "when",
        ):
            break
        last = _right_edge(child)
    return last.end


def _object_end(verb: Word, child: Word) -> int:
    """The end of an object with the prepositional phrases after it that the parser hung on the verb (`blamed X for
    Y`)."""
    end = _right_edge(child).end
    for other in verb.children:
        if other.dep == "prep" and other.i > child.i and other.lower in ("for", "as", "of", "over", "to", "with"):
            end = max(end, _right_edge(other).end)
    return end


def _according(reading: Reading, word: Word) -> Clause | None:
    """`According to X, …` and `…, according to X`: the words are the rest of the sentence."""
    sentence = reading.sentence(word)
    after = [w for w in sentence if w.i > word.i]
    if not after or after[0].lower != "to":
        return None
    cue_end, after = after[0].end, after[1:]
    head = next((w for w in after if w.dep == "pobj" and w.pos in ("NOUN", "PROPN", "PRON")), None)
    if head is None:
        return None
    who = phrase(head)
    inside = head.subtree()
    edge = max(inside[-1].end, who.end)
    before = [w for w in sentence if w.i < word.i and w.pos != "PUNCT"]
    if len(before) >= 4:
        spans = _clean(reading, sentence[0].start, word.start)
        rest = [w for w in sentence if w.start >= edge and w.pos != "PUNCT"]
        if len(rest) >= 4 and reading.text[edge : edge + 1] == ",":
            spans += _clean(reading, edge + 1, sentence[-1].end)
    else:
        spans = _clean(reading, edge, sentence[-1].end)
    return Clause(word, (word.start, cue_end), who, spans, "according") if spans else None


def _cue_span(verb: Word, shape: str) -> tuple[int, int]:
    prep = next((c for c in verb.children if c.i == verb.i + 1 and c.lower == shape), None)
    return verb.start, prep.end if prep is not None else verb.end


def _clean(reading: Reading, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """[start, end) without punctuation at its ends; empty when nothing is left."""
    text = reading.text
    while start < end and (text[start] in _TRIM or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _TRIM or text[end - 1].isspace()):
        end -= 1
    return ((start, end),) if end - start > 1 else ()


def _left_edge(word: Word) -> Word:
    return word.subtree()[0]


def _right_edge(word: Word) -> Word:
    return word.subtree()[-1]


def _lower_before(reading: Reading, word: Word) -> str:
    return reading.words[word.i - 1].lower if word.i else ""
