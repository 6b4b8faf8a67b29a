"""The area of a page that holds the story: the element whose running text outweighs its links and fragments most."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from lxml.html import HtmlElement

from dateline.formats.page.blocks import Block

_ROOM = 0.4
"""A marked box with more of the page's running text than this is the story itself."""
_ROOM_OF_READERS = 0.85
"""The same for what is marked as readers' words: they may be longer than the story."""
_READERS = re.compile(r"comment|repl(?:y|ies)|respond|disqus|discussion", re.I)
_FEWEST = 8
"""Words below which a block is a fragment: it speaks neither for a place nor much against it."""
_NEAR = 0.985
"""An element within this share of the best score is as good, and better where it is narrower."""


def without_boxes(found: Sequence[Block]) -> list[Block]:
    """The blocks outside marked boxes. A box that holds most of the page's running text is none."""
    total = sum(max(0, gain(block)) for block in found)
    inside: dict[HtmlElement, int] = defaultdict(int)
    for block in found:
        if block.marked and (weight := gain(block)) > 0:
            for element in block.marked:
                inside[element] += weight
    open_boxes = {
        element
        for element, weight in inside.items()
        if weight > (_ROOM_OF_READERS if _is_of_readers(element) else _ROOM) * total
    }
    return [block for block in found if all(element in open_boxes for element in block.marked)]


def _is_of_readers(element: HtmlElement) -> bool:
    return bool(_READERS.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:2000]))


def is_readers(block: Block) -> bool:
    """Whether the block is marked as readers' words."""
    return any(_is_of_readers(element) for element in block.marked)


def gain(block: Block) -> int:
    """How much a block speaks for (or, below 0, against) its place being the story's."""
    if block.link_share > 0.5:
        return -min(block.words, 15)
    if block.kind == "h":
        return 0
    if block.words < _FEWEST:
        return -1 if block.kind in ("text", "cell") else 1
    weight = min(block.words, 120) - _FEWEST + 1
    if block.kind in ("cell", "text"):
        weight = weight // 2
    return int(weight * (1 - block.link_share))


def area(found: Sequence[Block]) -> HtmlElement | None:
    """The element that holds the story; None where no block speaks for any."""
    scores: dict[HtmlElement, int] = defaultdict(int)
    depths: dict[HtmlElement, int] = {}
    for block in found:
        if weight := gain(block):
            for depth, element in enumerate(block.chain):
                scores[element] += weight
                depths[element] = depth
    if not scores:
        return None
    best = max(scores.values())
    if best <= 0:
        return None
    near = [element for element, score in scores.items() if score >= _NEAR * best]
    return max(near, key=lambda element: depths[element])
