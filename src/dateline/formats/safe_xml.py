"""XML of strangers, read without giving them anything: no entities, no DTD, no network, no depth, no giant nodes.

Every document passes expat first, which stops at the first entity definition, at too much depth or text, or where it is
not well-formed; only what passes becomes an lxml tree. Names are compared without their namespaces, for NITF and others
exist with and without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from xml.parsers import expat

from lxml import etree

from dateline.errors import Unreadable
from dateline.formats import charset
from dateline.formats.characters import or_none
from dateline.payload import Payload

DEPTH_LIMIT = 200
NODE_LIMIT = 4_000_000
"""Characters between two tags."""
SIZE_LIMIT = 64 * 1024 * 1024
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
# XML 1.0 forbids these outright; wires send them (a form feed, a stray NUL), and they mean nothing.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:0*([0-9]{1,7})|[xX]0*([0-9A-Fa-f]{1,6}));")


def root(payload: Payload) -> etree._Element:
    """The root element of the payload's XML, comments and processing instructions left out.

    Raises Unreadable: parse.empty, parse.charset, parse.limit, parse.xml (with line and column), parse.xml_entities,
    parse.too_deep, parse.node_too_large.
    """
    text = text_of(payload)
    check(text)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("parse.xml", str(error)[:300]) from error


def text_of(payload: Payload) -> str:
    """The payload's XML as text without its declaration, named HTML entities and forbidden characters resolved."""
    if not payload.body.strip(b"\0 \t\r\n"):
        raise Unreadable("parse.empty", "no byte that says anything")
    if len(payload.body) > SIZE_LIMIT:
        raise Unreadable("parse.limit", f"{len(payload.body)} bytes; at most {SIZE_LIMIT} are parsed")
    text = charset.decode(payload.body, payload.media_type, "xml").text
    text = _REFERENCE.sub(_allowed, _FORBIDDEN.sub("", _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)))
    return _NAMED.sub(_character, text).lstrip()


def _allowed(found: re.Match[str]) -> str:
    """A reference as it stands, or nothing where it names a character that XML forbids, as above."""
    code = int(found[1]) if found[1] else int(found[2], 16)
    is_plain = code > 0x10FFFF or not _FORBIDDEN.match(chr(code))
    return found[0] if is_plain else ""


def _character(found: re.Match[str]) -> str:
    """The character of an HTML entity name: newsrooms write `&nbsp;` and `&mdash;` without the DTD that knows them."""
    if found[1] in _PREDEFINED:
        return found[0]
    character = html5.get(found[1] + ";", found[0])
    return found[0] if character in "<&>" else character


class _Watch:
    """Counts what expat sees and raises at the first thing that is too much."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.depth = 0
        self.chars = 0
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data
        parser.EntityDeclHandler = self.entity
        parser.SkippedEntityHandler = self.skipped

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.chars = 0
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise Unreadable("parse.too_deep", f"more than {DEPTH_LIMIT} elements inside one another, at <{name[:60]}>")
        if any(len(value) > NODE_LIMIT for value in attributes.values()):
            raise Unreadable(
                "parse.node_too_large", f"an attribute of <{name[:60]}> holds more than {NODE_LIMIT} characters"
            )

    def end(self, name: str) -> None:
        self.chars = 0
        self.depth -= 1

    def data(self, data: str) -> None:
        self.chars += len(data)
        if self.chars > NODE_LIMIT:
            raise Unreadable("parse.node_too_large", f"one text node holds more than {NODE_LIMIT} characters")

    def entity(self, name: str, *rest: object) -> None:
        raise Unreadable("parse.xml_entities", f"the document defines the entity {name[:60]!r}")

    def skipped(self, name: str, is_parameter: bool) -> None:
        raise Unreadable("parse.xml_entities", f"the document uses the entity {name[:60]!r} and does not define it")


def check(text: str) -> None:
    """Nothing, when the text is well-formed XML within the limits. Raises Unreadable as `root` does."""
    parser = expat.ParserCreate("utf-8")
    _Watch(parser)
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        code = "parse.xml_entities" if error.code == _UNDEFINED else "parse.xml"
        raise Unreadable(
            code, f"line {error.lineno}, column {error.offset}: {expat.ErrorString(error.code)}"
        ) from error


_UNDEFINED = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]


def name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """The element's namespace, or an empty text."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The children of these names, in document order."""
    if element is not None:
        yield from (child for child in element if name(child) in names)


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """The first descendant along a path of names such as `head/docdata/doc-id`, or None."""
    for step in path.split("/"):
        element = next(children(element, step), None)
    return element


def below(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Descendants of these names at any depth, in document order."""
    if element is not None:
        yield from (e for e in element.iterdescendants() if name(e) in names)


def words(element: etree._Element | None) -> str | None:
    """All the text inside the element on one line, or None."""
    return None if element is None else or_none("".join(t for t in element.itertext() if isinstance(t, str)))


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The attribute's value on one line, or None."""
    return None if element is None else or_none(element.get(name))
