"""Parts of a page that repeat: cards that lead to other stories, and the posts of a live blog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from dateline.formats.page.blocks import Block

_FEWEST_CARDS = 3
_LONGEST_CARD = 60
"""Words of a card besides its heading, on average; what is longer is a story's own section."""
_LONGEST_TEASER = 35
"""The same where cards are all there is: then longer ones are a list that is the story."""
_WHOLE = frozenset({"p", "blockquote", "ul", "ol", "table", "tbody", "tr"})
"""What stands in these is one part of a story, however often they repeat."""


@dataclass(eq=False)
class Part:
    """What stands in one of several siblings alike: words outside headings, headings, headings that are links."""

    element: _Element
    blocks: list[Block]
    words: int = 0
    headings: int = 0
    linked: int = 0

    def __post_init__(self) -> None:
        for block in self.blocks:
            if block.kind == "h":
                inner = block.chain[block.chain.index(self.element) :]
                self.headings += 1
                self.linked += block.link_share > 0.5 or any(element.tag == "a" for element in inner)
            else:
                self.words += block.words


def groups(found: Sequence[Block]) -> list[list[Part]]:
    """Siblings of one tag and class, in groups of three and more."""
    inside: dict[_Element, list[Block]] = {}
    alike: dict[tuple[_Element, str, str], list[_Element]] = defaultdict(list)
    for block in found:
        outer = block.chain[0]
        for element in block.chain[1:]:
            held = inside.get(element)
            if held is None:
                if element.tag in _WHOLE:
                    break
                held = inside[element] = []
                alike[outer, element.tag, element.get("class") or ""].append(element)
            held.append(block)
            outer = element
    return [
        [Part(element, inside[element]) for element in group] for group in alike.values() if len(group) >= _FEWEST_CARDS
    ]


def _have_headings(group: Sequence[Part]) -> bool:
    return 3 * sum(1 for part in group if part.headings and len(part.blocks) > 1) >= 2 * len(group)


@dataclass(frozen=True)
class Cards:
    """The blocks outside cards, and whether cards are most of what there is: then the page is an index."""

    outside: list[Block]
    are_all: bool


def without_cards(found: Sequence[Block], repeated: Sequence[list[Part]]) -> Cards:
    """What stands outside cards: siblings alike, each a linked heading with little text."""
    total = sum(block.words for block in found)
    dropped: set[Block] = set()
    short: set[Block] = set()
    for group in repeated:
        if not _have_headings(group) or 3 * sum(1 for part in group if part.linked) < 2 * len(group):
            continue
        words = sum(part.words for part in group)
        if words <= _LONGEST_CARD * len(group):
            dropped.update(block for part in group for block in part.blocks)
        if words <= _LONGEST_TEASER * len(group):
            short.update(block for part in group for block in part.blocks)
    if 2 * sum(block.words for block in dropped) >= total:
        return Cards(list(found), 0 < total <= 2 * sum(block.words for block in short))
    return Cards([block for block in found if block not in dropped] if dropped else list(found), False)


_FEWEST_POSTS = 4
_SHORTEST_POST = 10
"""Words of a post besides its heading, on average."""


def before_posts(found: Sequence[Block], repeated: Sequence[list[Part]], is_live: bool) -> list[Block] | None:
    """The blocks that stand before and outside a chain of posts; None where there is no such chain.

    `is_live`: the page says that it is a live blog; where it does not, each post must tell its time.
    """
    for group in repeated:
        if len(group) < _FEWEST_POSTS or sum(part.words for part in group) < _SHORTEST_POST * len(group):
            continue
        if 2 * sum(1 for part in group if part.linked) > len(group):
            continue
        timed = all(_tells_time(part.element) for part in group)
        if (_have_headings(group) and (is_live or timed)) or (is_live and (timed or _are_named(group))):
            inside = {block for part in group for block in part.blocks}
            first = next(place for place, block in enumerate(found) if block in inside)
            return list(found[:first])
    return None


def _are_named(group: Sequence[Part]) -> bool:
    """Whether the parts can be linked to, each by an id of its own."""
    return len({part.element.get("id") for part in group} - {None}) == len(group)


def _tells_time(element: _Element) -> bool:
    return next(element.iter("time"), None) is not None
