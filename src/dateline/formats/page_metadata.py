"""What a page says of its article outside the running text: JSON-LD, meta tags, `<time>`, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml.html import HtmlElement

from dateline.formats import json_ld
from dateline.formats.characters import one_line
from dateline.payload import Item

_META: dict[str, tuple[str, ...]] = {
    "headline": ("og:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "twitter:title"),
    "published_text": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date", "sailthru.date",  # noqa: E501
        "cxenseparse:recs:publishtime", "dcterms.issued", "dcterms.created", "dc.date.issued", "dc.date.created", "dc.date",  # noqa: E501
        "dcterms.date", "pubdate", "publish-date", "publication_date", "publishdate", "article.published", "rnews:datepublished",  # noqa: E501
        "bt:pubdate", "pdate", "og:published_time", "date", "dc.created",
    ),
    "updated_text": (
        "article:modified_time", "og:article:modified_time", "article:modified", "datemodified", "dcterms.modified", "dc.date.modified",  # noqa: E501
        "lastmod", "last-modified", "og:updated_time", "article.updated", "rnews:datemodified",
    ),
    "byline": ("author", "parsely-author", "byl", "dc.creator", "dcterms.creator", "sailthru.author", "article:author_name", "article:author", "cxenseparse:author"),  # noqa: E501
    "publisher": ("og:site_name", "dc.publisher", "application-name", "dcterms.publisher", "cre"),
    "agency": ("dc.source", "dcterms.source", "syndication-source-name", "article:source"),
    "language": ("content-language", "dc.language", "language", "og:locale"),
    "canonical_url": ("og:url",),
    "dateline_text": ("dateline",),
}  # fmt: skip
_TAGS = frozenset({"article:tag", "news_keywords", "parsely-tags", "article:section", "parsely-section", "keywords"})
_ZONED = re.compile(r"(?:z|[+\-]\d{2}:?\d{2}|gmt|utc|\b[a-z]{3,4})\s*$", re.I)
_TITLE_TAIL = re.compile(r"\s+(?:[|–—-]|::|»)\s+[^|–—»]{2,50}$")
_BYLINE_CLASS = re.compile(r"\b(?:byline|author(?:s|-name|_name)?|article-?author)\b", re.I)
_DATE_CLASS = re.compile(
    r"\b(?:pub(?:lish(?:ed)?)?[-_]?(?:date|time)|date(?:line)?[-_]?published|timestamp|article[-_]?date|post[-_]?date|entry-date)\b",
    re.I,
)


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


def read(root: HtmlElement, url: str) -> Said:
    """What the page says. `url`: where it came from, used when it is an address."""
    said = Said()
    if url.startswith(("http://", "https://")):
        said.put("url", url, "payload")
    meta = list(_metas(root))
    _read_json_ld(root, said)
    _read_dates(meta, said)
    for name, keys in _META.items():
        for key in keys:
            for place, value in meta:
                if place == key:
                    said.put(name, value, f"meta {key}")
    for place, value in meta:
        if place in _TAGS:
            said.subjects.extend(v for part in value.split(",") if (v := one_line(part)) and len(v) < 80)
    said.is_article = said.is_article or ("og:type", "article") in {(k, v.lower()) for k, v in meta}
    _read_marks(root, said)
    _read_heading(root, said)
    return said


def _read_json_ld(root: HtmlElement, said: Said) -> None:
    nodes = json_ld.nodes(root)
    index = {str(n["@id"]): n for n in nodes if "@id" in n and "name" in n}
    said.types = frozenset(t for n in nodes for t in json_ld.types(n))
    stories = [n for n in nodes if json_ld.types(n) & json_ld.ARTICLES and ("headline" in n or "datePublished" in n)]
    if not stories:
        return
    story = max(
        stories, key=lambda n: ("headline" in n) + ("datePublished" in n) + ("author" in n) + ("articleBody" in n)
    )
    said.is_article = True
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
            said.put(name, json_ld.text_of(story.get(key)), f"json-ld {key}")
    said.put(
        "byline", ", ".join(json_ld.names_of(story.get("author") or story.get("creator"), index)), "json-ld author"
    )
    said.put("publisher", next(iter(json_ld.names_of(story.get("publisher"), index)), None), "json-ld publisher")
    said.put(
        "agency",
        next(iter(json_ld.names_of(story.get("sourceOrganization"), index)), None),
        "json-ld sourceOrganization",
    )
    page = story.get("mainEntityOfPage") or story.get("url")
    address = page.get("@id") if isinstance(page, Mapping) else page
    if isinstance(address, str) and address.startswith(("http://", "https://")):
        said.put("canonical_url", address, "json-ld mainEntityOfPage")
    body = story.get("articleBody")
    said.body = json_ld.text_of(body)


def _read_dates(meta: list[tuple[str, str]], said: Said) -> None:
    """A date of the meta tags with a zone outweighs one of the structured data without."""
    for name in ("published_text", "updated_text"):
        if name in said.values and not _ZONED.search(said.values[name]):
            for place, value in meta:
                if place in _META[name] and _ZONED.search(value) and value[:10] == said.values[name][:10]:
                    said.values[name], said.found[name] = one_line(value), f"meta {place}"
                    break


def _metas(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for tag in root.iterfind(".//meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = tag.get("content")
        if key and value and value.strip():
            yield key.strip().lower(), value.strip()


def _read_marks(root: HtmlElement, said: Said) -> None:
    """What the marked-up page shows: canonical link, language, `<time>`, byline."""
    for link in root.iterfind(".//link"):
        if (link.get("rel") or "").lower() == "canonical" and (href := link.get("href")):
            if href.startswith(("http://", "https://")):
                said.values["canonical_url"], said.found["canonical_url"] = href.strip(), "link canonical"
            break
    if "url" not in said.values and "canonical_url" in said.values:
        said.put("url", said.values["canonical_url"], said.found["canonical_url"])
    said.put("language", root.get("lang"), "html lang")
    if "published_text" not in said.values:
        for text, place in _times(root):
            said.put("published_text", text, place)
            break
    if "byline" in said.values and re.match(r"https?://", said.values["byline"]):
        del said.values["byline"], said.found["byline"]
    if "byline" not in said.values:
        for element in root.iter("a", "span", "p", "div", "address"):
            marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
            if _BYLINE_CLASS.search(marks):
                text = one_line(element.text_content())
                if 3 < len(text) < 150:
                    said.put("byline", text, f"{element.tag} {marks.strip()[:40]}")
                    break


def _times(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("time"):
        text = element.get("datetime") or element.text_content()
        if text.strip() and re.search(r"\d{4}|\d{1,2}[/.]\d", text):
            yield text, "time"
    for element in root.iter("span", "p", "div"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        if _DATE_CLASS.search(marks):
            text = one_line(element.get("content") or element.text_content())
            if 6 < len(text) < 80 and re.search(r"\d{4}", text):
                yield text, f"{element.tag} {marks.strip()[:40]}"


def _read_heading(root: HtmlElement, said: Said) -> None:
    """The heading that readers see outweighs a title made for search engines, where the two speak of the same thing."""
    headings = [t for h in root.iter("h1") if 8 < len(t := one_line(h.text_content())) < 300]
    known = said.values.get("headline")
    if known is None and not headings:
        title = root.findtext(".//title")
        said.put("headline", _TITLE_TAIL.sub("", one_line(title)) if title else None, "title")
        return
    if known is None:
        said.put("headline", headings[0], "h1")
        return
    for text in headings:
        if _alike(text, known):
            said.values["headline"], said.found["headline"] = text, "h1"
            return
    site = said.values.get("publisher")
    if site and (tail := re.search(r"\s+[|–—-]\s+" + re.escape(site) + r"\s*$", known, re.I)):
        said.values["headline"] = known[: tail.start()]


def _alike(a: str, b: str) -> bool:
    """Whether two headings share half of their words."""
    x, y = (set(re.findall(r"\w+", t.casefold())) for t in (a, b))
    return bool(x and y) and len(x & y) >= 0.5 * min(len(x), len(y))
