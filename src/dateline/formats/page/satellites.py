"""Small parts inside a story's area that belong to a picture, a player or a form: captions and boxes without a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lxml.etree import _Element

from dateline.formats.page.blocks import Block

_MOST_WORDS = 60
"""Words of a part that a picture or a form may carry."""
_MOST_SHARE = 0.25
"""The share of an area's words in such parts above which they are how the page writes its story."""
_CARRIERS = ("img", "picture", "video", "audio", "iframe", "amp-img", "figure", "input", "button", "form", "textarea")


def without(inside: Sequence[Block], where: _Element) -> list[Block]:
    """The blocks of an area that stand in no small part with a picture, a player or a form."""
    if not inside:
        return []
    below = inside[0].chain.index(where) + 1
    words: dict[_Element, int] = defaultdict(int)
    for block in inside:
        for element in block.chain[below : _last(block)]:
            words[element] += block.words
    carries = {element: count <= _MOST_WORDS and _is_carrier(element) for element, count in words.items()}
    dropped = {block for block in inside if any(map(carries.__getitem__, block.chain[below : _last(block)]))}
    total = sum(block.words for block in inside)
    if sum(block.words for block in dropped) > _MOST_SHARE * total:
        return list(inside)
    return [block for block in inside if block not in dropped]


def _last(block: Block) -> int:
    """Where the block's own element stands in its chain; text that stands in no paragraph belongs to its part."""
    return len(block.chain) if block.kind == "text" else len(block.chain) - 1


def _is_carrier(element: _Element) -> bool:
    return element.tag not in ("p", "ul", "ol", "table", "tbody", "tr", "blockquote") and (
        next(element.iter(*_CARRIERS), None) is not None
    )
