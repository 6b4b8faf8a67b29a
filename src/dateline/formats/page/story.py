"""The story's paragraphs among the blocks of its area."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml.etree import _Element

from dateline.formats.page import phrases, satellites
from dateline.formats.page.blocks import Block

_WORD = re.compile(r"\w+")
_RULE = re.compile(r"[_*•·=~#|\-–—\s.]{1,40}")
_BULLET = re.compile(r"^[•*·▪●■►▶]\s+")
"""A dash is none: a line that begins with one is what somebody says, in many languages."""
_MANY = 500
"""Paragraphs above which pull-quotes are not looked for: every one is held against every other."""

_QUOTED = re.compile(r"[\"“«„»「『]")
_SENTENCE = re.compile(r"[.!?…。！？।؟۔][\"'”’»“)\]」』）】]*$")
_LOOSE = ("text", "cell")
_REPEATED = 80
"""Characters from which a line that stands twice is a mistake of the page; shorter ones repeat in lists."""
_OF_PEOPLE = re.compile(
    r"comm?ent|kommenta|komment|discus|disku|opini|reacti|reage|repl|respon|yorum|author|aut[eo]u?r|σχόλ|коммент|комент|"
    r"تعليق|评论|評論|留言|コメント|댓글"
)
"""Names of what readers wrote, or of what tells of the author: nothing of the story follows these."""
_DATELINE = re.compile(r"\w\W{0,3}[-–—]$")
"""How a place and day end where the sentence that they open stands in the next paragraph."""
_TORN = re.compile(r"[\w,;–—-]$")
_TAIL = 8
"""Lines from the end in which notes on the author and on the making of the story are sought."""
_LONG, _MORE = 12, 36
"""Words of a paragraph that may show that a story goes on, and of all such together."""
_CELL = 4
"""Words below which a cell is a number or its name, though a full stop may end it."""
_SPEAKER = re.compile(r"[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z ]{2,30})?:$")
_FRAGMENT = 9
"""Words below which a block without a sentence's end is a label, where it stands outside paragraphs or before all."""


def paragraphs(
    inside: Sequence[Block], where: _Element, titles: Sequence[str], authors: Sequence[str] = ()
) -> list[str]:
    """The story's lines in order: headings that lead to text, paragraphs, entries of lists, and no promotion.

    `inside`: the blocks in the area, `where`; `titles`: what the page is called, which is no part of its text.
    """
    inside = satellites.without(inside, where)
    loose = sum(block.words for block in inside if block.kind in _LOOSE)
    is_loose = 2 * loose > sum(block.words for block in inside)  # the story stands in no paragraphs
    whole = _without_tail(inside)
    plain = [block for block in whole if not _is_aside(block) and (is_loose or not _is_fragment(block))]
    kept = _from_first(plain)
    pairs = [(line, block.kind) for block in _after_headline(kept, titles) for line in block.lines]
    return _ended(_distinct(pairs, titles), authors)


def _after_headline(blocks: Sequence[Block], titles: Sequence[str]) -> list[Block]:
    """The blocks without the headings before the text that are first-rank or say what a title says."""
    first = next((place for place, block in enumerate(blocks) if block.kind != "h"), len(blocks))
    heads = [set(key(title).split()) for title in titles]
    return [
        block
        for place, block in enumerate(blocks)
        if place >= first or not (block.level == 1 or _is_title(key(" ".join(block.lines)), heads))
    ]


def _is_title(words: str, heads: Sequence[set[str]]) -> bool:
    own = set(words.split())
    return len(own) > 2 and any(len(own & head) >= 0.8 * len(own) for head in heads)


def _is_fragment(block: Block) -> bool:
    """Whether text outside paragraphs is a label of something, not a sentence."""
    if block.kind not in _LOOSE or block.words >= _FRAGMENT:
        return False
    return (block.kind == "cell" and block.words < _CELL) or not _SENTENCE.search(block.lines[-1])


def _from_first(blocks: Sequence[Block]) -> list[Block]:
    """The blocks from the first sentence or heading on: what stands before are labels."""
    for place, block in enumerate(blocks):
        if (
            block.kind == "h"
            or block.words >= _FRAGMENT
            or _SENTENCE.search(block.lines[-1])
            or _DATELINE.search(block.lines[-1])
            or _SPEAKER.fullmatch(block.lines[-1])
        ):
            return list(blocks[place:])
    return list(blocks)


def _is_aside(block: Block) -> bool:
    text = block.lines[0]
    if block.kind != "h" and block.link_share > 0.8 and block.words < 40:
        return not (block.kind == "p" and _QUOTED.search(text) and _SENTENCE.search(text))
    if block.kind == "h" and block.link_share > 0.9:
        return True
    if block.kind == "li" and block.link_share > 0.6:
        return True
    if block.kind == "text" and block.words < 4 and not _SENTENCE.search(text):
        return True
    return phrases.is_promotion(text)


def _without_tail(inside: Sequence[Block]) -> list[Block]:
    """The blocks before the first heading that opens something else, where the story is over by then."""
    total = sum(block.words for block in inside)
    before = 0
    for place, block in enumerate(inside):
        is_stop = before > 0.5 * total and block.words < 10 and phrases.is_stop(block.lines[0])
        if is_stop and not _goes_on(block, inside[:place], inside[place + 1 :]):
            return list(inside[:place])
        before += block.words
    return list(inside)


def _goes_on(stop: Block, before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether paragraphs still follow in the part that holds most of the text before.

    Where what the stop names is none of readers or authors, a part beside that one will do, and a sentence where the
    stop stands in a box inside it: such a box is between two paragraphs, not behind the last.
    """
    held: Counter[_Element] = Counter()
    for block in before:
        held[_part(block)] += block.words
    part = held.most_common(1)[0][0]
    parts = {part}
    follows = [block for block in after if block.words >= 5 and block.link_share < 0.3 and block.kind != "h"]
    if not _OF_PEOPLE.search(stop.lines[0].casefold()) and (outer := part.getparent()) is not None:
        if part in stop.chain and _part(stop) is not part and any(_is_sentence_of(block, part) for block in follows):
            return True
        parts.update(outer.iterchildren(part.tag))
    long = [block.words for block in follows if block.words >= _LONG and _part(block) in parts]
    return len(long) > 1 and sum(long) >= _MORE


def _is_sentence_of(block: Block, part: _Element) -> bool:
    return _part(block) is part and bool(_SENTENCE.search(block.lines[-1])) and not phrases.is_note(block.lines[0])


def _part(block: Block) -> _Element:
    """The element that holds a block beside its neighbours."""
    return block.chain[-2 if block.kind != "text" and len(block.chain) > 1 else -1]


def tidied(lines: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Another engine's lines without rules, repeated ones, pull-quotes, and notes at the end."""
    return _ended(_distinct([(line, "p") for line in lines if not phrases.is_promotion(line)], titles), ())


def _distinct(pairs: Sequence[tuple[str, str]], titles: Sequence[str]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    seen: set[str] = set()
    heads = set(map(key, titles))
    keys = [key(line) for line, _ in pairs]
    whole = " | ".join(["", *keys, ""])
    for place, ((line, kind), words) in enumerate(zip(pairs, keys, strict=True)):
        if not words or _RULE.fullmatch(line) or (place < 4 and words in heads):
            continue
        if kind != "h" and (phrases.is_label(line) or phrases.is_caption(line)):
            continue
        if words in seen and (len(words) > _REPEATED or (kind == "p" and words == keys[place - 1])):
            continue
        if len(pairs) <= _MANY and kind not in ("li", "h") and _is_pull_quote(words, whole):
            continue
        seen.add(words)
        out.append((_BULLET.sub("", line), kind))
    return out


def _ended(out: list[tuple[str, str]], authors: Sequence[str]) -> list[str]:
    """The lines without notes on the author and on the making of the story at the end, nor a heading there."""
    place = len(out) - 1
    while place > 0 and place >= len(out) - _TAIL:
        line, kind = out[place]
        if phrases.is_note(line) or phrases.is_on_author(line, authors) or (place == len(out) - 1 and kind == "h"):
            out.pop(place)
        place -= 1
    return _joined(out)


def _joined(out: Sequence[tuple[str, str]]) -> list[str]:
    """The lines, and those as one that a paragraph's break has torn in mid-sentence."""
    whole: list[str] = []
    last = ""
    for line, kind in out:
        opens = len(whole) == 1 and bool(_DATELINE.search(whole[0])) and whole[0].count(" ") < _FRAGMENT
        torn = line[:1].islower() and whole and whole[-1].count(" ") > 3 and bool(_TORN.search(whole[-1]))
        if kind == last == "p" and (torn or opens):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
        last = kind
    return whole


def key(text: str) -> str:
    """The words of a text, for comparing."""
    return " ".join(_WORD.findall(text.casefold()))


def _is_pull_quote(words: str, whole: str) -> bool:
    """Whether the words stand again inside another paragraph. `whole`: all paragraphs, each between bars."""
    if not 3 <= words.count(" ") < 60:
        return False
    places = whole.count(f" {words} ")
    return places > 1 and places > whole.count(f"| {words} |")
