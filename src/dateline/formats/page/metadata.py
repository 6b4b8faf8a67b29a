"""What a page says of its article outside the running text: JSON-LD, meta tags, `<time>`, headings."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from lxml import etree
from lxml.etree import _Element

from dateline.formats.characters import one_line
from dateline.formats.page import json_ld
from dateline.formats.page.byline import Named, byline
from dateline.formats.page.dates import hour_of, instant_of, published
from dateline.formats.page.headline import headline
from dateline.payload import Item

_META: dict[str, tuple[str, ...]] = {
    "headline": ("og:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "twitter:title"),
    "published_text": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date", "sailthru.date",  # noqa: E501
        "cxenseparse:recs:publishtime", "dcterms.issued", "dcterms.created", "dc.date.issued", "dc.date.created", "dc.date",  # noqa: E501
        "dcterms.date", "pubdate", "publish-date", "publication_date", "publishdate", "article.published", "rnews:datepublished",  # noqa: E501
        "bt:pubdate", "pdate", "og:published_time", "article:publish_date", "article:pubdate", "publication-date",
        "published_date",
        "published_at", "pub_date", "originalpublicationdate", "article_date_original", "article.date", "created",
        "datecreated", "date", "dc.created",
    ),
    "updated_text": (
        "article:modified_time", "og:article:modified_time", "article:modified", "datemodified", "dcterms.modified", "dc.date.modified",  # noqa: E501
        "lastmod", "last-modified", "og:updated_time", "article.updated", "rnews:datemodified",
    ),
    "byline": ("author", "parsely-author", "byl", "article:author_name", "article:author:name", "dcsext.author", "dc.creator", "dcterms.creator", "sailthru.author", "author_name", "citation_author", "article:author", "cxenseparse:author"),  # noqa: E501
    "publisher": ("og:site_name", "dc.publisher", "application-name", "dcterms.publisher", "cre"),
    "agency": ("dc.source", "dcterms.source", "syndication-source-name", "article:source"),
    "language": ("content-language", "dc.language", "language", "og:locale"),
    "canonical_url": ("og:url",),
    "dateline_text": ("dateline",),
}  # fmt: skip
_TAGS = frozenset({"article:tag", "news_keywords", "parsely-tags", "article:section", "parsely-section", "keywords"})
_ZONED = re.compile(r"(?:z|[+\-]\d{2}:?\d{2}|gmt|utc|\b[a-z]{3,4})\s*$", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_NAMES = 30
_MOST_MARKS = 400
_PARTS = ("meta", "link", "script", "h1", "h2", "h3")
_MOST_HEADINGS = 20
_LINES = frozenset({"br", "div", "p", "small", "h2", "h3", "figure", "svg", "button"})
Meta = dict[str, list[str]]
"""What the meta tags say, by lower-case name or property."""


@dataclass
class Said:
    """Values by field of Item, each with where it stood; the structured body; the page's types."""

    values: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)
    types: frozenset[str] = frozenset()
    is_article: bool = False
    body: str | None = None

    @property
    def headline(self) -> str | None:
        return self.values.get("headline")

    def put(self, name: str, value: str | None, place: str) -> None:
        """Keeps the value unless the field has one already."""
        if value and name not in self.values and (text := one_line(value)):
            self.values[name], self.found[name] = text, place

    def item(self, body: str, source: str) -> Item:
        """The article as an item, its body given."""
        item = Item(body=body, subjects=tuple(dict.fromkeys(self.subjects)), found={**self.found, "body": source})
        values: dict[str, Any] = dict(self.values)
        return replace(item, **values)


def read(root: _Element, url: str, received_at: datetime | None = None) -> Said:
    """What the page says. `url`: where it came from, used when it is an address; `received_at`: no day is after it."""
    said = Said()
    if url.startswith(("http://", "https://")):
        said.put("url", url, "payload")
    parts: dict[str, list[_Element]] = {tag: [] for tag in _PARTS}
    for part in root.iter(*_PARTS):  # one walk for all of them
        parts[part.tag].append(part)
    meta = _metas(parts["meta"])
    headings = [(t, "h1") for h in parts["h1"] if 2 < len(t := _heading(h)) < 300]
    canonical = _canonical(parts["link"])
    titles = [value for key in _META["headline"] for value in meta.get(key, ())] + [text for text, _ in headings]
    nodes = json_ld.nodes(parts["script"])
    story = json_ld.story_of(nodes, (url, canonical or ""), titles)
    said.types = frozenset(t for n in nodes for t in json_ld.types(n))
    bylines: list[Named] = []
    if story is not None:
        said.is_article = True
        _read_story(story, nodes, said, bylines)
    _read_dates(meta, said)
    _read_meta(meta, said, bylines)
    _read_page_nodes(nodes, said)
    if canonical:
        said.values["canonical_url"], said.found["canonical_url"] = canonical, "link canonical"
    if "url" not in said.values and "canonical_url" in said.values:
        said.put("url", said.values["canonical_url"], said.found["canonical_url"])
    said.put("language", root.get("lang"), "html lang")
    lesser = ((_heading(part), part.tag) for part in (*parts["h2"][:_MOST_HEADINGS], *parts["h3"][:_MOST_HEADINGS]))
    _choose(root, said, meta, headings, lesser, bylines, received_at)
    return said


def _heading(element: _Element) -> str:
    """The text of a heading on one line; what stands on lines of its own does not run together."""
    parts: list[str] = []
    for event, part in islice(etree.iterwalk(element, events=("start", "end")), _MOST_MARKS):
        if part.tag in _LINES:
            parts.append(" ")
        parts.append((part.text if event == "start" else part.tail if part is not element else "") or "")
    return one_line("".join(parts)[:1000])


def _read_story(story: json_ld.Node, nodes: list[json_ld.Node], said: Said, bylines: list[Named]) -> None:
    index = {str(n["@id"]): n for n in nodes if "@id" in n and "name" in n}
    for name, keys in (
        ("headline", ("headline", "name")),
        ("published_text", ("datePublished", "dateCreated")),
        ("updated_text", ("dateModified",)),
        ("language", ("inLanguage",)),
        ("dateline_text", ("dateline",)),
        ("version", ("version",)),
        ("note", ("correction",)),
    ):
        for key in keys:
            value = json_ld.plain(json_ld.text_of(story.get(key)))
            said.put(name, instant_of(value) if value and name.endswith("d_text") else value, f"json-ld {key}")
    for key in ("author", "creator"):
        if names := json_ld.names_of(story.get(key), index):
            bylines.append((", ".join(names[:_MOST_NAMES]), f"json-ld {key}"))
    said.put("publisher", next(iter(json_ld.names_of(story.get("publisher"), index)), None), "json-ld publisher")
    source = next(iter(json_ld.names_of(story.get("sourceOrganization"), index)), None)
    said.put("agency", source, "json-ld sourceOrganization")
    if address := json_ld.address_of(story.get("mainEntityOfPage")) or json_ld.address_of(story.get("url")):
        said.put("canonical_url", address, "json-ld mainEntityOfPage")
    said.body = json_ld.text_of(story.get("articleBody"))


def _read_meta(meta: Meta, said: Said, bylines: list[Named]) -> None:
    for name, keys in _META.items():
        for key in keys:
            for value in meta.get(key, ()):
                if name == "byline":
                    bylines.append((one_line(json_ld.plain(value) or "")[:1000], f"meta {key}"))
                elif name.endswith("d_text"):
                    said.put(name, instant_of(value), f"meta {key}")
                elif name != "headline":
                    said.put(name, value, f"meta {key}")
    for value in (value for key in meta if key in _TAGS for value in meta[key]):
        said.subjects.extend(v for part in value.split(",") if (v := one_line(part)) and len(v) < 80)
    said.is_article = said.is_article or any(value.lower() == "article" for value in meta.get("og:type", ()))


def _read_page_nodes(nodes: list[json_ld.Node], said: Said) -> None:
    """The dates of the page itself, and the name of its site, where the article has none of its own."""
    for node in nodes:
        kinds = json_ld.types(node)
        if "webpage" in kinds or "itempage" in kinds:
            for name, key in (("published_text", "datePublished"), ("updated_text", "dateModified")):
                said.put(name, json_ld.text_of(node.get(key)), f"json-ld WebPage {key}")
        if "website" in kinds:
            said.put("publisher", json_ld.text_of(node.get("name")), "json-ld WebSite name")


def _choose(
    root: _Element,
    said: Said,
    meta: Meta,
    headings: list[Named],
    lesser: Iterable[Named],
    bylines: list[Named],
    received_at: datetime | None,
) -> None:
    """What several places of a page say, each a little differently: headline, byline, and the date of a plain page."""
    told = [(said.values.pop("headline"), said.found.pop("headline"))] if "headline" in said.values else []
    for key in _META["headline"]:
        told += [(one_line(json_ld.plain(html.unescape(value)) or ""), f"meta {key}") for value in meta.get(key, ())]
    told = [one for one in told if one[0]]
    if chosen := headline(told, headings, lesser, root.findtext(".//title"), said.values.get("publisher")):
        said.put("headline", *chosen)
    if by := byline([one for one in bylines if one[0]], root, said.values.get("publisher"), said.headline):
        said.put("byline", *by)
    told_day = said.values.get("published_text", "")
    if not told_day:
        address = said.values.get("url") or said.values.get("canonical_url")
        if when := published(root, address, said.values.get("language"), received_at):
            said.put("published_text", *when)
    elif _DAY.fullmatch(told_day) and (when := hour_of(root, said.values.get("language"), told_day)):
        said.values["published_text"], said.found["published_text"] = when


def _read_dates(meta: Meta, said: Said) -> None:
    """A date of the meta tags with a zone outweighs one of the structured data without."""
    for name in ("published_text", "updated_text"):
        told = said.values.get(name)
        if told is None or _ZONED.search(told):
            continue
        for key in _META[name]:
            same = [v for v in meta.get(key, ()) if _ZONED.search(v) and v[:10] == told[:10]]
            if same:
                said.values[name], said.found[name] = one_line(same[0]), f"meta {key}"
                break


def _metas(tags: Iterable[_Element]) -> Meta:
    out: Meta = {}
    for tag in tags:
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = tag.get("content")
        if key and value and (value := value.strip()):
            out.setdefault(key.strip().lower(), []).append(value)
    return out


def _canonical(links: Iterable[_Element]) -> str | None:
    for link in links:
        if (link.get("rel") or "").lower() == "canonical":
            href = (link.get("href") or "").strip()
            return href if href.startswith(("http://", "https://")) else None
    return None
