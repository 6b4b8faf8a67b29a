"""Which format bytes are of, by what they begin with; never by a file's name."""

from __future__ import annotations

import re

from dateline.errors import Unreadable
from dateline.formats import charset
from dateline.payload import Payload

_ROOTS = {
    "nitf": "nitf",
    **dict.fromkeys(
        ("newsitem", "newsmessage", "packageitem", "planningitem", "conceptitem", "knowledgeitem", "catalogitem"),
        "newsml_g2",
    ),
    "newsml": "newsml_1",
    **dict.fromkeys(("rss", "feed", "rdf"), "rss"),
    **dict.fromkeys(("html", "head", "body"), "html"),
}
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"PAR1",
    b"BZh",
    b"\xfd7zXZ",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"OggS",
    b"ID3",
    b"RIFF",
)
_SKIP = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S | re.I)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_DOCTYPE_HTML = re.compile(r"<!DOCTYPE\s+html", re.I)
_HTML_LIKE = re.compile(r"<(?:html|head|body|title|meta|article|div|p|script|h1)\b[^<]*>", re.I)
_HTML_NAMES = """
title meta link style script article section main div span p a h1 h2 h3 ul ol table center font b i em strong img br hr
"""
_HTML_TAGS = frozenset(_HTML_NAMES.split())
_WITHIN = 100_000


def format_of(payload: Payload) -> str:
    """The name of a format. Raises Unreadable: parse.empty, parse.charset, parse.unknown_format for what is no text."""
    body = payload.body
    if not body.strip(b"\0 \t\r\n"):
        raise Unreadable("parse.empty", "no byte that says anything")
    if body.startswith(_MAGIC):
        raise Unreadable("parse.unknown_format", f"a binary file that begins with {body[:4]!r}")
    kind = "xml" if body.lstrip()[:5] == b"<?xml" else "html"
    text = charset.decode(body, payload.media_type, kind).text[:_WITHIN].lstrip("\ufeff \t\r\n\0")
    if text[:1] in ("{", "["):
        # A story may begin with a bracket; JSON goes on with a name, another bracket or its end.
        return "ninjs" if re.match(r"\{\s*(?:\"|\})|\[\s*[\[{\]\"]", text) else "text"
    if not text.startswith("<"):
        return "html" if len(_HTML_LIKE.findall(text)) >= 5 else "text"
    is_page = bool(_DOCTYPE_HTML.match(text[_start(text, doctype=False) :]))
    found = _ELEMENT.match(text, _start(text))
    root = found[1].lower() if found else ""
    if root == "newsitem" and found and re.search(r"<(?:NewsItem)\b", found[0]):
        return "newsml_1"  # 1.x writes its names with a capital
    if root in _ROOTS:
        return _ROOTS[root]
    if is_page or root in _HTML_TAGS or _HTML_LIKE.match(text, _start(text)):
        return "html"
    if text.startswith("<?xml") or re.search(r"\sxmlns(?::\w+)?\s*=", text[:5000]):
        raise Unreadable("parse.unknown_format", f"XML with the root element <{root}>")
    if root and re.search(rf"</(?:[\w.-]+:)?{re.escape(root)}\s*>\s*$", text, re.I):
        raise Unreadable("parse.unknown_format", f"markup with the root element <{root}>")
    return "html" if len(_HTML_LIKE.findall(text)) >= 2 else "text"


def _start(text: str, *, doctype: bool = True) -> int:
    """Where the first element begins: behind white space, comments, instructions, and the doctype if asked."""
    at = 0
    while (found := _SKIP.match(text, at)) and found.end() > at:
        if not doctype and found[0].startswith("<!D"):
            break
        at = found.end()
    return at
