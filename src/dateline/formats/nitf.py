"""NITF 3.x, the markup of agency copy since the 1990s: https://iptc.org/std/NITF/3.6/specification/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dateline.errors import Unreadable
from dateline.formats import prose
from dateline.formats.characters import or_none
from dateline.formats.safe_xml import XML_LANG, attribute, below, child, children, name, root, words
from dateline.formats.subjects import is_iptc
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

NAME = "nitf"
MEDIA_TYPES = ("application/nitf+xml", "text/vnd.IPTC.NITF", "application/xml", "text/xml")

# What a desk says of a version in ed-msg/@msg-type although the version itself is usable.
_TELLING = frozenset(
    {
        "correction",
        "corrected",
        "kill",
        "killed",
        "withdrawal",
        "withdrawn",
        "withdraw",
        "cancel",
        "canceled",
        "embargo",
        "embargoed",
    }
)


@dataclass
class Story:
    """What one `nitf` element says; other formats carry such elements inside."""

    fields: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    further: dict[str, str] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    body: str = ""

    def put(self, name: str, value: str | None, where: str) -> None:
        """The first value given to a field stays."""
        if value and name not in self.fields:
            self.fields[name] = value
            self.found[name] = where

    def add(self, name: str, value: str | None, where: str) -> None:
        """What the sender says beyond the fields of an item."""
        if value and name not in self.further:
            self.further[name] = value
            self.found[name] = where

    def item(self, position: int = 0) -> Item:
        """All of it as an item."""
        return Item(
            position=position,
            body=self.body,
            subjects=self.subjects,
            further=self.further,
            found=self.found,
            **self.fields,  # type: ignore[arg-type]
        )


def items(payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    """The one story of an NITF document. Raises Unreadable when it is none."""
    top = root(payload)
    if name(top) != "nitf":
        raise Unreadable("parse.wrong_format", f"root element <{name(top)}>; NITF begins with <nitf>")
    found = story(top)
    if not found.body and "headline" not in found.fields:
        raise Unreadable("parse.not_an_article", "neither a headline nor a paragraph in nitf/body")
    yield found.item()


def story(top: etree._Element) -> Story:
    """All that the `nitf` element tells."""
    out = Story()
    _head(out, top)
    _body_head(out, top)
    content = child(top, "body/body.content")
    if content is not None and (found := prose.paragraphs(content)):
        out.body = prose.BETWEEN.join(found)
        out.found["body"] = "nitf/body/body.content"
    for where, element in (("nitf", top), ("nitf/body", child(top, "body")), ("nitf/body/body.content", content)):
        out.put("language", attribute(element, XML_LANG), f"{where}/@xml:lang")
    return out


def _head(out: Story, top: etree._Element) -> None:
    docdata = child(top, "head/docdata")
    at = "nitf/head/docdata"
    out.put("guid", attribute(child(docdata, "doc-id"), "id-string"), f"{at}/doc-id/@id-string")
    out.put("version", attribute(child(docdata, "du-key"), "version"), f"{at}/du-key/@version")
    out.put("published_text", attribute(child(docdata, "date.issue"), "norm"), f"{at}/date.issue/@norm")
    out.put("embargo_text", attribute(child(docdata, "date.release"), "norm"), f"{at}/date.release/@norm")
    _status(out, docdata)
    out.add("urgency", attribute(child(docdata, "urgency"), "ed-urg"), f"{at}/urgency/@ed-urg")
    out.add("slugline", attribute(child(docdata, "fixture"), "fix-id"), f"{at}/fixture/@fix-id")
    notes = [n for e in children(docdata, "ed-msg", "correction") if (n := attribute(e, "info"))]
    out.put("note", " ".join(dict.fromkeys(notes)), f"{at}/ed-msg/@info")
    pubdata = child(top, "head/pubdata")
    out.put("publisher", attribute(child(docdata, "doc.copyright"), "holder"), f"{at}/doc.copyright/@holder")
    out.put("publisher", attribute(pubdata, "name"), "nitf/head/pubdata/@name")
    out.put("published_text", attribute(pubdata, "date.publication"), "nitf/head/pubdata/@date.publication")
    address = attribute(pubdata, "ex-ref") or ""
    out.put("url", address if address.startswith(("http://", "https://")) else None, "nitf/head/pubdata/@ex-ref")
    for meta in children(child(top, "head"), "meta"):
        if (attribute(meta, "name") or "").lower() in ("lang", "language", "dc.language"):
            out.put("language", attribute(meta, "content"), "nitf/head/meta/@content")
    out.subjects = tuple(dict.fromkeys(_subjects(top, docdata)))


def _status(out: Story, docdata: etree._Element | None) -> None:
    """management-status; a desk's message that tells more about a usable version goes before it."""
    status = attribute(docdata, "management-status")
    for message in children(docdata, "ed-msg"):
        kind = (attribute(message, "msg-type") or "").lower()
        if kind in _TELLING and (status or "usable").lower() == "usable":
            out.put("status", kind, "nitf/head/docdata/ed-msg/@msg-type")
    out.put("status", status, "nitf/head/docdata/@management-status")


def _subjects(top: etree._Element, docdata: etree._Element | None) -> Iterator[str]:
    """Names of subjects, the finest that each gives, with their codes, then keywords and classifiers."""
    for subject in below(child(top, "head"), "tobject.subject"):
        for part in ("detail", "matter", "type", "code", "refnum"):
            if value := attribute(subject, f"tobject.subject.{part}"):
                yield value
                break
        code = f"subj:{attribute(subject, 'tobject.subject.refnum')}"
        if is_iptc(code):
            yield code
    for keyword in below(docdata, "keyword"):
        if value := attribute(keyword, "key"):
            yield value
    for classifier in children(child(docdata, "identified-content"), "classifier"):
        if value := attribute(classifier, "value") or words(classifier):
            yield value


def _body_head(out: Story, top: etree._Element) -> None:
    head = child(top, "body/body.head")
    at = "nitf/body/body.head"
    out.put("headline", words(child(head, "hedline/hl1")), f"{at}/hedline/hl1")
    out.put(
        "headline", words(child(top, "body/body.content/block/hedline/hl1")), "nitf/body/body.content/block/hedline/hl1"
    )
    out.put("headline", words(child(top, "head/title")), "nitf/head/title")
    out.put("headline", words(child(head, "hedline/hl2")), f"{at}/hedline/hl2")
    bylines = [line for e in children(head, "byline") if (line := _byline(e))]
    out.put("byline", "; ".join(dict.fromkeys(bylines)), f"{at}/byline")
    distributor = child(head, "distributor")
    out.put("agency", words(child(distributor, "org")) or words(distributor), f"{at}/distributor")
    dateline = child(head, "dateline")
    out.put("dateline_text", words(dateline), f"{at}/dateline")
    out.put("published_text", attribute(child(dateline, "story.date"), "norm"), f"{at}/dateline/story.date/@norm")
    out.put("published_text", words(child(dateline, "story.date")), f"{at}/dateline/story.date")


def _byline(element: etree._Element) -> str | None:
    """The byline without the writer's title, which may stand on a line of its own; the title where nothing else is."""
    titles = {part for title in below(element, "byttl") for part in title.itertext()}
    without = or_none("".join(part for part in element.itertext() if isinstance(part, str) and part not in titles))
    return (without or "").rstrip(" ,;") or words(element)
