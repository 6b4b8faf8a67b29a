"""`dateline explain`: where every field of an article came from, for the eye."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from dateline.cli.console import OK, print_json, shown, visible
from dateline.cli.desk import desk

_DIM = Style(dim=True)
_BOLD = Style(bold=True)
_WIDEST = 120
_LONGEST = 300
_HEADS = {
    "what": "What it says",
    "who": "Who wrote it",
    "when": "When",
    "where": "Where",
    "which": "Which story, which version",
}
Json = Annotated[bool, typer.Option("--json", help="Print JSON, with every field.")]


def add(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(explain)


def explain(
    article: Annotated[
        str,
        typer.Argument(help="An article's or story's id or its beginning, an address, a guid, or words of a headline."),
    ],
    as_json: Json = False,
) -> int:
    """Where every field of an article came from.

    Shows each value with the place it was read from, the rule that read it and the words as printed; the raw record
    behind it; the versions of its story; what was read out of it. Works for superseded and withdrawn versions too.

    Examples: dateline explain 4a64c0; dateline explain "ferries sail again"
    """
    from dateline import steps

    found = steps.explain(desk(), article)
    if as_json:
        print_json(found)
    else:
        _show(found)
    return OK


def _show(found: Mapping[str, Any]) -> None:
    page = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else _WIDEST)
    fields = found["fields"]
    page.print(Text(visible(_title(found)), _BOLD))
    counted = "counted today" if found["is_counted"] else f"not counted: {shown(found['why_not_counted'])}"
    page.print(
        Text(f"article {found['article_id']} of story {found['story_id']}, wire {found['wire']}; {counted}", _DIM)
    )
    for part, head in _HEADS.items():
        _section(page, head, ((f["field"], _value(f), list(_origin(f))) for f in fields if f["part"] == part))
    _section(page, "The raw record", _raw_lines(found["raw"]))
    if len(found["versions"]) > 1:
        _section(page, "Versions of the story", (_version(v, found["article_id"]) for v in found["versions"]))
    _section(page, "Copies of it", (_copy(one) for one in found["copies"]))
    _section(page, "What was read out of it", _read_lines(found))
    house = found["published_in"]
    loaded = f"{house['name']}, loaded {shown(house['loaded_at'])}" if house["name"] else "nothing published"
    made = f"made by {found['normaliser']}; read from {loaded}; --json prints every field with the module that makes it"
    page.print(Text(f"\n{made}", _DIM))


def _title(found: Mapping[str, Any]) -> str:
    """The headline; of a version without one, as a withdrawal may be, the last that its story had."""
    headline = next(f["value"] for f in found["fields"] if f["field"] == "headline")
    if headline:
        return str(headline)
    earlier = [v["headline"] for v in found["versions"] if v["headline"]]
    return f"(no headline; of the story: {earlier[-1]})" if earlier else "(no headline)"


def _section(page: Console, head: str, lines: Any) -> None:
    """A heading, and below it names, values and the origin of each; a name without value and origin is left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value, origin in lines:
        if value is None and not origin:
            continue
        text = Text(value if value is not None else "not told", _DIM if value is None else "")
        for line in origin:
            text.append(f"\n{visible(line)}", _DIM)
        table.add_row(Text(f"  {visible(name)}"), text)
    if table.row_count:
        page.print(Text(f"\n{head}", _BOLD))
        page.print(table)


def _value(field: Mapping[str, Any]) -> str | None:
    value = field["value"]
    if value in (None, []):
        return None
    if field["field"] == "body":
        removed = field["boilerplate_paragraphs_removed"]
        start = visible(" ".join(value[:100].split())) + ("…" if len(value) > 100 else "")
        return f"{field['words']} words, paragraphs of boilerplate removed: {removed}; {start}"
    if field["field"] == "dateline_places":
        return "; ".join(f"{visible(p['name'])} ({p['country'] or 'country not told'})" for p in value)
    text = shown(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _origin(field: Mapping[str, Any]) -> Iterator[str]:
    """Lines that say where a value came from: the place and the rule, else what computed it."""
    found = "from" if field["value"] not in (None, []) else "nothing kept of"
    is_told = field["field"] == "body" and "known" not in (field["rule"] or "")  # the value says how much was cut
    rule = "" if is_told else field["rule"]
    parts = [f"{found} {field['from']}" if field["from"] else "", f"rule: {rule}" if rule else ""]
    if any(parts):
        yield "; ".join(part for part in parts if part)
    elif field["value"] not in (None, []) and field["made_by"]:
        yield f"made by {field['made_by']}"
    if field.get("told_by"):
        yield f"told with version {field['told_by']}"
    if field.get("original"):
        yield f"of {field['original']['wire']}: {field['original']['headline'] or '(no headline)'}"
    if "concerns" in field:
        since = field["changed_since"]
        yield (
            f"about this version, and what was changed since {since}" if since else "about this version, the first one"
        )
    if field.get("printed"):
        yield f"as printed: {field['printed']}"
    if field.get("zone_source") and field["value"] is not None:
        yield f"zone {field['zone'] or 'not told'}: {field['zone_source']}"
    if field.get("sure"):
        yield f"how sure: {field['sure']}"


def _raw_lines(raw: Mapping[str, Any]) -> Iterator[tuple[str, str | None, list[str]]]:
    yield "came from", shown(raw["came_from"]) or None, []
    size = f"{raw['bytes']:,} bytes" if raw["bytes"] is not None else "size not told"
    yield (
        "received",
        f"{shown(raw['received_at'])}, {size}, {shown(raw['media_type']) or 'media type not declared'}",
        [],
    )
    yield (
        "lies in",
        f"{visible(raw['file'])} at byte {raw['offset']:,}, item {raw['item']}",
        [f"sha256 {raw['sha256']}"],
    )
    yield "state", raw["state"], []


def _version(version: Mapping[str, Any], asked: str) -> tuple[str, str, list[str]]:
    marks = [
        word
        for word, holds in (("this one", version["article_id"] == asked), ("current", version["is_current"]))
        if holds
    ]
    told = f"{version['article_id']}  {version['status']}, first seen {shown(version['first_seen_at'])}"
    return f"v{version['version']}", f"{told}  ({', '.join(marks)})" if marks else told, [version["headline"] or ""]


def _copy(one: Mapping[str, Any]) -> tuple[str, str, list[str]]:
    return one["wire"], f"{one['article_id']}  {one['copy_share']:.0%} of it stands here", [one["headline"] or ""]


def _evidence(text: str | None) -> str:
    """The places that made a rule match, each term with its words, as a person reads them."""
    try:
        places = json.loads(text or "[]")
        terms: dict[str, dict[str, None]] = {}
        for one in places:
            terms.setdefault(one["term"], {})[f"“{one['text']}” ({one['in']})"] = None
    except (ValueError, KeyError, TypeError):
        return text or ""
    return "; ".join(f"{term}: {', '.join(words)}" for term, words in terms.items())


def _read_lines(found: Mapping[str, Any]) -> Iterator[tuple[str, str | None, list[str]]]:
    read = found["read_out_of_it"]
    if not found["is_counted"]:
        yield "quotes", "none: only the current version of a story is counted", []
        return
    kinds = ", ".join(f"{row['n']} {row['kind']}" for row in read["quotes"])
    yield "quotes", f"{sum(row['n'] for row in read['quotes'])}" + (f" ({kinds})" if kinds else ""), []
    yield "mentions", f"{read['mentions']}", []
    topics = ", ".join(row["topic_id"] for row in read["topics"])
    yield (
        "topics",
        topics or "none",
        [f"{r['topic_id']}: {_evidence(r['evidence'])}"[:_LONGEST] for r in read["topics"]],
    )
