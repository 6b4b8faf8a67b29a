"""The area of a page that holds the story: the element whose running text outweighs its links and fragments most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lxml.etree import _Element

from dateline.formats.page import marks
from dateline.formats.page.agreement import Shingles, share_in
from dateline.formats.page.blocks import Block

_ROOM = 0.4
"""A marked box with more of the page's running text than this is the story itself."""
_TOLD = 60.0
"""Words that a block is worth more for saying what the page's description says."""
_NEAR = 0.985
"""An element within this share of the best score is as good, and better where it is narrower."""


def without_readers(found: Sequence[Block]) -> list[Block]:
    """The blocks outside readers' words."""
    boxes = {element for block in found for element in block.marked}
    above = {element for block in found if block.level == 1 for element in block.marked}
    readers = {element for element in boxes - above if marks.is_readers(element)}
    return [block for block in found if readers.isdisjoint(block.marked)]


def without_boxes(found: Sequence[Block], unread: Sequence[Block]) -> list[Block]:
    """The blocks outside marked boxes. A box that holds most of the page's running text is none.

    `found`: all blocks; `unread`: those outside readers' words, which are a box however much they are.
    """
    open_boxes = _open(found)
    return [block for block in unread if open_boxes.issuperset(block.marked)]


def _open(found: Sequence[Block]) -> set[_Element]:
    """The marked boxes that hold, alone or together with those alike, most of the page's running text."""
    weights: dict[tuple[_Element, ...], int] = defaultdict(int)
    for block in found:
        if block.gain > 0:
            weights[block.marked] += block.gain
    least = _ROOM * sum(weights.values())
    weights.pop((), None)
    if sum(weights.values()) <= least:
        return set()
    inside: dict[_Element, int] = defaultdict(int)
    named: dict[tuple[str, str], int] = defaultdict(int)
    for marked, weight in weights.items():
        for element in marked:
            inside[element] += weight
        for name in set(map(_class, marked)):
            named[name] += weight
    return {
        element
        for element, weight in inside.items()
        if max(weight, named[_class(element)] if element.get("class") else 0) > least
    }


def _class(element: _Element) -> tuple[str, str]:
    """What boxes alike have in common: the way a site writes its paragraphs is no box, however each is named."""
    return element.tag, element.get("class") or ""


def area(found: Sequence[Block], heading: Block | None = None, told: Shingles | None = None) -> _Element | None:
    """The element that holds the story; None where no block speaks for any.

    `heading`: the block of the headline, which a story stands near and after; `told`: what the page's description says,
    which is often how its story begins.
    """
    scores: dict[_Element, float] = defaultdict(float)
    if heading and not _leads(heading, found):
        heading = None
    for block in found:
        weight = float(block.gain)
        if weight > 0 and heading:
            near = _common(block.chain, heading.chain) / len(heading.chain)
            weight *= 0 if block.place < heading.place else 0.6 + 0.8 * near
        if weight > 0 and told and share_in(" ".join(block.lines), told) >= 0.5:
            weight += _TOLD
        if weight:
            for element in block.chain:
                scores[element] += weight
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return None
    best_ones = [element for element, score in scores.items() if score >= _NEAR * best]
    return max(best_ones, key=lambda element: sum(1 for _ in element.iterancestors()))


def _leads(heading: Block, found: Sequence[Block]) -> bool:
    """Whether most of the running text stands after the heading."""
    weights = [(block.place > heading.place, max(0, block.gain)) for block in found]
    return 2 * sum(weight for after, weight in weights if after) > sum(weight for _, weight in weights)


def heading_of(found: Sequence[Block], titles: Sequence[str]) -> Block | None:
    """The block of the page's headline: the last first-rank heading that says a title, or the only one there is."""
    firsts = [block for block in found if block.level == 1]
    for title in titles:
        words = set(title.casefold().split())
        alike = [b for b in firsts if 2 * len(words & set(" ".join(b.lines).casefold().split())) >= len(words)]
        if alike:
            return alike[-1]
    return firsts[0] if len(firsts) == 1 else None


def _common(chain: tuple[_Element, ...], other: tuple[_Element, ...]) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(chain, other, strict=False)) if a is not b), min(len(chain), len(other))
    )
