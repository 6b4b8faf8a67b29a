"""The blocks of a page in reading order: paragraphs, headings, list entries, and text that stands in no paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from dateline.formats.page import marks
from dateline.formats.page.lines import Piece, lines
from dateline.formats.page.words import UNPARTED, word_count

_DROPPED = frozenset(
    [
        "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "video", "audio",
        "canvas", "nav", "footer", "button", "select", "option", "textarea", "input", "label", "dialog",
        "menu", "map", "figcaption", "picture", "head", "title", "amp-carousel", "amp-lightbox", "amp-ad",
        "amp-iframe", "amp-sidebar",
    ]
)  # fmt: skip
_BOXES = frozenset({"figure", "aside", "header", "form"})
"""Dropped like a marked element, unless the story stands in them."""
_INLINE = frozenset(
    [
        "a", "span", "b", "i", "em", "strong", "u", "font", "small", "big", "sub", "sup", "abbr", "cite", "q", "code",
        "mark", "time", "br", "ins", "del", "s", "strike", "wbr", "img", "acronym", "bdi", "bdo", "dfn", "kbd", "samp",
        "var", "tt", "data", "ruby", "rt", "nobr", "amp-img",
    ]
)  # fmt: skip
_LEAVES = {
    **dict.fromkeys(("p",), "p"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "h"),
    **dict.fromkeys(("li", "dd", "dt"), "li"),
    "blockquote": "quote",
    **dict.fromkeys(("td", "th", "caption"), "cell"),
    "pre": "p",
}
_HOLDERS = frozenset(
    [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dd", "dt", "blockquote", "div", "section",
        "article", "main", "table", "tr", "td", "th", "header", "figure", "figcaption", "aside", "nav", "footer",
        "form", "pre", "hr", "address", "details", "summary", "fieldset", "center", "script", "style",
    ]
)  # fmt: skip

_FEWEST = 8
"""Words below which a block is a fragment: it speaks neither for a place nor much against it."""


@dataclass(eq=False, slots=True)
class Block:
    """One run of text. `kind`: p, h, li, quote, cell or text; `linked`: characters in links; `chain`: the elements it
    stands in, outermost first; `marked`: those of them that are marked as boxes; `gain`: how much it speaks for its
    place being the story's, or against; `place`: its number in the page."""

    kind: str
    lines: list[str]
    linked: int
    chain: tuple[_Element, ...]
    marked: tuple[_Element, ...]
    words: int
    chars: int
    level: int
    link_share: float
    gain: int
    place: int = 0


_Run = list[Piece]
"""Text and inline elements that follow one another."""
_Place = tuple[tuple[_Element, ...], tuple[_Element, ...], str | None]
"""The elements that something stands in, those of them that are marked, and the kind of block that they make it."""


def blocks(root: _Element) -> list[Block]:
    """Every block of the page outside scripts, navigation and forms."""
    body = root.find("body")
    found = list(_walk(root if body is None else body))
    for place, block in enumerate(found):
        block.place = place
    return found


def _walk(top: _Element) -> Iterator[Block]:
    entered: list[tuple[Iterator[_Element | _Run], _Place]] = [(iter([top]), ((), (), None))]
    while entered:
        pieces, place = entered[-1]
        for piece in pieces:
            block = None
            if isinstance(piece, list):
                block = _block(piece, *place)
            elif piece.tag == "blockquote" and marks.is_post(piece):
                chain, marked, _ = place
                block = _block([piece], (*chain, piece), marked, "quote")
            elif inner := _pieces(piece):
                entered.append((iter(inner), _inside(piece, *place)))
                break
            if block is not None:
                yield block
        else:
            entered.pop()


def _inside(element: _Element, chain: tuple[_Element, ...], marked: tuple[_Element, ...], kind: str | None) -> _Place:
    """The place of what stands in an element, whose own place is given."""
    tag = element.tag
    kind = _LEAVES.get(tag, kind)
    named = element.keys()
    if "role" in named and element.get("role") == "heading":
        kind = "h"
    if tag in _BOXES or (named and marks.is_aside(element, named)):
        marked = (*marked, element)
    return (*chain, element), marked, kind


def _pieces(element: _Element) -> list[_Element | _Run]:
    """The element's block children and, between them, runs of its own text and inline children."""
    run: _Run = []
    if (text := element.text) and not text.isspace():
        run.append(text)
    if not len(element):
        return [run] if run else []
    out: list[_Element | _Run] = []
    for child in element:
        tag = child.tag
        if tag in _INLINE and not (len(child) and _holds_blocks(child)):
            run.append(child)
        else:
            if run:
                out.append(run)
                run = []
            if tag not in _DROPPED:
                out.append(child)
        if (tail := child.tail) and (run or not tail.isspace()):
            run.append(tail)
    if run:
        out.append(run)
    return out


def _holds_blocks(element: _Element) -> bool:
    return not _HOLDERS.isdisjoint(below.tag for below in element.iter())


def _block(run: _Run, chain: tuple[_Element, ...], marked: tuple[_Element, ...], kind: str | None) -> Block | None:
    """The run as a block, or None where it holds no text."""
    found, linked = lines(run, kind == "quote", len(chain))
    if not found:
        return None
    whole = "\n".join(found)
    chars = len(whole)
    words = whole.count(" ") + len(found)
    if chars > UNPARTED * words:
        words = word_count(whole)
    level = int(chain[-1].tag[1]) if kind == "h" and chain[-1].tag[1:].isdigit() else 0
    kind = kind or "text"
    link_share = min(1.0, linked / chars)
    weight = _gain(kind, words, link_share)
    return Block(kind, found, linked, chain, marked, words, chars, level, link_share, weight)


def _gain(kind: str, words: int, link_share: float) -> int:
    """How much a block speaks for (or, below 0, against) its place being the story's."""
    if link_share > 0.5:
        return -min(words, 15)
    if kind == "h":
        return 0
    if words < _FEWEST:
        return -1 if kind in ("text", "cell") else 1
    weight = min(words, 120) - _FEWEST + 1
    if kind in ("cell", "text"):
        weight = weight // 2
    return int(weight * (1 - link_share))
