"""ninjs 1.x to 3.x, news in JSON: https://iptc.org/std/ninjs/. Names differ between the versions in case and number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.errors import Unreadable
from dateline.formats import charset, prose, strict_json
from dateline.formats.characters import or_none
from dateline.formats.ninjs_object import NinjsObject, Wrong
from dateline.formats.strict_json import pointer
from dateline.formats.subjects import is_iptc
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

NAME = "ninjs"
MEDIA_TYPES = ("application/ninjs+json", "application/json")

_TYPES = frozenset({"text", "composite"})
_REFUSING = ("parse.json", "parse.wrong_format", "schema.drift")
"""Faults of a lone item that are faults of its payload."""
_LISTS = ("items", "newsItems", "newsitems")
_GONE = frozenset({"canceled", "cancelled", "withheld"})


def items(payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    """The items in order; a fault for each that is no article or breaks the schema. Raises Unreadable(parse.json)."""
    if not payload.body.strip(b"\0 \t\r\n"):
        raise Unreadable("parse.empty", "no byte that says anything")
    value = strict_json.loads(charset.decode(payload.body, payload.media_type, "json").text)
    ignored = frozenset(name.lower() for name in wire.ignore) if wire else frozenset()
    results = [_item(data, position, at, ignored) for position, (data, at) in enumerate(_objects(value))]
    if not results:
        raise Unreadable("parse.empty", "an empty list of items")
    if len(results) == 1 and isinstance(results[0], Fault) and results[0].code in _REFUSING:
        raise Unreadable(results[0].code, results[0].detail)
    keys: Counter[tuple[str | None, str | None]] = Counter(
        (r.guid, r.version) for r in results if isinstance(r, Item) and r.guid
    )
    for result in results:
        if isinstance(result, Item) and keys[(result.guid, result.version)] > 1:
            result = Item(**{**vars(result), "found": {**result.found, "guid_not_unique": "uri"}})
        yield result


def _objects(value: Any) -> list[tuple[Any, list[str]]]:
    """The item objects of a document with the way to each: one object, a list, or an object that holds a list."""
    if isinstance(value, list):
        return [(inner, [str(place)]) for place, inner in enumerate(value)]
    if isinstance(value, dict) and "uri" not in value:
        for name in _LISTS:
            if isinstance(value.get(name), list):
                return [(inner, [name, str(place)]) for place, inner in enumerate(value[name])]
    return [(value, [])]


def _item(data: Any, position: int, at: list[str], ignored: frozenset[str]) -> Item | Fault:
    if not isinstance(data, dict):
        return Fault("parse.json", f"{pointer(at)}: expected an object, found {type(data).__name__}", position)
    reader = NinjsObject(data, at)
    try:
        found = _refusal(reader, position) or _read(reader, position)
    except Wrong as wrong:
        return Fault("schema.drift", str(wrong), position)
    if isinstance(found, Item) and (unread := reader.unread(ignored)):
        return replace(found, found={**found.found, "unread": unread})
    return found


def _refusal(reader: NinjsObject, position: int) -> Fault | None:
    if not {"uri", "headline", "headlines", "body_text", "body_xhtml", "bodies"} & reader.data.keys():
        return Fault(
            "parse.wrong_format", f"{pointer(reader.at)}: an object without uri, headline or body is no ninjs", position
        )
    _, standard = reader.data.get("standard") or reader.data.get("$standard") or ("", None)
    version = standard.get("version") if isinstance(standard, dict) else None
    if version is not None and not re.fullmatch(r"[123](\.\d{1,3}){0,2}", str(version)):
        name = "standard" if "standard" in reader.data else "$standard"
        return Fault(
            "parse.json",
            f"{pointer([*reader.at, name, 'version'])}: ninjs 1 to 3 are read, found {str(version)[:40]!r}",
            position,
        )
    kind = reader.text("type", "type")
    if kind is not None and kind.lower() not in _TYPES:
        return Fault("parse.not_an_article", f"an item of type {kind[:80]}", position)
    return None


def _read(reader: NinjsObject, position: int) -> Item | Fault:
    reader.found.clear()
    body = _body(reader)
    headline = (
        reader.text("headline", "headline")
        or _main(reader, "headlines", "headline")
        or reader.text("headline", "title")
    )
    status = reader.text("status", "pubstatus")
    if not body and (status or "").lower() not in _GONE:
        if "eventdetails" in reader.data or "planning" in reader.data:
            return Fault("parse.not_an_article", "an event, not an article", position)
        if not headline or (reader.text("type", "type") or "text").lower() == "composite":
            return Fault("parse.not_an_article", "an item without a text of its own", position)
    reader.found.pop("type", None)
    uri = reader.text("guid", "uri")
    return Item(
        position=position,
        guid=uri,
        version=reader.text("version", "version"),
        headline=headline,
        byline=reader.text("byline", "byline", "by"),
        agency=_agency(reader),
        publisher=reader.text("publisher", "copyrightholder"),
        published_text=reader.text("published_text", "firstcreated", "contentcreated", "versioncreated"),
        updated_text=reader.text("updated_text", "versioncreated"),
        embargo_text=reader.text("embargo_text", "embargoed"),
        language=reader.text("language", "language"),
        body=body,
        status=status,
        note=reader.text("note", "ednote"),
        subjects=_subjects(reader),
        further=reader.further("urgency", "slugline"),
        url=uri if uri and uri.startswith(("http://", "https://")) else None,
        found=reader.found,
    )


def _main(reader: NinjsObject, name: str, field: str) -> str | None:
    """The value of a list of headlines that is the main one, else the first that says something."""
    rows = [row for row in reader.rows(name) if isinstance(row.get("value"), str) and or_none(row["value"])]
    rows.sort(key=lambda row: str(row.get("role", "")).lower() not in ("main", "headline"))
    if not rows:
        return None
    reader.found[field] = name
    return _line(rows[0]["value"], str(rows[0].get("contenttype", "")))


def _line(value: str, kind: str) -> str | None:
    return or_none(" ".join(prose.html_paragraphs(value))) if "html" in kind else or_none(value)


def _body(reader: NinjsObject) -> str:
    """The paragraphs of the richest text: markup knows where paragraphs end, plain text often does not."""
    texts: list[tuple[int, str, str, str]] = []  # rank, property, media type, text
    for key, (name, value) in reader.data.items():
        if re.fullmatch(r"body_?(x?html|nitf|text|\w{0,40})", key) and isinstance(value, str):
            kind = "text/html" if "html" in key else "application/nitf+xml" if "nitf" in key else "text/plain"
            texts.append((_rank(kind, key), name, kind, value))
    reader.text("body", "body_text")
    reader.text("body", "body_xhtml")
    for row in reader.rows("bodies"):
        value, kind = row.get("value"), str(row.get("contenttype") or "").lower()
        if isinstance(value, str):
            kind = kind or ("text/html" if re.search(r"</?(?:p|div|br)\b", value, re.I) else "text/plain")
            texts.append((_rank(kind, str(row.get("role", "")).lower()), reader.data["bodies"][0], kind, value))
    reader.found.pop("body", None)
    for _, name, kind, text in sorted(texts, key=lambda one: one[0]):
        found = prose.plain_paragraphs(text) if "plain" in kind else _marked_up(text)
        if found:
            reader.found["body"] = name
            return prose.BETWEEN.join(found)
    return ""


def _marked_up(text: str) -> list[str]:
    """The paragraphs of markup; of a whole page in a string only those that are marked as its text (TT does so)."""
    tree = prose.html_tree(text)
    if tree is None:
        return []
    marked = [e for e in tree.iter("div", "section") if "bodytext" in (e.get("class") or "").lower().split()]
    return prose.paragraphs(marked[0] if len(marked) == 1 else tree)


def _rank(kind: str, role: str) -> int:
    """Lower is better: HTML, then NITF, then plain text; unknown markup last."""
    if "nitf" in kind or "nitf" in role:
        return 1
    if "html" in kind:
        return 0
    return 2 if "plain" in kind else 3


def _agency(reader: NinjsObject) -> str | None:
    """The source that is credited, then whoever provides the item."""
    for name in ("infosources", "infosource"):
        for row in reader.rows(name):
            if isinstance(row.get("name"), str) and (line := or_none(row["name"])):
                reader.found["agency"] = name
                return line
    key, provider = reader.data.get("provider", ("", None))
    line = or_none(str(provider.get("name") or provider.get("literal") or "")) if isinstance(provider, dict) else None
    line = line or (or_none(provider) if isinstance(provider, str) else None)
    if line:
        reader.found["agency"] = key
        return line
    return reader.text("agency", "creditline", "copyrightholder")


def _subjects(reader: NinjsObject) -> tuple[str, ...]:
    names: list[str] = []
    for name in ("subjects", "subject"):
        for row in reader.rows(name):
            value = row.get("name") or row.get("title") or row.get("literal") or row.get("code")
            if isinstance(value, str) and (line := or_none(value)):
                names.append(line)
            names += [str(row[k]) for k in ("code", "qcode", "uri") if is_iptc(row.get(k))]
    return tuple(dict.fromkeys(names))
