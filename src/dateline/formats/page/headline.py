"""The headline of a page, chosen among what its structured data, its meta tags, its title and its headings say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dateline.formats.characters import one_line

Named = tuple[str, str]
"""A text and where it stood."""
_TAIL = re.compile(r"\s+(?:[|–—•·-]|::|»|\|\|)\s+(?=[^|–—•·»]{2,60}$)")
_UNSEEN = re.compile(r"[\W_]+")
_SHORTEST = 12
"""Characters from which a heading can be known again in a title."""
_NAME_SHARE = 1.5
"""How much longer the second part of a title must be than the first for that to be the site's name."""
_KICKER_SHARE = 0.6
"""A headline that is so much of a heading is that heading without its kicker or its second line."""


def headline(
    told: Sequence[Named], headings: Sequence[Named], lesser: Iterable[Named], title: str | None, site: str | None
) -> Named | None:
    """The headline and its place; None where nothing tells one.

    `told`: what structured data and meta tags say, best first. `headings`: the page's first-order headings; `lesser`:
    the other ones, asked for where nothing is told: many a site gives its own name the first order. The heading that
    readers see is the headline where anything else on the page says the same; else what is told is.
    """
    told = [(without_site(text, site), place) for text, place in told]
    title = without_site(one_line(title), site) if title else None
    if title and not told and (found := _in_title([*headings, *lesser], title)):
        return found
    witnesses = [*told, *([(title, "title")] if title else [])]
    for same in (_equal, _inside, _alike):
        for heading in headings:
            for witness in witnesses:
                if found := same(heading, witness):
                    return found
    if told:
        return told[0]
    if title and len(headings) != 1:
        first, *rest = _TAIL.split(title)
        return (rest[-1] if rest and len(rest[-1]) > _NAME_SHARE * len(first) else first), "title"
    return headings[0] if headings else None


def _in_title(headings: Sequence[Named], title: str) -> Named | None:
    """The heading that begins with the title's first part, else the longest one that is a part of the title."""
    whole, first = _key(title), _key(_TAIL.split(title)[0])
    same = [
        one
        for one in headings
        if len(one[0]) >= _SHORTEST
        and ((shown := _key(one[0])) in whole or (len(first) >= _SHORTEST and shown.startswith(first)))
    ]
    return max(same, key=lambda one: (_key(one[0]).startswith(first), len(one[0])), default=None)


def without_site(text: str, site: str | None) -> str:
    """The text without the outlet's name behind it (`Ferries to sail | The Gazette`)."""
    while site and (found := _last(text)):
        tail = _key(text[found.end() :])
        name = _key(site)
        if not tail or not (tail in name or name in tail):
            break
        text = text[: found.start()]
    return text


def _last(text: str) -> re.Match[str] | None:
    return next(reversed([*_TAIL.finditer(text[:1000])]), None)


def _key(text: str) -> str:
    """Letters and digits only, without case: how a text is told from another print of it."""
    return _UNSEEN.sub("", text).casefold()


def _equal(heading: Named, witness: Named) -> Named | None:
    if _key(heading[0]) != _key(witness[0]):
        return None
    return witness if len(witness[0].split()) > len(heading[0].split()) else heading  # words of spans run together


def _inside(heading: Named, witness: Named) -> Named | None:
    """One inside the other: a kicker or a second line in the heading, or the outlet's name behind what is told."""
    shown, said = _key(heading[0]), _key(witness[0])
    if not shown or not said:
        return None
    is_kicker = said in shown and witness[1] != "title" and not shown.startswith(said)
    if is_kicker and len(said) >= _KICKER_SHARE * len(shown):
        return witness
    return heading if said in shown or (shown in said and len(shown) >= 0.4 * len(said)) else None


def _alike(heading: Named, witness: Named) -> Named | None:
    """The heading where the two share half of their words, and two at least."""
    x, y = (set(re.findall(r"\w+", text.casefold())) for text in (heading[0], witness[0]))
    least = min(len(x), len(y))
    return heading if least > 1 and len(x & y) >= max(2, 0.5 * least) else None
