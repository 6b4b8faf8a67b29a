"""The running text of a page's article: trafilatura's, corrected by what the page's structured data and marks show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from dateline.formats.characters import one_line

_DROPPED_TAGS = (
    "figure",
    "figcaption",
    "aside",
    "form",
    "nav",
    "footer",
    "button",
    "svg",
    "iframe",
    "video",
    "audio",
    "noscript",
    "style",
    "template",
)
# Words of class and id by which sites mark what stands inside a story without being of it.
_MARKS = re.compile(
    r"(?:^|[\s_-])(?:captions?|credit|newsletters?|sign-?up|subscri(?:be|ption)s?|related|recirc\w*|recommended|"
    r"read-?more|more-from|more-on|"
    r"promos?|advert\w*|ads?|sponsor\w*|social|share|sharing|comments?|cookies?|consent|pullquotes?|pull-quote|"
    r"outbrain|taboola|most-?(?:read|popular)|trending|author-?bio|bio|about-the-author|donat\w*|support-?us|"
    r"breadcrumbs?|"
    r"popular|inline-?(?:link|promo|newsletter)|teasers?|also-?(?:like|read)|toolbar|visually-hidden|sr-only|"
    r"standfirst|bylines?|dated|timestamp|pub(?:lished)?-date)(?:$|[\s_-])",
    re.I,
)
_OFTEN = 6  # paragraphs that share a class: then the class is how the site writes its stories
_ROOM = 0.4  # a marked block with more of the page's paragraphs than this is the story itself
_BULLET = re.compile(r"^(?:[-•*–]\s+)")
_RULE = re.compile(r"[_*•=~#\-–—\s.]{1,20}")
_BIO = re.compile(
    r"\b(?:is|are|was) (?:an?|the|our)\b[^.]{0,120}\b(?:reporter|correspondent|editor|writer|journalist|"
    r"columnist|contributor|author|producer|fellow|columnists|reporters|host|critic)\b",
    re.I,
)
_REACH = re.compile(
    r"\b(?:can be reached at|follow (?:him|her|them|us|me) (?:on|at)|send (?:story )?tips to|e-?mail (?:him|her|"
    r"them)|story tips can be sent|contact (?:him|her|them)|on (?:twitter|x):? ?@|got a tip)\b|"
    r"^\S*\s*\S+@\S+\.\w+\W*$",
    re.I,
)
_TAIL_PARAGRAPHS = 6
_MANY = 500  # paragraphs above which pull-quotes are not looked for: every one is held against every other
_WORD = re.compile(r"\w+")
_BREAK = "\x0b"


@dataclass(frozen=True)
class Text:
    """Paragraphs joined by a blank line, what gave them, and the share of their characters that are links."""

    text: str
    source: str
    link_share: float = 0.0


def text(root: HtmlElement, structured: str | None, headline: str | None) -> Text:
    """The article's text. `structured`: the page's own articleBody, which judges the paragraphs or stands for them."""
    pruned = _pruned(root)
    parts = _paragraphs(pruned, precise=True)
    source = "trafilatura"
    if sum(map(_words, parts)) < 60:
        more = _paragraphs(pruned, precise=False)
        if sum(map(_words, more)) > sum(map(_words, parts)):
            parts, source = more, "trafilatura recall"
    parts = _own(parts, headline)
    if structured and _words(structured) >= 60:
        parts, source = _by_structured(parts, _structured_paragraphs(structured), source)
    return Text("\n\n".join(parts), source, _link_share(pruned, parts))


def _pruned(root: HtmlElement) -> HtmlElement:
    """A copy of the page without captions, boxes, forms and the like."""
    copy = deepcopy(root)
    total = sum(1 for _ in copy.iter("p")) or 1
    for element in list(copy.iter(*_DROPPED_TAGS)):
        if _holds(element) <= _ROOM * total or element.tag in ("figcaption", "style", "noscript", "template"):
            _drop(element)
    often = Counter(element.get("class") for element in copy.iter("p", "ul"))
    for element in list(copy.iter("div", "section", "ul", "p", "span", "blockquote", "header", "a")):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(marks) < 3 or not _MARKS.search(marks) or often[element.get("class")] >= _OFTEN:
            continue
        if _holds(element) <= min(_ROOM * total, 12):
            _drop(element)
    return copy


def _holds(element: HtmlElement) -> int:
    return sum(1 for _ in element.iter("p"))


def _drop(element: HtmlElement) -> None:
    """Takes an element out of its tree and leaves the text after it."""
    if element.getparent() is not None:
        element.drop_tree()


def _paragraphs(root: HtmlElement, precise: bool) -> list[str]:
    """trafilatura's paragraphs, headings and list entries, each on one line."""
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(
            deepcopy(root),
            favor_precision=precise,
            favor_recall=not precise,
            include_comments=False,
            include_tables=False,
            with_metadata=False,
        )
    except (RecursionError, ValueError, etree.LxmlError):
        return []
    if found is None or found.body is None:
        return []
    return [p for p in _blocks(found.body) if p]


def _blocks(body: etree._Element) -> Iterator[str]:
    """The text of every block of trafilatura's tree, in order."""
    for element in body:
        if element.tag in ("list", "quote") and len(element) and not (element.text or "").strip():
            for entry in element:
                yield one_line(_all_text(entry))
                if entry.tail and entry.tail.strip():
                    yield one_line(entry.tail)
        else:
            yield from _lines(element)
        if element.tail and element.tail.strip():
            yield one_line(element.tail)


def _lines(element: etree._Element) -> Iterator[str]:
    """The lines of one block: a line break ends a paragraph where sentences end, and two in a row always do."""
    out = element.text or ""
    for child in element:
        out += _BREAK if child.tag == "lb" else _all_text(child)
        out += child.tail or ""
    for line in re.split(rf"{_BREAK}\s*{_BREAK}|(?<=[.!?\"”’]){_BREAK}(?=\s*(?:\S+\s+){{7}})", out):
        if cleaned := one_line(line.replace(_BREAK, " ")):
            yield cleaned


def _all_text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _own(parts: list[str], headline: str | None) -> list[str]:
    """The paragraphs without rules, repeated ones, pull-quotes, and notes on the author at the end."""
    out: list[str] = []
    seen: set[str] = set()
    head = _key(headline or "")
    keys = [_key(p) for p in parts]
    for place, (part, key) in enumerate(zip(parts, keys, strict=True)):
        if not key or _RULE.fullmatch(part) or key in seen or (place < 3 and key == head):
            continue
        if len(parts) <= _MANY and _is_pull_quote(key, keys, place):
            continue
        seen.add(key)
        out.append(_BULLET.sub("", part))
    while len(out) > 3 and any(_is_bio(p) for p in out[-_TAIL_PARAGRAPHS:] if p):
        place = next(i for i in range(max(0, len(out) - _TAIL_PARAGRAPHS), len(out)) if _is_bio(out[i]))
        out.pop(place)
    return out


def _is_pull_quote(key: str, keys: list[str], place: int) -> bool:
    """Whether the words stand again, whole, inside another paragraph."""
    words = key.count(" ") + 1
    if not 4 <= words <= 60:
        return False
    return any(i != place and len(other) > len(key) and f" {key} " in f" {other} " for i, other in enumerate(keys))


def _is_bio(part: str) -> bool:
    if len(part) >= 700 or re.search(r"[\"“]", part):
        return False
    return bool(_REACH.search(part)) or (bool(_BIO.search(part)) and "@" in part)


def _structured_paragraphs(structured: str) -> list[str]:
    bare = re.sub(r"<(?:/p|br|/div|/li|/h\d)[^>]*>", "\n\n", structured) if "<" in structured else structured
    bare = re.sub(r"<[^>]{1,300}>", "", bare)
    return [p for part in re.split(r"\n\s*\n|\r\n|\n", bare) if (p := one_line(part))]


def _by_structured(parts: list[str], structured: list[str], source: str) -> tuple[list[str], str]:
    """The paragraphs that the structured body holds too; that body itself where the page shows far less."""
    whole = " ".join(structured)
    theirs, ours = _shingles(whole), _shingles(" ".join(parts))
    if not theirs:
        return parts, source
    common = sum((theirs & ours).values())
    seen, held = common / sum(theirs.values()), common / max(1, sum(ours.values()))
    if seen < 0.5 and sum(theirs.values()) > 1.5 * sum(ours.values()) and len(structured) > 1:
        return structured, "json-ld articleBody"
    if held >= 0.6 and len(structured) >= 3 and 2 * len(parts) < len(structured):
        return structured, "json-ld articleBody"  # the same words run together
    if held < 0.6 or seen < 0.7:
        return parts, source  # one of them is another text, or cut short: the page is what readers see
    kept = [p for p in parts if _share_in(p, theirs, whole) >= 0.3]
    return kept, f"{source}, judged by json-ld articleBody"


def _share_in(part: str, theirs: Counter[tuple[str, ...]], whole: str) -> float:
    own = _shingles(part)
    if not own:
        return 1.0 if _key(part) in _key(whole) else 0.0
    return sum(n for s, n in own.items() if s in theirs) / sum(own.values())


def _shingles(text_: str, size: int = 3) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text_.casefold())
    return Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _key(text_: str) -> str:
    return " ".join(_WORD.findall(text_.casefold()))


def _words(text_: str) -> int:
    return len(text_.split())


def _link_share(root: HtmlElement, parts: list[str]) -> float:
    """The share of the text's characters that stand in links of the page."""
    whole = "\n".join(parts)
    linked = {one_line(a.text_content()) for a in root.iter("a")} - {""}
    return min(1.0, sum(len(words) for words in linked if words in whole) / (len(whole) or 1))
