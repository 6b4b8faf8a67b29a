"""Who is named as the author of a page: in its structured data, its meta tags, or in sight."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element

from dateline.formats.byline_lead import LEAD
from dateline.formats.characters import one_line

Named = tuple[str, str]
_CLASS = re.compile(
    r"(?<![a-z])(?:by-?line[s]?|author[s]?|author[-_]?names?|article[-_]?author|writers?|autor(?:en|es)?|auteurs?|autore|"
    r"contributors?|created-?by|signature|assinatura|firma|szerzo|verfasser|redaktor|reporter|yazar|muhabir|skribent|"
    r"(?:article|story|news)_(?:author|byline))(?![a-z])",
    re.I,
)
_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|redakteure?|signataires?|forfatter|profile/author)/[^/]", re.I
)
"""Addresses of pages on authors."""
_ASIDE = frozenset({"nav", "footer", "form", "figure", "figcaption"})
_SPLIT = re.compile(r"\s*(?:,|;|\||·|•|/|&|\band\b|\bund\b|\bet\b)\s*")
_WHOLE = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*|(?:van|von|de|der|den|del|di|da|du|la|le|el|al|bin|ben|ter|ten|dos|dal)\b)"
)
_NO_PERSON = re.compile(
    r"\b(?:the|staff|desk|team|news|press|agency|agencies|reporters?|editors?|editorial|correspondents?|journal|times|tribune|"
    r"herald|gazette|institute|university|council|foundation|ministry|office|association|committee|redaktion|rédaction|"
    r"redacción|redazione|redactie|newsroom|zeitung|online|media|digital|service|wires?|network|magazine|published|"
    r"updated|reuters|admin|writers?|contributors?|follow|share|comments?|subscribe|photo\w*)\b",
    re.I,
)
_PRINTED = re.compile(
    r"(?:^|[|·•–—]\s*|\d\s+|(?:posted|published|written|reported)\s(?:on\s.{4,30}\s)?)"
    r"(?:by|von|par|por|(?-i:By|BY|Di|Door|Av|Af)|autor(?:in|a)?:|text:|texto:|author:|автор:|текст:|γράφει [οη])\s+"
    r"(?P<names>[^|·•\d()<>]{5,80})",
    re.I,
)
"""A byline told by its words alone."""
_KOREAN = re.compile(r"(?P<names>[가-힣]{2,4}) 기자")
_AFTER = 40
"""Elements behind the headline among which it is printed."""
_OFFICE = re.compile(r"admin\w*|root|user|webmaster|editor|redac\w+|redak\w+|staff|webeditor|system|super user", re.I)
"""What a site's software writes for its operator."""
_ADDRESS = re.compile(r"^(?:https?:|www\.|@|/)|^\S+@\S+$")
_OTHERS = re.compile(
    r"card|teaser|promo|related|most-?(?:read|popular)|recirc|sidebar|collection|(?<![a-z])comment", re.I
)
_NEAREST = 6
_HEADLINE = 12
"""A first-order heading of fewer characters is the name of a box, not a headline."""
_TAGS = frozenset("a span p div address em strong cite li section b i h2 h3 h4 td dd".split())  # noqa: SIM905
_NAMING = frozenset({"class", "itemprop", "rel", "id"})
_MOST = 12
_LONGEST = 20
"""Words of a line of names; what is longer tells of somebody."""
_ABOVE, _BELOW, _FIRST = 60, 160, 1500
"""Elements above and below a heading among which its byline stands; and how many are looked at without a heading."""


def byline(told: Sequence[Named], root: _Element, site: str | None, headline: str | None = None) -> Named | None:
    """The names as printed and where they stood; None where nobody is named.

    `told`: what structured data and meta tags say, best first. The first that names a person is it, unless a later one
    names all of his and more; what names only an outlet or a desk is kept behind the person. A story that its outlet
    (`site`) signs itself is looked for no further. `headline`: behind it a byline may be printed that nothing marks.
    """
    told = [(text, place) for text, place in told if not _ADDRESS.match(text)]
    if told and site and told[0][0].casefold() == site.casefold():
        return told[0]
    named = next((one for one in told if _people(one[0])), None)
    if named is None:
        told = [one for one in told if not _OFFICE.fullmatch(one[0])]
        shown = _in_sight(root)
        if not told and (shown is None or not _people(shown[0])):
            shown = _printed(root, headline) or shown
        if shown is None or (told and not _people(shown[0])):
            return told[0] if told else shown
        return (f"{shown[0]}, {told[0][0]}", f"{shown[1]}; {told[0][1]}") if told else shown
    first = _people(named[0])
    fuller = [one for one in told if first < _people(one[0])]
    return max(fuller, key=lambda one: len(_people(one[0])), default=named)


def _people(text: str) -> set[str]:
    """The names in a text that can only be persons': two to five words, each with a capital, none an office's."""
    out = set()
    for part in _SPLIT.split(LEAD.sub("", text[:600])):
        bare = LEAD.sub("", part).strip(" .:-–—")
        words = bare.split()
        if 2 <= len(words) <= 5 and all(map(_WHOLE.fullmatch, words)) and not _NO_PERSON.search(bare):
            out.add(bare.casefold())
    return out


def _in_sight(root: _Element) -> Named | None:
    """What the elements near the heading that are marked as a byline show: their persons, else the first one's text."""
    shown: list[Named] = []
    for element, marks in _marked(root):
        if text := _shown(element):
            shown.append((text, f"{element.tag} {marks}"))
    first = next((one for one in shown if _people(one[0])), None)
    if first is None:
        return shown[0] if shown else None
    alike = dict.fromkeys(text for text, place in shown if place == first[1])
    return ", ".join(text.strip(" ,") for text in alike)[:1000], first[1][:50]


def _printed(root: _Element, headline: str | None) -> Named | None:
    """The persons that a line behind the headline names as a byline does."""
    behind = 0
    start = one_line(headline or "")[:_HEADLINE]
    for element in root.iter(etree.Element) if start else ():
        for text in (element.text, element.tail if behind else None):
            if not text or not (behind or text.lstrip().startswith(start)):
                continue
            line = one_line(text[:300])
            if behind and len(line) < 120 and (found := _PRINTED.search(line) or _KOREAN.fullmatch(line)):
                names = found["names"].strip(" .,:-–—")
                if (_people(names) or found.re is _KOREAN) and not _is_beside(element):
                    return names, "printed under the headline"
            if element.tag != "title" and line.startswith(start):
                behind = 1
        behind += bool(behind)
        if behind > _AFTER:
            return None
    return None


def _marked(root: _Element) -> list[tuple[_Element, str]]:
    """The elements named after a byline from a little above the heading to a little below it, in order."""
    found: list[tuple[int, _Element, str]] = []
    place, heading = 0, -1
    for place, element in enumerate(root.iter(etree.Element)):
        if element.tag == "h1" and len(one_line("".join(map(str, element.itertext()))[:200])) >= _HEADLINE:
            heading = place
        if place > (_FIRST if heading < 0 else heading + _BELOW):
            break
        if element.tag in _TAGS and not _NAMING.isdisjoint(element.keys()):
            get = element.get
            marks = f"{get('class') or ''} {get('itemprop') or ''} {get('rel') or ''} {get('id') or ''}"
            if len(marks) > 4 and _is_named_byline(marks):
                found.append((place, element, one_line(marks)))
            elif element.tag == "a" and _PAGE.search((element.get("href") or "")[:200]):
                found.append((place, element, "author's page"))
    near = (
        [(e, marks) for at, e, marks in found if at > heading - _ABOVE]
        if heading >= 0
        else [(e, m) for _, e, m in found]
    )
    return [(e, marks) for e, marks in near if not _is_beside(e)][:_MOST]


@lru_cache(maxsize=4096)
def _is_named_byline(marks: str) -> bool:
    return bool(_CLASS.search(marks))


def _is_beside(element: _Element) -> bool:
    """Whether an element is part of the page's frame or of a list of other stories."""
    for place, outer in enumerate(itertools.chain((element,), element.iterancestors())):
        if outer.tag in _ASIDE or (place < _NEAREST and _OTHERS.search(outer.get("class") or "")):
            return outer.tag != "form" or next(outer.iter("h1"), None) is None  # a form may hold the whole page
    return False


def _shown(element: _Element) -> str | None:
    """The text of a byline, what stands in elements of their own apart; only its persons where it names some."""
    pieces: list[str] = []
    for text in element.itertext():
        if piece := one_line(str(text)):
            pieces.append(piece)
        if len(pieces) > 40:
            return None
    text = ", ".join(pieces)
    whole = " ".join(pieces)
    if not 3 < len(whole) < 300:
        return None
    people = [p for p in pieces if p.count(" ") < _LONGEST and not p.endswith(".") and _people(p)]
    return ", ".join(dict.fromkeys(people)) if people else whole if len(whole) < 120 else text[:120]
