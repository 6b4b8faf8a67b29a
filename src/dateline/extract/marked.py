"""Attributions of marked quotations: the cue and the speaker that stand beside the marks, or are carried on from
before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.extract.clauses import Clause
from dateline.extract.cues import Cues
from dateline.extract.marks import Region
from dateline.extract.reading import Reading, Word
from dateline.extract.speakers import Phrase, after, before, phrase, subject

Span = tuple[int, int]
_ENDS = (".", "!", "?", "…")
_SKIP = ("ADV", "AUX", "PART", "PUNCT", "SPACE")
_REACH = 16
"""How many words outside the marks a cue is looked for."""


@dataclass(frozen=True)
class Attribution:
    """Words given to somebody. `rule` names what found it; `cue` and `speaker` are None when nothing in the text
    says so."""

    spans: tuple[Span, ...]
    kind: str
    cue: Word | None
    cue_span: Span | None
    speaker: Phrase | None
    rule: str


@dataclass
class _Found:
    out: list[Attribution] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Clauses (by their cue's number) that became part of a marked attribution."""
    by_cue: dict[int, int] = field(default_factory=dict)


def attributions(reading: Reading, found_clauses: list[Clause], cues: Cues) -> list[Attribution]:
    """All attributions of a text in reading order: those of marked quotations first settled, then the clauses left
    over."""
    state = _Found()
    last: tuple[Region, int] | None = None
    titles = [region for region in reading.regions.all if _is_title(reading, region)]
    for region in reading.regions.all:
        if region in titles:
            continue
        number = _settle(reading, region, found_clauses, cues, state, last)
        if number is not None:
            last = (region, number)
    for clause in found_clauses:
        only_title = any(region.start <= clause.start and clause.end <= region.end for region in titles)
        if clause.cue.i not in state.taken and not only_title:
            state.out.append(_of_clause(reading, clause))
    return sorted(_distinct(state.out), key=lambda a: (a.spans[0], a.spans[-1]))


def _settle(
    reading: Reading, region: Region, found: list[Clause], cues: Cues, state: _Found, last: tuple[Region, int] | None
) -> int | None:
    """The place in `state.out` of the attribution that a region became part of; None for scare quotes and titles."""
    is_whole = _is_whole(reading, region)
    beside = _beside(reading, region, cues, is_whole)
    if beside is not None:
        cue, who, rule = beside
        if cue is not None and cue.i in state.by_cue and last is not None and state.by_cue[cue.i] == last[1]:
            return _append(state, last[1], region)
        number = _add(state, region, cue, who, rule)
        if cue is not None:
            state.taken.add(cue.i)
        return number
    for clause in found:
        if any(s < region.end and e > region.start for s, e in clause.spans):
            if clause.cue.i in state.taken:
                return None
            state.taken.add(clause.cue.i)
            state.out.append(_of_clause(reading, clause))
            state.by_cue[clause.cue.i] = len(state.out) - 1
            return len(state.out) - 1 if state.out[-1].kind == "direct" else None
    if is_whole and last is not None:
        carried = _carried(reading, region, state, last)
        if carried is not None:
            return carried
    return _loose(reading, region, cues, state, is_whole)


def _carried(reading: Reading, region: Region, state: _Found, last: tuple[Region, int]) -> int | None:
    """A quotation with no cue of its own, right after one that has one: the same speaker goes on."""
    before_it = _paragraph(reading, last[0].end - 1)
    here = _paragraph(reading, region.start)
    known = state.out[last[1]]
    if known.kind == "mixed" or known.speaker is None:
        return None
    if before_it == here:
        between = reading.text[last[0].end : region.start]
        if (
            known.cue is not None
            and known.cue.start >= last[0].end
            and len(between) < 250
            and between.rstrip()[-1:] in (*_ENDS, ",")
        ):
            return _append(state, last[1], region)
        if len(between) < 250 and not _new_subject(reading, last[0].end, region.start, known):
            return _append(state, last[1], region)
        return None
    starts = reading.paragraphs[here][0] == region.start
    if here - before_it <= 1 and starts and reading.paragraphs[here][1] - region.end < 3:
        return _add(state, region, None, known.speaker, "next_paragraph")
    return None


def _new_subject(reading: Reading, start: int, end: int, known: Attribution) -> bool:
    """Whether another person is named between two quotations."""
    names = [e for e in reading.entities if e.label == "PERSON" and start <= e.start < end]
    speaker = known.speaker
    return any(speaker is None or not speaker.start <= e.start < speaker.end for e in names)


def _beside(
    reading: Reading, region: Region, cues: Cues, is_whole: bool
) -> tuple[Word | None, Phrase | None, str] | None:
    ends_open = (
        reading.text[region.inner[1] - 1 : region.inner[1]] in (",", "?", "!", "—", "-", "…")
        or region.inner[1] < region.end
    )
    introduced = reading.text[: region.start].rstrip()[-1:] in (",", ":") if region.start < 4000 else (
        reading.text[region.start - 200 : region.start].rstrip()[-1:] in (",", ":")
    )  # fmt: skip
    text_end = reading.text[region.inner[1] - 1 : region.inner[1]]
    may_follow = (
        is_whole
        or text_end in (",", "?", "!", "—", "-", "…")
        or reading.text[region.end : region.end + 1] in (",", "-", "—")
    )
    if text_end in (",", "?", "!", "—", "-") or (ends_open and not introduced):
        follows = _cue_after(reading, region, cues) if may_follow else None
        return follows or _cue_before(reading, region, cues, is_whole)
    return _cue_before(reading, region, cues, is_whole) or (_cue_after(reading, region, cues) if may_follow else None)


def _cue_after(reading: Reading, region: Region, cues: Cues) -> tuple[Word | None, Phrase | None, str] | None:
    limit = _limit(reading, region)
    words = [w for w in reading.between(region.end, limit)][: _REACH + 2]
    words = words[: next((n for n, w in enumerate(words) if w.text in _ENDS or w.text == ";"), len(words))]
    while words and (words[0].pos == "PUNCT"):
        words = words[1:]
    if not words or words[0].pos in ("ADP", "SCONJ", "PART") or words[0].lower in ("and", "but", "or", "because"):
        return None
    for n, word in enumerate(words[:_REACH]):
        if word.pos not in ("VERB", "AUX", "NOUN") or (
            word.pos != "VERB" and word.lower not in ("said", "says", "added")
        ):
            if word.pos == "PUNCT" and word.text not in (",", "(", ")", "-", "’") and n:
                return None
            continue
        if not cues.attributes_marked(word.lemma if word.pos == "VERB" else "say"):
            if word.tag in ("VBD", "VBZ", "VBP") and n < 3:
                return None
            continue
        if all(w.pos in _SKIP for w in words[:n]):
            head = word.child("nsubj") if (word.child("nsubj") is not None and word.child("nsubj").i > word.i) else None  # type: ignore[union-attr]
            head = head or after(reading, word, limit)
            return (word, phrase(head), "cue_after") if head is not None else None
        head = word.child("nsubj")
        if head is None or not (words[0].i <= head.i < word.i):
            head = before(reading, word, region.end) or _first_noun(words[:n])
        if head is None:
            return None
        return word, phrase(head), "cue_after"
    return None


def _first_noun(words: list[Word]) -> Word | None:
    return next((w for w in words if w.pos in ("PROPN", "PRON", "NOUN")), None)


def _cue_before(
    reading: Reading, region: Region, cues: Cues, is_whole: bool
) -> tuple[Word | None, Phrase | None, str] | None:
    number = _paragraph(reading, region.start)
    start = reading.paragraphs[number][0]
    if start == region.start:
        return _line_before(reading, number, cues) if is_whole else None
    start = max([start, *[r.end for r in reading.regions.within(start, region.start) if r.end <= region.start]])
    words = reading.between(start, region.start)
    if not words:
        return None
    mark = words[-1].text
    if mark in _ENDS or (mark not in (",", ":") and not is_whole):
        return None
    cut = max((n for n, w in enumerate(words[:-1]) if w.text in _ENDS), default=-1)
    words = words[cut + 1 :]
    for n in range(len(words) - 1, max(-1, len(words) - 1 - _REACH), -1):
        word = words[n]
        if word.pos not in ("VERB", "AUX") or not cues.attributes_marked(word.lemma):
            continue
        gap = [w for w in words[n + 1 :] if w.pos not in _SKIP and w.lower != "that"]
        if mark not in (",", ":") and gap:
            continue
        if mark in (",",) and len(gap) > 8:
            continue
        head = subject(word) or before(reading, word, start)
        if head is None:
            head = after(reading, word, region.start)
        return word, (phrase(head) if head is not None else None), "cue_before"
    if mark == ":" and is_whole:
        who = _main_subject(words)
        return (None, phrase(who), "colon") if who is not None else None
    return None


def _line_before(reading: Reading, number: int, cues: Cues) -> tuple[Word | None, Phrase | None, str] | None:
    """A cue in the paragraph before, when that ends with a colon: `He told reporters:`."""
    if number == 0:
        return None
    start, end = reading.paragraphs[number - 1]
    if reading.text[end - 1 : end] != ":":
        return None
    words = reading.between(start, end)
    cut = max((n for n, w in enumerate(words[:-1]) if w.text in _ENDS), default=-1)
    words = words[cut + 1 :]
    for word in reversed(words):
        if word.pos in ("VERB", "AUX") and cues.attributes_marked(word.lemma):
            head = subject(word) or before(reading, word, start)
            return word, (phrase(head) if head is not None else None), "line_before"
    who = _main_subject(words)
    return (None, phrase(who), "line_before") if who is not None else None


def _main_subject(words: list[Word]) -> Word | None:
    found = [w for w in words if w.dep == "nsubj" and w.head.dep in ("ROOT", "conj", "ccomp")]
    return found[-1] if found else None


def _loose(reading: Reading, region: Region, cues: Cues, state: _Found, is_whole: bool) -> int | None:
    """A marked bit of a sentence whose cue the tree does not connect: from the cue to the end of the marks."""
    start, end = region.inner
    if len(reading.between(start, end)) < 2 and not is_whole:
        return None
    sentence_start = reading.paragraphs[_paragraph(reading, start)][0]
    words = reading.between(sentence_start, region.start)
    for n, word in enumerate(reversed(words)):
        if word.text in _ENDS or n > 20:
            return None
        if word.pos == "VERB" and cues.takes(word.lemma, "clause") and reading.regions.at(word.start) is None:
            head = subject(word)
            if head is None or word.i in state.taken:
                return None
            content = next((w for w in reading.words[word.i + 1 :] if w.pos != "PUNCT"), None)
            if content is None or content.start >= end:
                return None
            state.taken.add(word.i)
            first = content.start if content.start < region.start else start
            kind, last_end = ("mixed", region.end) if content.start < region.start else ("direct", end)
            state.out.append(
                Attribution(((first, last_end),), kind, word, (word.start, word.end), phrase(head), "cue_far")
            )
            return len(state.out) - 1
    return None


def _add(state: _Found, region: Region, cue: Word | None, who: Phrase | None, rule: str) -> int:
    span = (cue.start, cue.end) if cue is not None else None
    state.out.append(Attribution(region.parts, "direct", cue, span, who, rule))
    if cue is not None:
        state.by_cue[cue.i] = len(state.out) - 1
    return len(state.out) - 1


def _append(state: _Found, number: int, region: Region) -> int:
    state.out[number] = replace(state.out[number], spans=state.out[number].spans + region.parts)
    return number


def _of_clause(reading: Reading, clause: Clause) -> Attribution:
    """The attribution of a clause, its ends moved to the quotation marks they cut through."""
    spans, kinds = [], set()
    for start, end in clause.spans:
        start, end, kind = _snapped(reading, start, end)
        spans.append((start, end))
        kinds.add(kind)
    kind = kinds.pop() if len(kinds) == 1 else "mixed"
    return Attribution(tuple(spans), kind, clause.cue, clause.cue_span, clause.speaker, clause.shape)


def _snapped(reading: Reading, start: int, end: int) -> tuple[int, int, str]:
    inside = reading.regions.within(start, end)
    if not inside:
        return start, end, "indirect"
    if inside[0].start < start:
        start = inside[0].start
    if inside[-1].end > end and inside[-1].start < end:
        end = inside[-1].end
    if len(inside) == 1 and inside[0].start >= start - 1 and inside[0].end >= end and inside[0].start <= start:
        return *inside[0].inner, "direct"
    return start, end, "mixed"


def _is_whole(reading: Reading, region: Region) -> bool:
    """Whether a region reads like a sentence, not like a title or a word held at arm's length."""
    start, end = region.inner
    words = reading.between(start, end)
    if len(region.parts) > 1 or len(words) > 12:
        return True
    has_verb = any(w.pos in ("VERB", "AUX") for w in words)
    text = reading.text[start:end].strip()
    return bool(text) and (
        text[-1] in ".!?…"
        or (text[-1] == "," and len(words) > 1)
        or (has_verb and len(words) > 5 and text[0].isupper())
    )


def _is_title(reading: Reading, region: Region) -> bool:
    """Whether a region is the name of a book, ship or paper: every word of weight begins with a capital, none is a
    verb."""
    words = [w for w in reading.between(*region.inner) if w.text[:1].isalnum()]
    if not 2 <= len(words) <= 8 or len(region.parts) > 1 or reading.text[region.inner[1] - 1] in ".,!?":
        return False
    heavy = [w for w in words if len(w.text) > 3]
    return bool(heavy) and all(w.text[0].isupper() and w.pos not in ("VERB", "AUX") for w in heavy)


def _limit(reading: Reading, region: Region) -> int:
    end = reading.paragraphs[_paragraph(reading, max(region.start, region.end - 1))][1]
    following = [r.start for r in reading.regions.within(region.end, end) if r.start >= region.end]
    return min([end, *following])


def _paragraph(reading: Reading, place: int) -> int:
    low, high = 0, len(reading.paragraphs)
    while low < high:
        middle = (low + high) // 2
        if reading.paragraphs[middle][1] <= place:
            low = middle + 1
        else:
            high = middle
    return min(low, len(reading.paragraphs) - 1)


def _distinct(found: list[Attribution]) -> list[Attribution]:
    seen: dict[tuple[Span, ...], Attribution] = {}
    for one in found:
        seen.setdefault(one.spans, one)
    return list(seen.values())
