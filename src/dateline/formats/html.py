"""A news page as one item: what its structured data, meta tags and marks say, and the text of the story."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from dateline.errors import Unreadable
from dateline.formats.charset import Decoded, decode
from dateline.formats.page import json_ld, metadata, running_text, walls
from dateline.formats.page.words import word_count
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

NAME = "html"
MEDIA_TYPES = ("text/html", "application/xhtml+xml")

LARGEST = 5 * 1024 * 1024
"""Characters of a decoded page; no story is that long, and the parsers' time grows with it."""
_DEEPEST = 600
_MOST_ELEMENTS = 30_000
_LONGEST_TAG = 20_000
_DEEPER = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")
_ELEMENTS: Callable[[etree._Element], Any] = etree.XPath("count(/descendant::*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 1000
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|article|div|p|meta|script)\b", re.I)
_STOPPING = "\0\ufffe\uffff"
"""Characters at which libxml2 stops reading; nobody wrote them to be read."""
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_FEWEST_WORDS = 25
_INDEX = frozenset({"collectionpage", "searchresultspage", "profilepage", "imagegallery", "mediagallery", "itemlist"})
_LIVE = frozenset({"liveblogposting"})
_SHORTEST_LEAD = 100
"""Words before a chain of posts that make an article of their own, unless the page says that it is a live blog only."""


def items(payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    """The page's article as one item.

    Raises Unreadable: parse.empty, parse.charset, parse.limit, parse.wrong_format, parse.not_an_article.
    """
    root = _tree(payload)
    said = metadata.read(root, payload.url, payload.received_at)
    text = running_text.text(root, said.body, said.headline, bool(said.types & _LIVE), said.values.get("byline"))
    _check_is_article(said, text)
    yield said.item(text.text, text.source)


def _tree(payload: Payload) -> etree._Element:
    if not payload.body or payload.body.isspace():
        raise Unreadable("parse.empty", "the page holds no bytes")
    if len(payload.body) > 4 * LARGEST:
        raise Unreadable("parse.limit", f"{len(payload.body)} bytes, more than a page may have")
    decoded = decode(payload.body, payload.media_type, "html")
    text = decoded.text
    if len(text) > LARGEST:
        raise Unreadable("parse.limit", f"{len(text)} characters, more than the {LARGEST} a page may have")
    if not _MARKUP.search(text, 0, 100_000):
        raise Unreadable("parse.wrong_format", "no HTML in it")
    if _has_long_tag(text):
        raise Unreadable("parse.limit", f"a tag with more than {_MOST_ATTRIBUTES} attributes")
    try:
        root = lxml_html.document_fromstring(parsed_from(decoded, payload.body), parser=parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("parse.wrong_format", f"not readable as HTML: {error}") from error
    if (count := _ELEMENTS(root)) > _MOST_ELEMENTS:
        raise Unreadable("parse.limit", f"{count:.0f} elements, more than the {_MOST_ELEMENTS} a page may have")
    if _DEEPER(root):
        raise Unreadable("parse.limit", f"elements nested deeper than {_DEEPEST}")
    return root


def parsed_from(decoded: Decoded, body: bytes) -> bytes:
    """What the parser is given: UTF-8, which it reads fastest, without what it stumbles over; often the very body."""
    text = decoded.text
    is_same = decoded.charset == "utf-8" and decoded.source in ("http", "meta", "bytes") and "\ufffd" not in text
    # a zero is sought in the bytes: in text that is not Latin, half of every second character looks like one
    stopping = [char for char in _STOPPING if (b"\0" in body if char == "\0" else char in text)]
    head = _XML_HEAD.match(text)
    if is_same and not head and not stopping:
        return body
    text = text[head.end() :] if head else text
    for char in stopping:
        text = text.replace(char, "")
    return text.encode("utf-8", "replace")


def parser() -> etree.HTMLParser:
    """A parser of plain elements: those of lxml.html take nearly twice the time to make."""
    return etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)


def _has_long_tag(text: str) -> bool:
    """Whether a tag has more attributes than a page's author would write: the parser's time grows with their square."""
    return any(
        (start := text.rfind("<", place - _LONGEST_TAG, place + 1)) >= 0
        and text.find(">", start, start + _LONGEST_TAG) < 0
        and len(_QUOTED.sub("", text[start : text.find(">", start) + 1 or None]).split()) > _MOST_ATTRIBUTES
        for place in range(_LONGEST_TAG, len(text), _LONGEST_TAG)
    )


def _check_is_article(said: metadata.Said, text: running_text.Text) -> None:
    """Raises parse.not_an_article where the page is an index, a gallery, a live blog or a login."""
    words = word_count(text.text)
    if _is_live_blog(said, text):
        raise Unreadable("parse.not_an_article", "a live blog")
    if not said.is_article and said.types & _INDEX and words < 10 * _FEWEST_WORDS:
        raise Unreadable("parse.not_an_article", f"an index or gallery ({', '.join(sorted(said.types & _INDEX))})")
    if not said.is_article and said.headline and walls.is_login(said.headline) and words < 4 * _FEWEST_WORDS:
        raise Unreadable("parse.not_an_article", f"a login or error page: {said.headline[:80]}")
    if not said.is_article and walls.asks_consent(text.text):
        raise Unreadable("parse.not_an_article", "a demand for consent")
    if words < (5 if said.is_article else _FEWEST_WORDS):
        raise Unreadable("parse.not_an_article", f"{words} words of running text")
    if not said.is_article and text.is_index:
        raise Unreadable("parse.not_an_article", "cards that lead to other pages")
    if not said.is_article and text.link_share > 0.5:
        raise Unreadable("parse.not_an_article", f"{text.link_share:.0%} of its text are links")


def _is_live_blog(said: metadata.Said, text: running_text.Text) -> bool:
    """Whether the page is posts and nothing else. What stands before the posts may be an article: then that is read."""
    is_article_too = bool(said.types & (json_ld.ARTICLES - _LIVE - {"blogposting"}))
    if text.is_live and len(text.text.split()) < _SHORTEST_LEAD:
        return True
    return bool(said.types & _LIVE) and not is_article_too
