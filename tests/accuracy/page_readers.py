"""Readers of pages, ours and its peers: a page's bytes to paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from lxml import html as lxml_html

from dateline.errors import Unreadable
from dateline.formats import html
from dateline.payload import Item, Payload
from tests.accuracy.page_measures import RECEIVED_AT, WIRE, Page, Reading

_BLOCKS = ("p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")


def dateline(page: Page) -> Reading:
    """What Dateline reads, everything included: character set, limits, structured data, text."""
    try:
        (item,) = html.items(Payload("pages", page.address, RECEIVED_AT, page.payload, "text/html"), WIRE)
    except Unreadable as refusal:
        return Reading((), None, f"{refusal.code}: {refusal}")
    assert isinstance(item, Item)
    return Reading(tuple((item.body or "").split("\n\n")), item)


def trafilatura(page: Page) -> Reading:
    """trafilatura in its precise mode."""
    from trafilatura import extract

    text = extract(page.text, favor_precision=True, include_comments=False, include_tables=False)
    return Reading(_lines(text or ""))


def readability(page: Page) -> Reading:
    """readability-lxml: the blocks of its summary."""
    from readability import Document

    root = lxml_html.fromstring(Document(page.text).summary())
    blocks = [b for b in root.iter(*_BLOCKS) if not any(a.tag in _BLOCKS for a in b.iterancestors())]
    return Reading(_lines("\n".join(" ".join(block.text_content().split()) for block in blocks)))


def resiliparse(page: Page) -> Reading:
    """resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return Reading(_lines(extract_plain_text(page.text, main_content=True, alt_texts=False, links=False)))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


READERS: dict[str, Callable[[Page], Reading]] = {
    "Dateline": dateline,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "resiliparse": resiliparse,
}
