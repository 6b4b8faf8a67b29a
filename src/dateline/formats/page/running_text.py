"""The running text of a page's article: our own reading of its blocks, checked against what else the page shows.

Most pages are settled by one walk over their blocks (`page/`). Where that leaves a doubt (little text, much running
text left out, a structured body that says otherwise), trafilatura and resiliparse are asked too, and the reading that
the others agree with most is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from dateline.formats.characters import one_line
from dateline.formats.page import area, engines, marks, repeats, story
from dateline.formats.page.agreement import Shingles, agreed, agreement, share_in, shingles
from dateline.formats.page.blocks import Block, blocks
from dateline.formats.page.words import word_count

_ENOUGH = 60
"""Words from which a text can be judged by its agreement with another."""
_BRIEF = 30
"""Words that are enough in a place whose name says that the story's text is in it: news in brief."""
_SURE = 0.5
"""The share of the page's running text from which our reading needs no second opinion."""
_MOST_BLOCKS = 1500
_MOST_CHARS = 300_000
"""Beyond these no second opinion is asked."""
_MARGIN = 0.05
"""By how much agreement with the others must be better for a second opinion to be taken over our reading."""
_EDGE = 3
"""Paragraphs at either end that a structured body may take away."""


@dataclass(frozen=True)
class Text:
    """Paragraphs joined by a blank line, what gave them, and the share of their characters that are links.

    `is_live`: the page is a chain of posts, and the text is what stands before them; `is_index`: it is cards that lead
    to other pages.
    """

    text: str
    source: str
    link_share: float = 0.0
    is_live: bool = False
    is_index: bool = False


@dataclass(frozen=True)
class _Known:
    """What the page says of its article elsewhere."""

    titles: tuple[str, ...]
    authors: tuple[str, ...]
    is_live: bool


@dataclass(frozen=True)
class _Reading:
    paragraphs: list[str]
    share: float
    link_share: float
    is_live: bool
    is_index: bool
    is_named: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether no second opinion is needed: enough text, in the place that the page names, or most of the page's."""
        words = sum(map(word_count, self.paragraphs))
        return words >= _BRIEF if self.is_named else words >= _ENOUGH and self.share >= _SURE


def text(
    root: _Element, structured: str | None, headline: str | None, is_live: bool = False, byline: str | None = None
) -> Text:
    """The article's text. `structured`: the page's own articleBody; `is_live`: the page says that it is a live blog."""
    found = blocks(root)
    known = _Known(_titles(root, headline), _names(byline), is_live)
    own = _own(found, known)
    body = _structured_paragraphs(structured) if structured and word_count(structured) >= _ENOUGH else []
    if body and not own.is_live:
        paragraphs, source = _by_structured(root, found, own, body, known)
    elif own.is_live or own.is_sure or _is_vast(found):
        paragraphs, source = own.paragraphs, "lead of a live blog" if own.is_live else "blocks"
    else:
        paragraphs, source = _by_agreement(root, found, own, known)
    whole = "\n\n".join(paragraphs)
    links = own.link_share if source == "blocks" else _link_share(whole, found)
    return Text(whole, source, links, own.is_live, own.is_index)


def _names(byline: str | None) -> tuple[str, ...]:
    """The full names in a byline."""
    parts = re.split(r",|;|\band\b|\bby\b", one_line(byline or ""), flags=re.I)
    return tuple(name for part in parts if " " in (name := part.strip()))


def _is_vast(found: Sequence[Block]) -> bool:
    """Whether a page is so large that other engines would take more time for it than any story is worth."""
    return len(found) > _MOST_BLOCKS or sum(block.chars for block in found) > _MOST_CHARS


def _titles(root: _Element, headline: str | None) -> tuple[str, ...]:
    """What the page is called: its headline, and the title that windows show."""
    title = root.findtext("head/title")
    return tuple(one_line(text) for text in (headline, title) if text)


def _told(root: _Element) -> Shingles:
    """What the page's descriptions say, where they are sentences."""
    head = root.find("head")
    said = [
        meta.get("content") or ""
        for meta in (head.iterfind("meta") if head is not None else ())
        if (meta.get("name") or meta.get("property") or "").lower() in ("description", "og:description")
    ]
    return shingles("\n".join(text for text in said if 40 < len(text) < 2000))


def _own(found: Sequence[Block], known: _Known, told: Shingles | None = None) -> _Reading:
    """Our reading of the blocks, and the share of the page's running text that it holds.

    `told`: what the page's descriptions say; given, boxes are read too, and these words help to find the story's place.
    """
    unread = area.without_readers(found)
    outside = unread if told is not None else area.without_boxes(found, unread)
    repeated = repeats.groups(outside)
    lead = repeats.before_posts(outside, repeated, known.is_live)
    cards = repeats.without_cards(outside if lead is None else lead, repeated)
    kept = cards.outside
    heading = area.heading_of(found, known.titles)
    where = area.area(kept, heading, told)
    if where is None:
        return _Reading([], 0.0, 0.0, lead is not None, cards.are_all)
    inside = [block for block in kept if where in block.chain]
    chosen = story.paragraphs(inside, where, known.titles, known.authors)
    total = sum(block.gain for block in unread if block.gain > 0)
    held = sum(block.gain for block in inside if block.gain > 0)
    chars = sum(block.chars for block in inside)
    linked = sum(min(block.linked, block.chars) for block in inside) / chars if chars else 0.0
    is_named = any(marks.is_story(element) for element in (where, *where.iterancestors("div", "section", "article")))
    return _Reading(chosen, held / total if total else 0.0, linked, lead is not None, cards.are_all, is_named)


def _by_agreement(root: _Element, found: Sequence[Block], own: _Reading, known: _Known) -> tuple[list[str], str]:
    """The reading that the others agree with most."""
    readings: dict[str, list[str]] = {
        "blocks": own.paragraphs,
        "trafilatura": _second(engines.trafilatura(root, precise=True), found, known.titles),
        "blocks and boxes": _own(found, known, _told(root)).paragraphs,
    }
    if sum(map(word_count, readings["trafilatura"])) < _ENOUGH:
        readings["trafilatura recall"] = _second(engines.trafilatura(root, precise=False), found, known.titles)
    readings = {name: paragraphs for name, paragraphs in readings.items() if paragraphs}
    if not readings:
        return [], "blocks"
    opinions = {**readings, "resiliparse": engines.resiliparse(root)}
    name = agreed(opinions, _MARGIN)
    if name == "resiliparse":
        name = agreed(readings, _MARGIN)
    return readings[name], name


def _second(lines: list[str], found: Sequence[Block], titles: Sequence[str]) -> list[str]:
    """Another engine's lines without links to elsewhere, and without captions, forms and readers' words."""
    linked = {story.key(line) for block in found if block.link_share > 0.5 for line in block.lines}
    plain = [line for line in lines if story.key(line) not in linked]
    texts = [line for block in area.without_readers(found) for line in block.lines]
    whole = shingles("\n".join(texts))
    short = set(map(story.key, texts))
    return story.tidied(
        [line for line in plain if story.key(line) in short or (line.count(" ") > 3 and share_in(line, whole) > 0.5)],
        titles,
    )


def _by_structured(
    root: _Element, found: Sequence[Block], own: _Reading, body: list[str], known: _Known
) -> tuple[list[str], str]:
    """Our reading without what the structured body lacks at its ends; that body where the page shows far less."""
    theirs = shingles("\n".join(body))
    shown = agreement(shingles("\n".join(own.paragraphs)), theirs)
    if shown.of_second >= 0.85:
        return _trimmed(own.paragraphs, body, theirs) if shown.of_first >= 0.85 else own.paragraphs, "blocks"
    if shown.of_first >= 0.9 or word_count("\n".join(own.paragraphs)) < _ENOUGH:  # ours is a part of theirs
        whole = _own(found, known, _told(root)).paragraphs
        if agreement(shingles("\n".join(whole)), theirs).f1 > max(0.9, shown.f1):
            return whole, "blocks and boxes"
        if len(body) > 1 or shown.of_second < 0.6:  # one long line is better than less than the story
            return body, "json-ld articleBody"
    if own.is_sure or _is_vast(found):
        return own.paragraphs, "blocks"
    return _by_agreement(root, found, own, known)


def _trimmed(paragraphs: list[str], body: list[str], whole: Shingles) -> list[str]:
    """The paragraphs without those at either end that the structured body does not hold, unless it is cut short.

    `whole`: the runs of the body's words.
    """
    first, last = 0, len(paragraphs)
    while first < min(_EDGE, last) and share_in(paragraphs[first], whole) < 0.3:
        first += 1
    if not body[-1].endswith(("…", "...")):
        while last > max(first + 1, len(paragraphs) - _EDGE) and share_in(paragraphs[last - 1], whole) < 0.3:
            last -= 1
    return paragraphs[first:last]


def _link_share(whole: str, found: Sequence[Block]) -> float:
    """The share of a text's characters that stand in lines of links."""
    linked = {line for block in found if block.link_share > 0.5 for line in block.lines}
    return min(1.0, sum(len(line) for line in linked if line in whole) / (len(whole) or 1))


def _structured_paragraphs(structured: str) -> list[str]:
    bare = re.sub(r"<(?:/p|br|/div|/li|/h\d)[^>]{0,300}>", "\n\n", structured) if "<" in structured else structured
    bare = re.sub(r"<[^>]{1,300}>", "", bare)
    return [p for part in re.split(r"\n\s*\n|\r\n|\n", bare) if (p := one_line(part))]
