"""Feeds: RSS 0.9x, 1.0 and 2.0, and Atom, read by feedparser from bytes; it is never given an address to load.

A feed that is not well-formed is read as far as its entries are whole. On a wire that follows its feed, an entry only
leads to a page (`Item.is_lead`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from dateline.errors import Unreadable
from dateline.formats import prose, safe_xml
from dateline.formats.characters import clean_text, or_none
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

NAME = "rss"
MEDIA_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")

_OPENED = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.I)
_CLOSED = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.I)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>/]")
_ROOT = re.compile(r"<([A-Za-z][\w:.-]{0,60})")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_PAGES = frozenset({"html", "head", "body"})


def items(payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    """The feed's entries in its order. Raises Unreadable: parse.not_a_feed for a page, and as `safe_xml.root` does."""
    text = safe_xml.text_of(payload)
    root = _ROOT.search(_COMMENT.sub("", text[:10_000]))
    if not _FEED.search(text[:100_000]) or (root and root[1].lower() in _PAGES):  # a page may hold a feed's words too
        raise Unreadable("parse.not_a_feed", f"begins with <{root[1]}>" if root else "begins with no markup")
    try:
        safe_xml.check(text)
        whole = True
    except Unreadable as error:
        if error.code != "parse.xml":
            raise
        whole = False
    where = {"content-location": payload.url} if payload.url.startswith(("http://", "https://")) else {}
    try:
        feed = feedparser.parse(
            text.encode("utf-8"), response_headers={**where, "content-type": "application/xml; charset=utf-8"}
        )
    except ValueError as error:  # a blank of Unicode's in the address of a namespace
        raise Unreadable("parse.not_a_feed", f"no feed that could be read: {error}") from error
    if not feed.version and not feed.entries:
        raise Unreadable("parse.not_a_feed", "no feed that could be read")
    torn = not whole and len(_OPENED.findall(text)) > len(_CLOSED.findall(text))
    yield from _entries(feed, wire, torn=torn)


def _entries(feed: Any, wire: Wire | None, *, torn: bool) -> Iterator[Item | Fault]:
    language = or_none(_string(dict(feed.feed).get("language")))
    keys = Counter(_string(dict(entry).get("id")) for entry in feed.entries)
    last = len(feed.entries) - 1
    for position, entry in enumerate(feed.entries):
        # A plain dict: feedparser's own answers `updated` by `published`, with a warning.
        data = dict(entry)
        if torn and position == last:
            yield Fault("parse.xml", "the feed ends inside this entry", position)
            continue
        item = _item(
            data, position, language, leads=bool(wire and wire.follow), again=keys[_string(data.get("id"))] > 1
        )
        yield item or Fault("parse.not_an_article", "an entry with neither title, text nor link", position)


def _item(data: Mapping[str, Any], position: int, language: str | None, *, leads: bool, again: bool) -> Item | None:
    found: dict[str, str] = {}

    def first(field: str, *ways: tuple[str, str | None]) -> str | None:
        for where, value in ways:
            if line := or_none(value):
                found[field] = where
                return line
        return None

    body, body_from = _body(data)
    if body:
        found["body"] = body_from
    headline = first("headline", ("title", _title(data)))
    url = first("url", ("link", _address(data.get("link"))))
    guid = first("guid", ("guid", _string(data.get("id"))))
    if not (headline or body or url):
        return None
    if guid and again:
        found["guid_not_unique"] = "guid"
    published = first(
        "published_text",
        ("published", _string(data.get("published"))),
        ("updated", _string(data.get("updated"))),
        ("created", _string(data.get("created"))),
    )
    return Item(
        position=position, guid=guid, headline=headline, body=body, url=url, is_lead=leads and url is not None,
        byline=first("byline", ("author", _authors(data))),
        agency=first("agency", ("dc:source", _string(data.get("dc_source"))), ("source", _source(data)),
                     ("media:credit", _credit(data))),
        publisher=first("publisher", ("dc:publisher", _string(data.get("publisher")))),
        published_text=published,
        updated_text=first("updated_text", ("updated", _string(data.get("updated")))),
        language=first("language", ("language", _string(data.get("language"))), ("channel/language", language)),
        subjects=_subjects(data),
        found=found,
    )  # fmt: skip


def _source(data: Mapping[str, Any]) -> str | None:
    source = data.get("source")
    return _string(source.get("title")) if isinstance(source, Mapping) else None


def _subjects(data: Mapping[str, Any]) -> tuple[str, ...]:
    names = (or_none(_string(tag.get("label") or tag.get("term"))) for tag in data.get("tags") or ())
    return tuple(dict.fromkeys(name for name in names if name))


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _title(data: Mapping[str, Any]) -> str | None:
    """The title as text. What feedparser takes for HTML is read as HTML once."""
    title = _string(data.get("title"))
    kind = (data.get("title_detail") or {}).get("type", "")
    if title and "html" in str(kind) and re.search(r"<[a-zA-Z/!]|&[#\w]+;", title):
        return " ".join(prose.html_paragraphs(title))
    return title


def _authors(data: Mapping[str, Any]) -> str | None:
    """The authors' names; an address alone is nobody's name."""
    names = [
        or_none(_string(author.get("name"))) for author in data.get("authors") or () if isinstance(author, Mapping)
    ]
    names = [name for name in names if name]
    return ", ".join(dict.fromkeys(str(name) for name in names)) or _string(data.get("author"))


def _credit(data: Mapping[str, Any]) -> str | None:
    credits = data.get("media_credit") or ()
    return next(
        (_string(one.get("content")) for one in credits if isinstance(one, Mapping) and one.get("content")), None
    )


def _address(value: Any) -> str | None:
    """An http or https address of sane length; anything else is no link to a page."""
    text = clean_text(value).strip() if isinstance(value, str) else ""
    return (
        text
        if re.match(r"https?://[^\s/?#]", text, re.I) and len(text) <= 2000 and not re.search(r"\s", text)
        else None
    )


def _body(data: Mapping[str, Any]) -> tuple[str, str]:
    """The entry's text: its whole content before its description."""
    contents = [
        (one.get("value"), str(one.get("type", "")), "content")
        for one in data.get("content") or ()
        if isinstance(one, Mapping)
    ]
    contents.sort(key=lambda one: "html" not in one[1])
    summary = data.get("summary")
    contents.append((summary, str((data.get("summary_detail") or {}).get("type", "")), "description"))
    for value, kind, where in contents:
        if not isinstance(value, str):
            continue
        found = (
            prose.plain_paragraphs(value)
            if "plain" in kind and not re.search(r"<\w", value)
            else prose.html_paragraphs(value)
        )
        if found:
            return prose.BETWEEN.join(found), where
    return "", ""
