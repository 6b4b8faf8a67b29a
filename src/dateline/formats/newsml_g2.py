"""NewsML-G2 2.x: news items alone or in a news message, https://iptc.org/std/NewsML-G2/. Catalogues are never fetched.

The text inside is NITF, XHTML or plain; what a field is not given by the G2 envelope is read from there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from dateline.errors import Unreadable
from dateline.formats import nitf, prose
from dateline.formats.characters import one_line
from dateline.formats.nitf import Story
from dateline.formats.safe_xml import XML_LANG, attribute, below, child, children, name, namespace, root, words
from dateline.formats.subjects import is_iptc
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

NAME = "newsml_g2"
MEDIA_TYPES = (
    "application/vnd.iptc.g2.newsitem+xml",
    "application/vnd.iptc.g2.newsmessage+xml",
    "application/xml",
    "text/xml",
)
NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"

_OTHERS = frozenset({"packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem"})
_TEXT_CLASSES = frozenset({"", "text", "composite"})
# Notes of the desk to itself, or the whole notepad once more as markup.
_OTHER_NOTES = frozenset(
    {"closingline", "dpacontacts", "contacts", "notepad", "picture", "correctionshort", "genrenote"}
)
_GONE = frozenset({"canceled", "cancelled", "withheld"})


def items(payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    """The news items in order; a fault for each item that is no article or breaks the standard."""
    top = root(payload)
    if name(top) != "newsMessage" and name(top) != "newsItem" and name(top) not in _OTHERS:
        raise Unreadable(
            "parse.wrong_format", f"root element <{name(top)}>; NewsML-G2 begins with <newsItem> or <newsMessage>"
        )
    if namespace(top) != NAMESPACE:
        raise Unreadable("parse.wrong_format", f"namespace {namespace(top)!r}; NewsML-G2 2.x has {NAMESPACE}")
    elements = [e for s in children(top, "itemSet") for e in s] if name(top) == "newsMessage" else [top]
    if not elements:
        raise Unreadable("parse.empty", "a newsMessage with no item in it")
    keys = Counter((e.get("guid"), e.get("version")) for e in elements if name(e) == "newsItem")
    for position, element in enumerate(elements):
        yield _item(element, position, again=keys[(element.get("guid"), element.get("version"))] > 1)


def _item(element: etree._Element, position: int, *, again: bool) -> Item | Fault:
    if fault := _refusal(element):
        return Fault(*fault, position=position)
    out = Story()
    status = _item_meta(out, element)
    _content_meta(out, element)
    unread = _content(out, element)
    _from_provider(out, element)
    if not out.body and status not in _GONE:
        if unread:
            return Fault("parse.not_an_article", f"newsItem whose content is not text we read: {unread}", position)
        if "headline" not in out.fields:
            return Fault("parse.not_an_article", "newsItem with neither a headline nor text", position)
    if again:
        out.found["guid_not_unique"] = "newsItem/@guid"
    return out.item(position)


def _refusal(element: etree._Element) -> tuple[str, str] | None:
    """The reason why this element holds no article that we could keep, with its detail."""
    if name(element) != "newsItem" or namespace(element) != NAMESPACE:
        return "parse.not_an_article", f"a {name(element) or 'nameless'} carries no article"
    version = element.get("standardversion")
    if (element.get("standard") or "NewsML-G2") != "NewsML-G2" or (
        version and not re.fullmatch(r"2\.\d{1,3}", version.strip())
    ):
        return "parse.wrong_format", f"{element.get('standard')} {version}; NewsML-G2 2.x is read"
    if not attribute(element, "guid"):
        return "row.required", "newsItem/@guid is missing; the standard demands it"
    kind = _code(child(element, "itemMeta/itemClass"))
    if kind not in _TEXT_CLASSES:
        return "parse.not_an_article", f"newsItem of class {kind}"
    return None


def _code(element: etree._Element | None) -> str:
    """The part of qcode or uri that names the thing: `stat:usable` → usable."""
    value = attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal") or ""
    return re.split(r"[:/#]", value)[-1].lower()


def _item_meta(out: Story, element: etree._Element) -> str:
    """The code of pubStatus; puts guid, version, dates, status and notes."""
    meta = child(element, "itemMeta")
    at = "newsItem/itemMeta"
    out.put("guid", attribute(element, "guid"), "newsItem/@guid")
    out.put("version", attribute(element, "version"), "newsItem/@version")
    out.put("published_text", words(child(meta, "firstCreated")), f"{at}/firstCreated")
    out.put(
        "published_text", words(child(element, "contentMeta/contentCreated")), "newsItem/contentMeta/contentCreated"
    )
    out.put("published_text", words(child(meta, "versionCreated")), f"{at}/versionCreated")
    out.put("updated_text", words(child(meta, "versionCreated")), f"{at}/versionCreated")
    embargo = child(meta, "embargoed")
    out.put("embargo_text", words(embargo), f"{at}/embargoed")
    code = _code(child(meta, "pubStatus"))
    if code in ("", "usable"):
        if embargo is not None and "embargo_text" not in out.fields:
            out.put("status", "embargoed", f"{at}/embargoed")  # empty: embargoed until told otherwise
        if any(_code(signal) in ("correction", "cor") for signal in children(meta, "signal")):
            out.put("status", "correction", f"{at}/signal/@qcode")
    status = child(meta, "pubStatus")
    out.put("status", attribute(status, "qcode") or attribute(status, "uri"), f"{at}/pubStatus")
    out.put("note", _notes(meta), f"{at}/edNote")
    content = child(element, "contentMeta")
    out.add("urgency", words(child(content, "urgency")), "newsItem/contentMeta/urgency")
    out.add("slugline", words(child(content, "slugline")), "newsItem/contentMeta/slugline")
    out.put(
        "headline",
        words(child(element, "contentMeta/headline")) and _headline(element),
        "newsItem/contentMeta/headline",
    )
    out.put("headline", words(child(meta, "title")), f"{at}/title")
    return code


def _headline(element: etree._Element) -> str | None:
    """The main headline: of several, the one with that role, then the lowest rank, then the first."""

    def order(headline: etree._Element) -> tuple[bool, int]:
        rank = headline.get("rank") or ""
        role = re.split(r"[:/#]", headline.get("role") or "")[-1].lower()
        return role not in ("", "main", "headline", "hdl"), int(rank) if rank.isdecimal() and len(rank) < 10 else 0

    return words(min(children(child(element, "contentMeta"), "headline"), key=order))


def _notes(meta: etree._Element | None) -> str:
    notes = []
    for note in children(meta, "edNote"):
        role = re.split(r"[:/#]", note.get("role") or "")[-1].lower()
        if role not in _OTHER_NOTES and "nonpublic" not in (note.get("pubconstraint") or ""):
            notes.append(words(note) or "")
    return one_line(" ".join(dict.fromkeys(notes)))


def _content_meta(out: Story, element: etree._Element) -> None:
    meta = child(element, "contentMeta")
    at = "newsItem/contentMeta"
    out.put("byline", words(child(meta, "by")), f"{at}/by")
    out.put("dateline_text", words(child(meta, "dateline")), f"{at}/dateline")
    source = next((e for e in children(meta, "infoSource") if words(child(e, "name"))), None)
    out.put("agency", words(child(source, "name")), f"{at}/infoSource/name")
    out.put("agency", words(child(meta, "creditline")), f"{at}/creditline")
    out.put("language", attribute(child(meta, "language"), "tag"), f"{at}/language/@tag")
    out.put("language", attribute(element, XML_LANG), "newsItem/@xml:lang")
    names: list[str | None] = []
    for e in children(meta, "subject"):
        codes = [attribute(e, "qcode"), attribute(e, "uri")]
        names.append(words(child(e, "name")) or attribute(e, "literal") or codes[0] or codes[1])
        names += [code for code in codes if is_iptc(code)]
    names += [words(e) for e in children(meta, "keyword")]
    out.subjects = tuple(dict.fromkeys(n for n in names if n))


def _from_provider(out: Story, element: etree._Element) -> None:
    """Puts whose item it is and, where nobody else is credited, whose copy; a creator where there is no byline."""
    provider = child(element, "itemMeta/provider")
    title = words(child(provider, "name"))
    qcode = attribute(provider, "qcode") or ""
    title = title or (qcode.partition(":")[2] or None)
    out.put("publisher", title, "newsItem/itemMeta/provider")
    out.put("agency", title, "newsItem/itemMeta/provider")
    creator = child(element, "contentMeta/creator")
    who = words(child(creator, "name")) or ""
    if " " in who and "organisation" not in (attribute(creator, "type") or ""):  # a login such as `doe.jane` is no name
        out.put("byline", who, "newsItem/contentMeta/creator/name")


def _content(out: Story, element: etree._Element) -> str:
    """Types of content that could not be read, when none could; puts the body and what its markup tells."""
    unread: list[str] = []
    for part in children(child(element, "contentSet"), "inlineXML", "inlineData", "remoteContent"):
        kind = attribute(part, "contenttype") or name(part)
        if name(part) == "remoteContent":
            unread.append(f"{kind} elsewhere ({(attribute(part, 'href') or attribute(part, 'residref') or '')[:200]})")
            continue
        inner = _inline_xml(part) if name(part) == "inlineXML" else _inline_data(part, kind)
        if inner is None:
            unread.append(kind)
            continue
        for field, value in inner.fields.items():
            if field not in ("guid", "version", "status", "publisher", "embargo_text", "published_text", "note"):
                out.put(field, value, inner.found.get(field, kind))
        if inner.body:
            out.body = _with_dateline(inner.body, out.fields.get("dateline_text"))
            out.found["body"] = f"newsItem/contentSet/{name(part)}"
            return ""
    return ", ".join(unread)


def _with_dateline(body: str, dateline: str | None) -> str:
    """The body with a dateline that stands in a paragraph of its own put before the one it belongs to."""
    first, _, rest = body.partition(prose.BETWEEN)
    return f"{first} {rest}" if rest and dateline and first == dateline else body


def _inline_xml(part: etree._Element) -> Story | None:
    """What NITF or XHTML inside tells; None for other vocabularies; an empty story for an empty element."""
    inner = next((e for e in part if isinstance(e.tag, str)), None)
    if inner is None:
        return Story()
    if name(inner) == "nitf":
        return nitf.story(inner)
    if name(inner) not in ("html", "body", "div", "section", "article", "p"):
        return None
    out = Story()
    body = inner if name(inner) != "html" else child(inner, "body")
    if body is None:
        return out
    _drop_teaser(part, body)
    out.body = prose.BETWEEN.join(prose.paragraphs(body if name(inner) != "p" else part))
    out.put("headline", words(next(below(inner, "h1"), None)), "inlineXML/html//h1")
    byline = next((e for e in below(inner, "p", "span", "div") if "byline" in (e.get("class") or "").split()), None)
    out.put("byline", words(byline), "inlineXML/html//*[@class='byline']")
    out.put("language", attribute(inner, XML_LANG) or attribute(inner, "lang"), "inlineXML/html/@lang")
    return out


def _drop_teaser(part: etree._Element, body: etree._Element) -> None:
    """Takes away a paragraph marked as teaser that only says a contentMeta/description again (dpa does so)."""
    content_set = part.getparent()
    item = content_set.getparent() if content_set is not None else None
    told = {words(e) for e in children(child(item, "contentMeta"), "description")}
    for paragraph in below(body, "p"):
        parent = paragraph.getparent()
        if "teaser" in (paragraph.get("class") or "").split() and words(paragraph) in told and parent is not None:
            parent.remove(paragraph)
            return


def _inline_data(part: etree._Element, kind: str) -> Story | None:
    """Plain text or escaped HTML inside; None for encoded data."""
    if part.get("encoding"):
        return None
    text = "".join(t for t in part.itertext() if isinstance(t, str))
    if "html" in kind:
        return Story(body=prose.BETWEEN.join(prose.html_paragraphs(text)))
    if kind in ("inlineData", "text/plain") or kind.startswith("text/plain"):
        return Story(body=prose.BETWEEN.join(prose.plain_paragraphs(text)))
    return None
