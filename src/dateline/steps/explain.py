"""Where every field of an article came from: its raw record, the rule that read it, the evidence, the printed words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from dateline import lake
from dateline.contracts import contracts
from dateline.errors import UsageError
from dateline.payload import Fault
from dateline.steps.desk import Desk
from dateline.warehouse import open_published, published, query

_LISTED = "article_id, story_id, version, status, first_seen_at, headline, url, superseded_at"
_BY = (
    ("article_id = $name", "id"),
    ("len($name) >= 4 AND starts_with(article_id, lower($name))", "beginning of an id"),
    ("len($name) >= 4 AND starts_with(story_id, lower($name))", "story"),
    ("rtrim($name, '/') IN (rtrim(url, '/'), rtrim(canonical_url, '/'))", "address"),
    ("guid = $name", "guid"),
    (
        "len(trim($name)) > 2 AND list_bool_and(list_transform(string_split(lower(trim($name)), ' '), "
        "lambda word: contains(lower(concat_ws(' ', headline_prefix, headline)), word)))",
        "words of the headline",
    ),
)
_VERSIONS = f"SELECT {_LISTED} FROM article_versions WHERE story_id = $story ORDER BY version"  # noqa: S608
_MOST = 10
_COPY_OF = "SELECT article_id, wire, headline FROM article_versions WHERE article_id = $original"
_COPIES = (
    "SELECT article_id, wire, headline, copy_share FROM articles WHERE copy_of = $article ORDER BY wire, article_id"
)
# What is printed of each part of an article, in this order; every other column of the contract is told by --json.
PARTS: Mapping[str, tuple[str, ...]] = {
    "what": ("headline", "headline_prefix", "editorial_note", "language", "body", "subjects"),
    "who": ("byline", "agency", "publisher"),
    "when": ("published_at", "updated_at", "embargo_until_at", "first_seen_at", "superseded_at"),
    "where": ("dateline_place", "dateline_places", "dateline_on", "url", "canonical_url"),
    "which": (
        "guid", "identity_rule", "version", "version_label", "status", "withdrawal_reason",
        "copy_of", "copy_share", "agency_share",
    ),
}  # fmt: skip
_REST = "rest"
_RULES = {
    ("status", "none"): "the sender says nothing of it",
    ("status", "sender"): "the sender's word",
    ("status", "prefix"): "the word before the headline",
    ("status", "embargo"): "its embargo had not ended when it came",
    ("agency", "byline"): "named in the byline",
    ("agency", "dateline"): "named in the dateline",
    ("agency", "field"): "named in a field of its own",
    ("agency", "text"): "named in the text",
    ("agency", "wire"): "the wire is an agency's own",
    ("dateline_place", "text"): "the beginning of the text",
    ("dateline_place", "field"): "a field of its own",
    ("identity_rule", "guid"): "the sender's id of the story",
    ("identity_rule", "url"): "its address: it has no id of its sender's",
    ("identity_rule", "headline"): "its headline and day: it has neither an id nor an address",
    ("identity_rule", "content"): "its words: it has neither an id, nor an address, nor a headline with a day",
}
"""(column, rule as the evidence has it) → the rule for a person."""
_RULES_ALONE = ("words before the headline", "geonames", "line in the text", "dropped:")
"""How rules begin that the evidence tells without a place."""
_CUT = "paragraphs of boilerplate removed"
_SURE = {
    "exact": "an instant",
    "day": "a day; no time of day is told",
    "missing": "nothing says when",
    "unreadable": "printed in no form that is known: not guessed",
    "ambiguous": "can be read in two ways: not guessed",
    "implausible": "a day that programs print when they know none: not believed",
    "future": "more than a day after it arrived: not believed",
}
_ZONE = {"printed": "printed with it", "wire": "the wire's own", "none": "unknown"}


def explain(desk: Desk, named: str) -> dict[str, Any]:
    """One article: its fields with their origin, its raw record, its story's versions, what was read out of it.

    `named`: an article's or story's id or its unique beginning, an address, a guid, or words of a headline. Of several
    versions of one story the current one is meant, else the last. Raises UsageError for none and for several stories.
    """
    with open_published(desk.home.warehouse) as con:
        row = _row(con, named)
        ids = {"article": row["article_id"], "story": row["story_id"], "capture": row["capture_id"]}
        versions = _rows(con, _VERSIONS, ids)
        current = _rows(con, "SELECT article_id FROM articles WHERE story_id = $story", ids)
        captures = _rows(con, "SELECT * FROM captures WHERE capture_id = $capture", ids)
        originals = _rows(con, _COPY_OF, {"original": row["copy_of"]})
        copies = _rows(con, _COPIES, ids)
        read = {
            "quotes": _rows(con, _QUOTES, ids),
            "topics": _rows(
                con, "SELECT topic_id, rule, evidence FROM article_topics WHERE article_id = $article", ids
            ),
            "mentions": _rows(con, "SELECT count(*) AS n FROM mentions WHERE article_id = $article", ids)[0]["n"],
        }
    counted_id = current[0]["article_id"] if current else None
    return {
        "article_id": row["article_id"],
        "story_id": row["story_id"],
        "wire": row["wire"],
        "is_counted": counted_id == row["article_id"],
        "why_not_counted": _why_not(row, counted_id),
        "fields": _fields(desk, row, versions, originals),
        "raw": _raw(desk, row, captures[0] if captures else {}),
        "versions": [{**v, "is_current": v["article_id"] == counted_id} for v in versions],
        "copies": copies,
        "read_out_of_it": read,
        "normaliser": row["normaliser"],
        "published_in": _published(desk),
    }


def _published(desk: Desk) -> dict[str, Any]:
    """The published version that was asked, and when it was loaded."""
    made = published(desk.home.warehouse)
    if made is None:
        return {"name": None, "loaded_at": None}
    return {"name": made.name, "loaded_at": datetime.fromtimestamp(int(made.path.stat().st_mtime), UTC)}


_QUOTES = "SELECT kind, count(*) AS n FROM quotes WHERE article_id = $article GROUP BY kind ORDER BY kind"


def _rows(con: Any, sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    asked = {name: value for name, value in parameters.items() if f"${name}" in sql}
    return list(query(con, sql, asked).to_pylist())


def _row(con: Any, named: str) -> dict[str, Any]:
    """The one version that is meant."""
    for where, kind in _BY:
        sql = (
            f"SELECT {_LISTED} FROM article_versions WHERE {where} ORDER BY first_seen_at DESC, version DESC LIMIT 500"  # noqa: S608
        )
        found = _rows(con, sql, {"name": named})
        if not found:
            continue
        if len({one["story_id"] for one in found}) > 1 or (len(found) > 1 and kind == "beginning of an id"):
            raise _several(named, kind, found)
        chosen = next((one for one in found if one["superseded_at"] is None), found[0])
        return _rows(con, "SELECT * FROM article_versions WHERE article_id = $name", {"name": chosen["article_id"]})[0]
    raise UsageError(
        f"article {named!r}",
        expected="an article's or story's id or its beginning (4 letters or more), an address, a guid, or words of a headline",  # noqa: E501
        found="none such in what is published",
        todo='List some: dateline sql "SELECT article_id, headline FROM article_versions LIMIT 20". What was refused: '
        "`dateline quarantine list`.",
    )


def _several(named: str, kind: str, found: list[dict[str, Any]]) -> UsageError:
    lines = [
        f"  {one['article_id']}  v{one['version']} {one['status']:10} {one['headline'] or '(no headline)'}"[:110]
        for one in found
    ]
    more = f"\n  and {len(lines) - _MOST} more" if len(lines) > _MOST else ""
    return UsageError(
        f"{named!r} is the {kind} of several articles"
        if kind != "words of the headline"
        else f"{named!r} fits several",
        todo="Say which, by an id:\n" + "\n".join(lines[:_MOST]) + more,
    )


def _why_not(row: Mapping[str, Any], counted_id: str | None) -> str | None:
    if counted_id == row["article_id"]:
        return None
    if row["status"] == "withdrawn":
        return "it is withdrawn"
    if row["status"] == "embargoed":
        return f"it is embargoed until {row['embargo_until_at']}"
    return f"version {row['version']} was superseded; {counted_id} counts" if counted_id else "its story is withdrawn"


def _fields(
    desk: Desk, row: Mapping[str, Any], versions: list[dict[str, Any]], originals: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Every column: its value, where it was read, by which rule, and the module that made it. Those that are not
    printed are of the part `rest`."""
    evidence = json.loads(row["evidence"] or "{}")
    source = {f.name: f.source for f in contracts(desk.project.schemas)["article_versions"].fields}
    told = [(part, name) for part, names in PARTS.items() for name in names]
    rest = [(_REST, name) for name in row if name not in {shown for _, shown in told} | {"evidence"}]
    out = []
    for part, name in (*told, *rest):
        place, rule = _origin(name, row[name], str(evidence.get(name, "")))
        field = {"part": part, "field": name, "value": row[name], "from": place, "rule": rule}
        out.append(field | {"made_by": source.get(name)} | _more(name, row, versions, originals))
    return out


def _origin(name: str, value: Any, evidence: str) -> tuple[str | None, str | None]:
    """Where in the payload a value was read, and the rule that read it; the evidence may tell one without the other."""
    place, _, rule = evidence.partition("; ")
    is_rule = (name, place) in _RULES or place.startswith(_RULES_ALONE)
    if not rule and (is_rule or _CUT in place):
        place, rule = "", place
    if name == "identity_rule":
        rule = str(value)
    return place or None, _RULES.get((name, rule), rule) or None


def _more(
    name: str, row: Mapping[str, Any], versions: list[dict[str, Any]], originals: list[dict[str, Any]]
) -> dict[str, Any]:
    """What else is known of a field: the printed words, the zone, how sure; which version a note is about."""
    if name == "editorial_note" and row[name]:
        before = [v["article_id"] for v in versions if v["version"] == row["version"] - 1]
        return {"concerns": row["article_id"], "changed_since": before[0] if before else None}
    if name == "published_at":
        return {
            "printed": row["published_text"],
            "zone": row["published_zone"],
            "zone_source": _ZONE[row["published_zone_source"] or "none"],
            "sure": f"{row['date_status']}: {_SURE[row['date_status']]}",
        }
    if name == "body":
        return {"words": row["word_count"], "boilerplate_paragraphs_removed": row["boilerplate_count"]}
    if name == "copy_of" and originals:
        return {"original": originals[0]}
    if name == "withdrawal_reason" and row[name]:
        return {"told_by": versions[-1]["article_id"]}
    return {}


def _raw(desk: Desk, row: Mapping[str, Any], capture: Mapping[str, Any]) -> dict[str, Any]:
    """The record in raw/ that the article was read from, and whether its bytes are still the ones received."""
    return {
        "came_from": capture.get("url"),
        "received_at": capture.get("received_at") or row["first_seen_at"],
        "media_type": capture.get("media_type"),
        "bytes": capture.get("byte_count"),
        "file": row["raw_file"],
        "offset": row["raw_offset"],
        "sha256": row["raw_sha256"],
        "item": row["item_position"],
        "state": _state(desk, row),
    }


def _state(desk: Desk, row: Mapping[str, Any]) -> str:
    """Whether the bytes can still be read and are those that were received."""
    if not (desk.home.root / row["raw_file"]).is_file():
        return "the file is missing"
    for record in lake.records(desk.home, row["raw_file"]):
        if not isinstance(record, Fault) and getattr(record, "offset", None) == row["raw_offset"]:
            body = record.payload.body
            is_same = hashlib.sha256(body).hexdigest() == row["raw_sha256"]
            return "there, and its digest is right" if is_same else "damaged: its digest is another"
    return "no record at that offset can be read"
