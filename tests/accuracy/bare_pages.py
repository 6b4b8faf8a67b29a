"""Pages without the names that their makers gave to their parts: what is read then was not learnt from these sites."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from tests.accuracy.page_measures import Page

_NAMES = ("class", "id", "role", "itemprop")
_PARTS = frozenset({"article", "main", "aside", "section", "nav", "footer", "header", "figure", "figcaption"})


def bare(page: Page) -> Page:
    """The page with every class, id, role and structured script removed, and every HTML5 part a plain div."""
    root = lxml_html.document_fromstring(page.text)
    for element in root.iter(etree.Element):
        for name in _NAMES:
            element.attrib.pop(name, None)
        if element.tag in _PARTS:
            element.tag = "div"
        elif element.tag == "script":
            element.text = None
    return replace(page, payload=etree.tostring(root, encoding="utf-8", method="html"))
