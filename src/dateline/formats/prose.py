"""Paragraphs out of marked-up text: NITF blocks, XHTML, and the HTML fragments that feeds and JSON carry.

Inside a paragraph white space is one space and inline markup is dropped; `q` gives quotation marks. Pictures with their
captions, scripts, forms and page furniture are left out. A table of several columns is data, not prose: it is left out
beside prose, and read row by row where there is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from dateline.formats.characters import clean_text, one_line
from dateline.formats.safe_xml import name

BETWEEN = "\n\n"

_BLOCK_NAMES = """
p div section article main body body.content block bq blockquote center pre ul ol dl li dt dd hl1 hl2 h1 h2 h3 h4 h5 h6
hedline byline dateline abstract datasource credit note fn hr address postaddr details summary fieldset
tr table tbody thead tfoot caption nitf-table
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_NO_PROSE = """
script style noscript template head title meta link nav aside header footer form button select textarea input label del
iframe object embed video audio picture figure figcaption img image svg math canvas map
media media-caption media-producer media-metadata media-reference media-object nitf-table-metadata custom-table
body.head body.end alt-code tobject key-list
"""
_LEFT_OUT = frozenset(_NO_PROSE.split())
_BREAK = "\0"  # no text of a tree can hold it, and it is no white space
_TORN = re.compile(r"\0\s*\0[\s\0]*")
_BLANK = re.compile(r"\n[ \t]*\n\s*")


@dataclass
class _Writer:
    """Collects text and cuts it into paragraphs at block borders."""

    done: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def cut(self) -> None:
        whole = "".join(self.text)
        self.text.clear()
        self.done.extend(p for part in _TORN.split(whole) if (p := one_line(part.replace(_BREAK, " "))))


def paragraphs(element: etree._Element, *, leave_out: frozenset[str] = frozenset()) -> list[str]:
    """The element's paragraphs in reading order. `leave_out` names further elements to skip."""
    writer = _Writer()
    tables: list[str] = []
    for kind, node in _walk(element, _LEFT_OUT | leave_out):
        _write(writer, kind, node, tables)
    writer.cut()
    return writer.done or tables


def _walk(element: etree._Element, left_out: frozenset[str]) -> Iterator[tuple[str, etree._Element]]:
    """open, close and tail of every element that is not left out; by a stack, so that depth costs no recursion."""
    yield "open", element
    stack = [(element, iter(element))]
    while stack:
        node, rest = stack[-1]
        inner = next(rest, None)
        if inner is None:
            stack.pop()
            yield "close", node
            if stack:
                yield "tail", node
        elif not isinstance(inner.tag, str) or name(inner).lower() in left_out:
            yield "gap", inner
            yield "tail", inner
        elif name(inner).lower() == "table" and _is_data(inner):
            yield "table", inner
            yield "tail", inner
        else:
            yield "open", inner
            stack.append((inner, iter(inner)))


def _write(writer: _Writer, kind: str, node: etree._Element, tables: list[str]) -> None:
    tag = name(node).lower()
    if kind == "gap":
        return
    if kind == "table":
        writer.cut()
        tables.extend(_rows(node))
    elif kind == "tail":
        writer.text.append(node.tail or "")
    elif tag in _BLOCKS:
        writer.cut()
        if kind == "open":
            writer.text.append(_pre(node.text) if tag == "pre" else node.text or "")
    elif kind == "open":
        writer.text.append(_BREAK if tag == "br" else "\u201c" if tag == "q" else "")
        writer.text.append(node.text or "")
    elif tag == "q":
        writer.text.append("\u201d")
    elif tag == "frac-num" and _next_name(node) != "frac-sep":
        writer.text.append("/")
    elif tag in ("td", "th"):
        writer.text.append(_BREAK)


def _next_name(node: etree._Element) -> str:
    following = node.getnext()
    return "" if following is None else name(following)


def _pre(text: str | None) -> str:
    """Preformatted text with its blank lines as paragraph marks."""
    return _BLANK.sub(_BREAK * 2, clean_text(text or ""))


def _is_data(table: etree._Element) -> bool:
    """True where rows have several cells; a table of one column is how old pages lay out prose."""
    rows = [
        sum(1 for cell in row if name(cell).lower() in ("td", "th"))
        for row in table.iter()
        if name(row).lower() == "tr"
    ]
    return sum(1 for cells in rows if cells > 1) * 2 > len(rows)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter():
        if name(row).lower() == "tr":
            cells = [
                "".join(t for t in cell.itertext() if isinstance(t, str))
                for cell in row
                if name(cell).lower() in ("td", "th")
            ]
            if line := " | ".join(text for cell in cells if (text := one_line(cell))):
                yield line


def html_paragraphs(text: str) -> list[str]:
    """The paragraphs of an HTML fragment."""
    tree = html_tree(text)
    return [] if tree is None else paragraphs(tree)


def html_tree(text: str) -> etree._Element | None:
    """The tree of an HTML fragment or page, None where there is nothing in it. Nothing is loaded from anywhere."""
    text = clean_text(text)
    if not text.strip():
        return None
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:  # nothing but comments or white space
        return None


def plain_paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text: parted by blank lines, or, where there is none, by indents or lines.

    Lines are joined when they were wrapped, that is, when blank lines or indents part the paragraphs.
    """
    text = clean_text(text).strip("\n")
    if _BLANK.search(text):
        return [p for part in _BLANK.split(text) if (p := one_line(part))]
    lines = text.split("\n")
    if sum(1 for line in lines[1:] if line[:1] in (" ", "\t") and line.strip()) >= 1:
        return [p for part in re.split(r"\n(?=[ \t])", text) if (p := one_line(part))]
    return [p for part in (lines if _are_paragraphs(lines) else [text]) if (p := one_line(part))]


def _are_paragraphs(lines: list[str]) -> bool:
    """True when lines end where sentences do more often than wrapping would let them."""
    full = [line.rstrip() for line in lines if line.strip()]
    return len(full) < 2 or sum(1 for line in full if line[-1] in ".?!:\"'”’)»") * 3 >= 2 * len(full)
