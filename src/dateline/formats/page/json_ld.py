"""The structured data of a page (JSON-LD), read tolerantly: pages break its grammar every day."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml.etree import _Element

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
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
# Other stories than the page's own, and what is said under it.
_BESIDE = frozenset(
    ["liveBlogUpdate", "itemListElement", "comment", "citation", "mentions", "relatedLink", "isRelatedTo", "review"]
)
_DEEPEST = 8
_MOST_NODES = 2000
_LONGEST = 3_000_000
Node = Mapping[str, Any]


def nodes(scripts: Iterable[_Element]) -> list[Node]:
    """Every object with a @type in the page's JSON-LD, outer ones first; not those of other stories it lists."""
    found: list[Node] = []
    for script in scripts:
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found.extend(_objects(_parsed(script.text)))
    return found


def story_of(found: Sequence[Node], addresses: Collection[str], titles: Collection[str]) -> Node | None:
    """The article that the page is about: of its address, of its title, and else the one that says most of itself."""
    stories = [n for n in found if types(n) & ARTICLES and ("headline" in n or "datePublished" in n)]
    if len(stories) < 2:
        return stories[0] if stories else None
    known = {_bare(a) for a in addresses if a}
    named = {_letters(t) for t in titles if t}

    def weight(node: Node) -> int:
        own = {
            _bare(a) for a in (address_of(node.get("mainEntityOfPage")), address_of(node.get("url")), address_of(node))
        }
        title = _letters(text_of(node.get("headline")) or "")
        told = sum(key in node for key in ("headline", "datePublished", "author", "articleBody"))
        return 8 * bool(own & known) + 5 * (bool(title) and title in named) + told

    return max(stories, key=weight)


def address_of(value: Any) -> str:
    """The address in a value such as `mainEntityOfPage`: a string, or an object with an @id or a url; else empty."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else ""


def _bare(address: str) -> str:
    """The address without scheme, query, fragment and last slash; a word that no address is for an empty one."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", address).rstrip("/").lower() or "\0"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def types(node: Node) -> frozenset[str]:
    """The node's types, lower case, without the vocabulary's address."""
    raw = node.get("@type")
    kinds = raw if isinstance(raw, list) else [raw]
    return frozenset(re.split(r"[/#:]", k)[-1].lower() for k in kinds if isinstance(k, str))


def text_of(value: Any, depth: int = 0) -> str | None:
    """The text of a value: a string, the name of an object, the first of a list; entities resolved."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return next((t for v in value if (t := text_of(v, depth + 1))), None)
    if isinstance(value, Mapping):
        return text_of(value.get("name") or value.get("@value") or value.get("text"), depth + 1)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.0f}" if abs(value) < 1e15 else None
    if not isinstance(value, str):
        return None
    return html.unescape(html.unescape(value)).strip() or None


def plain(text: str | None) -> str | None:
    """The text without the tags that a name or a headline may hold."""
    return (_TAG.sub("", text).strip() or None) if text and "<" in text else text


def names_of(value: Any, index: Mapping[str, Node]) -> list[str]:
    """The names in a value such as `author`: strings, objects, references to other nodes, lists of them."""
    out: list[str] = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, Mapping) and "name" not in entry and str(entry.get("@id")) in index:
            entry = index[str(entry["@id"])]
        if isinstance(entry, Mapping) and isinstance(entry.get("@list"), list):
            out += [name for one in entry["@list"] if (name := plain(text_of(one)))]
            continue
        names = _name(entry) if isinstance(entry, Mapping) else entry
        for name in names if isinstance(names, list) else [names]:
            if (text := plain(text_of(name))) and text not in out:
                out.append(text)
    return out


def _name(node: Node) -> Any:
    if node.get("name"):
        return node["name"]
    return " ".join(part for key in ("givenName", "familyName") if (part := text_of(node.get(key))))


def _parsed(text: str) -> Any:
    """The value, after the usual mends (comment marks, commas too many, lone backslashes); else None."""
    if len(text) > _LONGEST:
        return None
    bare = _CDATA.sub("", text) if "<!" in text or "-->" in text else text
    bare = bare.strip().rstrip(";")
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
            queue.extend(v for k, v in at.items() if isinstance(v, (dict, list)) and k not in _BESIDE)
