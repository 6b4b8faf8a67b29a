"""Second opinions on a page's text: trafilatura and resiliparse, asked where our own reading is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from dateline.formats.characters import one_line

_BREAK = "\x0b"


def trafilatura(root: etree._Element, precise: bool) -> list[str]:
    """trafilatura's paragraphs, headings and list entries, each on one line."""
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(
            copied(root),
            favor_precision=precise,
            favor_recall=not precise,
            include_comments=False,
            include_tables=False,
            with_metadata=False,
        )
    except (RecursionError, ValueError, etree.LxmlError):
        return []
    if found is None or found.body is None:
        return []
    return [line for line in _blocks(found.body) if line]


def copied(root: etree._Element) -> HtmlElement:
    """A copy of the page whose elements have what lxml.html gives them, as other engines expect."""
    # plain elements are cheaper to walk over; a copy's are made anew, of the class that the page's parser names by then
    root.getroottree().parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return deepcopy(root)


def resiliparse(root: etree._Element) -> list[str]:
    """resiliparse's main content, line by line: it loses least and adds most."""
    from resiliparse.extract.html2text import extract_plain_text

    page = etree.tostring(root, encoding="unicode", method="html")
    text = extract_plain_text(page, main_content=True, alt_texts=False, links=False)
    return [line for part in text.split("\n") if (line := one_line(part))]


def _blocks(body: etree._Element) -> Iterator[str]:
    """The text of every block of trafilatura's tree, in order."""
    for element in body:
        if element.tag in ("list", "quote") and len(element) and not (element.text or "").strip():
            for entry in element:
                yield one_line(_all_text(entry))
                if entry.tail and entry.tail.strip():
                    yield one_line(entry.tail)
        else:
            yield from _lines(element)
        if element.tail and element.tail.strip():
            yield one_line(element.tail)


def _lines(element: etree._Element) -> Iterator[str]:
    """The lines of one block: a line break ends a paragraph where sentences end, and two in a row always do."""
    out = element.text or ""
    for child in element:
        out += _BREAK if child.tag == "lb" else _all_text(child)
        out += child.tail or ""
    for line in re.split(rf"{_BREAK}\s*{_BREAK}|(?<=[.!?\"”’]){_BREAK}(?=\s*(?:\S+\s+){{7}})", out):
        if cleaned := one_line(line.replace(_BREAK, " ")):
            yield cleaned


def _all_text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())
