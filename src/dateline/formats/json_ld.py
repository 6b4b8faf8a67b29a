"""The structured data of a page (JSON-LD), read tolerantly: pages break its grammar every day."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

ARTICLES = frozenset(
    [
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "asknewsarticle",
        "advertisercontentarticle",
        "blogposting",
        "socialmediaposting",
        "report",
        "scholarlyarticle",
        "techarticle",
        "satiricalarticle",
        "liveblogposting",
    ]
)
_CDATA = re.compile(r"^\s*(?://|/\*)?\s*<!\[CDATA\[.*?\n?|(?://|/\*)?\s*\]\]>\s*(?:\*/)?\s*;?\s*$|^\s*<!--|-->\s*$")
_COMMA = re.compile(r",(?=\s*[}\]])")
_LONE_SLASH = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_MOST_NODES = 2000
_LONGEST = 3_000_000
Node = Mapping[str, Any]


def nodes(root: HtmlElement) -> list[Node]:
    """Every object with a @type in the page's JSON-LD, outer ones first."""
    found: list[Node] = []
    for script in root.iterfind(".//script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found.extend(_objects(_parsed(script.text)))
    return found


def types(node: Node) -> frozenset[str]:
    """The node's types, lower case, without the vocabulary's address."""
    raw = node.get("@type")
    kinds = raw if isinstance(raw, list) else [raw]
    return frozenset(re.split(r"[/#:]", k)[-1].lower() for k in kinds if isinstance(k, str))


def text_of(value: Any) -> str | None:
    """The text of a value: a string, the name of an object, the first of a list; entities resolved."""
    if isinstance(value, list):
        return next((t for v in value if (t := text_of(v))), None)
    if isinstance(value, Mapping):
        return text_of(value.get("name") or value.get("@value") or value.get("text"))
    if not isinstance(value, str):
        return None
    return html.unescape(html.unescape(value)).strip() or None


def names_of(value: Any, index: Mapping[str, Node]) -> list[str]:
    """The names in a value such as `author`: strings, objects, references to other nodes, lists of them."""
    out: list[str] = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, Mapping) and "name" not in entry and str(entry.get("@id")) in index:
            entry = index[str(entry["@id"])]
        names = entry.get("name") if isinstance(entry, Mapping) else entry
        for name in names if isinstance(names, list) else [names]:
            if (text := text_of(name)) and text not in out:
                out.append(text)
    return out


def _parsed(text: str) -> Any:
    """The value, after the usual mends (comment marks, commas too many, lone backslashes); else None."""
    if len(text) > _LONGEST:
        return None
    bare = _CDATA.sub("", text).strip().rstrip(";")
    for mend in (lambda t: t, lambda t: _COMMA.sub("", t), lambda t: _LONE_SLASH.sub(r"\\\\", _COMMA.sub("", t))):
        try:
            return json.loads(mend(bare), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any) -> Iterator[Node]:
    """Every object with a type inside a value, breadth first, without recursion."""
    queue = [value]
    for _ in range(_MOST_NODES):
        if not queue:
            return
        at = queue.pop(0)
        if isinstance(at, list):
            queue.extend(at)
        elif isinstance(at, dict):
            if "@type" in at:
                yield at
            queue.extend(v for v in at.values() if isinstance(v, (dict, list)))
