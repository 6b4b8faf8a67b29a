"""A news page as one item: what its structured data, meta tags and marks say, and the text of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from dateline.errors import Unreadable
from dateline.formats import page_metadata, page_text
from dateline.formats.charset import decode
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

NAME = "html"
MEDIA_TYPES = ("text/html", "application/xhtml+xml")

LARGEST = 5 * 1024 * 1024
"""Characters of a decoded page; no story is that long, and the parsers' time grows with it."""
_DEEPEST = 600
_MOST_ELEMENTS = 30_000
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 1000
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|article|div|p|meta|script)\b", re.I)
_STOPPING = re.compile("[\0\ud800-\udfff\ufffe\uffff]")
"""Characters at which libxml2 stops reading; nobody wrote them to be read."""
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_FEWEST_WORDS = 25
_LOGIN = re.compile(
    r"\b(?:log ?in|sign ?in|access denied|captcha|are you a robot|page not found|404|forbidden|subscribe to read)\b",
    re.I,
)
_INDEX = frozenset({"collectionpage", "searchresultspage", "profilepage", "imagegallery", "mediagallery", "itemlist"})
_LIVE = frozenset({"liveblogposting"})


def items(payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    """The page's article as one item.

    Raises Unreadable: parse.empty, parse.charset, parse.limit, parse.wrong_format, parse.not_an_article.
    """
    root = _tree(payload)
    said = page_metadata.read(root, payload.url)
    text = page_text.text(root, said.body, said.headline)
    _check_is_article(said, text)
    yield said.item(text.text, text.source)


def _tree(payload: Payload) -> HtmlElement:
    if not payload.body.strip():
        raise Unreadable("parse.empty", "the page holds no bytes")
    if len(payload.body) > 4 * LARGEST:
        raise Unreadable("parse.limit", f"{len(payload.body)} bytes, more than a page may have")
    text = decode(payload.body, payload.media_type, "html").text
    if len(text) > LARGEST:
        raise Unreadable("parse.limit", f"{len(text)} characters, more than the {LARGEST} a page may have")
    if not _MARKUP.search(text[:100_000]):
        raise Unreadable("parse.wrong_format", "no HTML in it")
    if any(len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise Unreadable("parse.limit", f"a tag with more than {_MOST_ATTRIBUTES} attributes")
    try:
        root = lxml_html.document_fromstring(_XML_HEAD.sub("", _STOPPING.sub("", text)), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("parse.wrong_format", f"not readable as HTML: {error}") from error
    depth, count = _size(root)
    if depth > _DEEPEST:
        raise Unreadable("parse.limit", f"elements nested deeper than {_DEEPEST}")
    if count > _MOST_ELEMENTS:
        raise Unreadable("parse.limit", f"{count} elements, more than the {_MOST_ELEMENTS} a page may have")
    return root


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding=None, remove_comments=True, remove_pis=True, no_network=True)


def _size(root: HtmlElement) -> tuple[int, int]:
    """The deepest nesting and the number of elements, found without recursion."""
    depth = deepest = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        count += event == "start"
    return deepest, count


def _check_is_article(said: page_metadata.Said, text: page_text.Text) -> None:
    """Raises parse.not_an_article where the page is an index, a gallery, a live blog or a login."""
    words = len(text.text.split())
    if said.types & _LIVE:
        raise Unreadable("parse.not_an_article", "a live blog")
    if not said.is_article and said.types & _INDEX and words < 10 * _FEWEST_WORDS:
        raise Unreadable("parse.not_an_article", f"an index or gallery ({', '.join(sorted(said.types & _INDEX))})")
    if not said.is_article and said.headline and _LOGIN.search(said.headline) and words < 4 * _FEWEST_WORDS:
        raise Unreadable("parse.not_an_article", f"a login or error page: {said.headline[:80]}")
    if words < (5 if said.is_article else _FEWEST_WORDS):
        raise Unreadable("parse.not_an_article", f"{words} words of running text")
    if not said.is_article and text.link_share > 0.5:
        raise Unreadable("parse.not_an_article", f"{text.link_share:.0%} of its text are links")
