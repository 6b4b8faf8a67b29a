"""NewsML 1.x, the envelope of Reuters, AFP and others in the 2000s: https://iptc.org/standards/newsml-1/.

A NewsItem is one version of a story. Its identity is provider, date and item id; the revision is apart, so that all
versions share one guid. Text is NITF, XHTML or plain inside a ContentItem of a NewsComponent, at any depth.
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
from dateline.formats.safe_xml import XML_LANG, attribute, below, child, children, name, root, words
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

NAME = "newsml_1"
MEDIA_TYPES = ("text/vnd.IPTC.NewsML", "application/xml", "text/xml")

_GONE = frozenset({"canceled", "cancelled", "withdrawn", "withheld", "kill"})


def items(payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    """The news items in order; a fault for each that carries no text."""
    top = root(payload)
    if name(top) not in ("NewsML", "NewsItem"):
        raise Unreadable("parse.wrong_format", f"root element <{name(top)}>; NewsML 1.x begins with <NewsML>")
    version = (attribute(top, "Version") or "1").lower().removeprefix("newsml").strip(" -_v")
    if not version.startswith("1"):
        raise Unreadable("parse.wrong_format", f"NewsML {attribute(top, 'Version')}; 1.x is read")
    elements = [top] if name(top) == "NewsItem" else list(children(top, "NewsItem"))
    if not elements:
        raise Unreadable("parse.empty", "a NewsML document with no NewsItem in it")
    results = [_item(element, position, top) for position, element in enumerate(elements)]
    keys: Counter[tuple[str | None, str | None]] = Counter(
        (r.guid, r.version) for r in results if isinstance(r, Item) and r.guid
    )
    for result in results:
        if isinstance(result, Item) and keys[(result.guid, result.version)] > 1:
            result = Item(**{**vars(result), "found": {**result.found, "guid_not_unique": "NewsIdentifier"}})
        yield result


def _item(element: etree._Element, position: int, top: etree._Element) -> Item | Fault:
    out = Story()
    _identification(out, element)
    _management(out, element)
    unread = _content(out, element)
    if not out.body:
        out.put("headline", words(next(below(element, "HeadLine"), None)), "NewsItem//NewsLines/HeadLine")
    if (
        not out.body
        and one_line(out.fields.get("status", "")).lower() not in _GONE
        and (unread or "headline" not in out.fields)
    ):
        return Fault("parse.not_an_article", f"NewsItem without text that we read: {unread or 'no content'}", position)
    out.put("published_text", words(child(top, "NewsEnvelope/DateAndTime")), "NewsML/NewsEnvelope/DateAndTime")
    out.put("language", attribute(element, XML_LANG), "NewsItem/@xml:lang")
    return out.item(position)


def _identification(out: Story, element: etree._Element) -> None:
    identifier = child(element, "Identification/NewsIdentifier")
    at = "NewsItem/Identification/NewsIdentifier"
    parts = [words(child(identifier, part)) for part in ("ProviderId", "DateId", "NewsItemId")]
    revision = words(child(identifier, "RevisionId"))
    if all(parts):
        out.put("guid", "urn:newsml:" + ":".join(str(part) for part in parts), at)
    elif public := words(child(identifier, "PublicIdentifier")):
        out.put("guid", re.sub(r":\d+[UAN]?$", "", public) if revision else public, f"{at}/PublicIdentifier")
    out.put("version", revision, f"{at}/RevisionId")
    out.put("publisher", words(child(identifier, "ProviderId")), f"{at}/ProviderId")


def _management(out: Story, element: etree._Element) -> None:
    management = child(element, "NewsManagement")
    at = "NewsItem/NewsManagement"
    out.put("published_text", words(child(management, "FirstCreated")), f"{at}/FirstCreated")
    out.put("published_text", words(child(management, "ThisRevisionCreated")), f"{at}/ThisRevisionCreated")
    out.put("updated_text", words(child(management, "ThisRevisionCreated")), f"{at}/ThisRevisionCreated")
    out.put("status", attribute(child(management, "Status"), "FormalName"), f"{at}/Status/@FormalName")
    change = child(management, "StatusWillChange")
    if (attribute(child(change, "FutureStatus"), "FormalName") or "").lower() == "usable":
        out.put("embargo_text", words(child(change, "DateAndTime")), f"{at}/StatusWillChange/DateAndTime")
    notes = [n for e in children(management, "Instruction", "Property") if (n := words(e))]
    notes += [n for e in below(element, "SpecialNote", "UsageInstruction") if (n := words(e))]
    out.put("note", " ".join(dict.fromkeys(notes)), f"{at}/Instruction")


def _content(out: Story, element: etree._Element) -> str:
    """Types of content that could not be read, when none could; puts the text and the lines of its component."""
    unread: list[str] = []
    for content in below(element, "ContentItem"):
        kind = (
            attribute(child(content, "MediaType"), "FormalName")
            or attribute(child(content, "MimeType"), "FormalName")
            or ""
        )
        inner = _text(content) if (kind or "text").lower().startswith("text") else None
        if inner is None:
            unread.append(kind or "content")
            continue
        components = [a for a in content.iterancestors() if name(a) == "NewsComponent"]
        for component in components:
            _component(out, component)
        for field, value in inner.fields.items():
            if field not in ("guid", "version", "status", "publisher", "embargo_text", "published_text"):
                out.put(field, value, inner.found.get(field, "ContentItem"))
        out.subjects = out.subjects or inner.subjects
        out.body = inner.body
        out.found["body"] = "NewsItem//ContentItem/DataContent"
        return ""
    return ", ".join(dict.fromkeys(unread))


def _component(out: Story, component: etree._Element) -> None:
    """What a component says of itself, the innermost first."""
    lines = child(component, "NewsLines")
    at = "NewsComponent/NewsLines"
    for field, line in (
        ("headline", "HeadLine"),
        ("byline", "ByLine"),
        ("dateline_text", "DateLine"),
        ("agency", "CreditLine"),
    ):
        out.put(field, words(child(lines, line)), f"{at}/{line}")
    administrative = child(component, "AdministrativeMetadata")
    for who in ("Source", "Provider"):
        party = child(administrative, f"{who}/Party")
        out.put("agency", attribute(party, "FormalName"), f"NewsComponent/AdministrativeMetadata/{who}/Party")
    descriptive = child(component, "DescriptiveMetadata")
    out.put(
        "language",
        attribute(child(descriptive, "Language"), "FormalName"),
        "NewsComponent/DescriptiveMetadata/Language",
    )
    out.put("language", attribute(component, XML_LANG), "NewsComponent/@xml:lang")
    names = [attribute(e, "FormalName") for e in below(descriptive, "SubjectDetail", "SubjectMatter", "Subject")]
    names += [words(e) for e in children(lines, "KeywordLine")]
    out.subjects = tuple(dict.fromkeys([*out.subjects, *(n for n in names if n)]))


def _text(content: etree._Element) -> Story | None:
    """What the content item holds; None when it is encoded, elsewhere, or empty."""
    if any(True for _ in below(content, "Encoding")):
        return None
    data = child(content, "DataContent")
    if data is None:
        return None
    inner = next((e for e in data if isinstance(e.tag, str)), None)
    if inner is not None and name(inner) == "nitf":
        out = nitf.story(inner)
    elif inner is None:
        text = "".join(t for t in data.itertext() if isinstance(t, str))
        looks_html = re.search(r"<(?:p|br|div|html)\b", text, re.I)
        out = Story(
            body=prose.BETWEEN.join(prose.html_paragraphs(text) if looks_html else prose.plain_paragraphs(text))
        )
    else:
        out = Story(body=prose.BETWEEN.join(prose.paragraphs(data)))
    return out if out.body else None
