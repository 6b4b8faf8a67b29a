"""Items made into articles: every column of article_versions that does not need the other articles. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from dateline.contracts import Contract, conform
from dateline.formats.characters import clean_text, one_line, or_none
from dateline.formats.page.dates import BY_HTMLDATE
from dateline.normalise import addresses, copies, dateline, headline, identity, language, places, zones
from dateline.normalise.body import Body, clean
from dateline.normalise.boilerplate import Boilerplate, boilerplate_of
from dateline.normalise.credit import Credit, credit
from dateline.normalise.dates import When, day_of, when
from dateline.normalise.layout import arranged
from dateline.normalise.status import status_of
from dateline.normalise.words import Vocabulary
from dateline.payload import Item, Record
from dateline.sources import Wire

NORMALISER = "dateline-normalise/3"
"""Raise the number whenever the same item would give another row: stored batches are then made anew."""
_LEAD_LENDS = (
    "headline",
    "byline",
    "agency",
    "publisher",
    "published_text",
    "updated_text",
    "language",
    "status",
    "note",
)


def articles(
    read: Sequence[tuple[Record, Item]],
    wire: Wire,
    contract: Contract,
    words: Vocabulary,
    boilerplate: Boilerplate | None = None,
) -> pa.Table:
    """One row per item, of the contract's lake schema. `boilerplate`: else that of the wire's file."""
    known = boilerplate or boilerplate_of(wire, words)
    rows = [{**_further(item, contract), **_row(record, item, wire, known)} for record, item in read]
    for row, found in zip(rows, copies.marks([row["body"] for row in rows]), strict=True):
        row["copy_marks"] = found
    return conform(contract, rows)


def _further(item: Item, contract: Contract) -> dict[str, Any]:
    """Columns of the contract that the sender fills under that very name; a whole number is read as one."""
    columns = {f.name: f.type for f in contract.columns(lake=True) if f.type in ("string", "integer")}
    said = {name: text for name, text in item.further.items() if name in columns}
    return {
        name: text if columns[name] == "string" else int(text)
        for name, text in said.items()
        if columns[name] == "string" or re.fullmatch(r"-?[0-9]{1,18}", text)
    }


def fields(item: Item, wire: Wire, received_at: datetime | None, known: Boilerplate) -> dict[str, Any]:
    """What an item says, by column of article_versions; what needs the raw record is not in it."""
    item = arranged(item, wire, known)
    prefix, title = headline.split(item.headline)
    published, updated = _published(item, wire, received_at), when(item.updated_text, wire, received_at, item.language)
    embargo = when(item.embargo_text, wire)
    if embargo.at and published.at and embargo.at <= published.at:
        embargo = when(None, wire)  # a release at the moment of publication holds nothing back
    body = clean(item.body, (item.headline, title, item.byline, item.agency, item.published_text), known)
    line, line_rule = _dateline(item, body, published, received_at, wire)
    who = credit(
        item.byline, item.agency, line.agency, body.text, item.publisher or wire.publisher, wire.agency, known.words
    )
    status, status_rule = status_of(item.status, prefix, embargo.at, received_at)
    note = or_none(item.note) or body.advice or line.note
    url, url_fault = addresses.address(item.url)
    canonical, _ = addresses.address(item.canonical_url)
    canonical = canonical or url
    out: dict[str, Any] = {
        "version_label": _limited(item.version, 200),
        "publisher": _limited(item.publisher, 300) or wire.publisher,
        "agency": _limited(who.agency, 300),
        "byline": _limited(who.byline, 1000),
        "headline": _limited(title, 1000),
        "headline_prefix": prefix,
        "dateline_place": _limited(line.place, 200),
        "dateline_places": [
            {"name": place.name, "country": place.country}
            for place in places.places(line.place, zones.country_of(wire))
        ],
        "dateline_on": line.on,
        "published_at": published.at,
        "published_text": _limited(published.text, 300),
        "published_zone": _limited(published.zone, 60),
        "published_zone_source": published.zone_source,
        "date_status": published.status,
        "updated_at": updated.at,
        "embargo_until_at": embargo.at,
        "language": language.language_of(body.text or title or "", item.language or None),
        "body": body.text,
        "word_count": len(body.text.split()),
        "boilerplate_count": body.boilerplate_count,
        "url": url,
        "canonical_url": addresses.canonical(canonical) if canonical else None,
        "guid": _limited(item.guid, 2000),
        "status": status,
        "editorial_note": _limited(note, 10000),
        "subjects": [s for subject in item.subjects if (s := or_none(subject))],
        "sentence_hashes": copies.sentence_hashes(_without_dateline(body.text, line)),
        "normaliser": NORMALISER,
    }
    rule, _ = identity.story_key(out)
    out["identity_rule"] = rule
    # A version is the same one whether it comes before the end of its embargo or again after it.
    always, _ = status_of(item.status, prefix, embargo.at, None)
    out["content_sha256"] = identity.content_sha256({**out, "status": always})
    rules = {"headline_prefix": "words before the headline" if prefix else None}
    rules |= _rules(published, updated, line, line_rule, who, status_rule, url_fault, item, body)
    out["evidence"] = _evidence(item, rules)
    return out


def document(item: Item, wire: Wire, words: Vocabulary, received_at: datetime | None = None) -> dict[str, Any]:
    """The article as `dateline read` prints it: JSON values only."""
    row = fields(item, wire, received_at, boilerplate_of(wire, words))
    renamed = {
        "dateline_on": "dateline_date", "version_label": "version", "editorial_note": "note",
        "published_zone": "published_zone", "embargo_until_at": "embargo_until",
    }  # fmt: skip
    left_out = {"sentence_hashes", "content_sha256", "evidence", "boilerplate_count"}
    shown = {renamed.get(name, name): _json(value) for name, value in row.items() if name not in left_out}
    return {**shown, "evidence": json.loads(row["evidence"])}


def with_lead(page_item: Item, lead: Item) -> Item:
    """A page's item with what the feed entry that led to it adds: the entry's guid, and whatever the page lacks.

    A page's own guid is dropped: the feed's is the one by which the next poll knows the story again.
    """
    lent = {name: getattr(lead, name) for name in _LEAD_LENDS if not getattr(page_item, name) and getattr(lead, name)}
    found = dict(page_item.found)
    found.update({name: f"lead: {lead.found.get(name, 'feed entry')}" for name in lent})
    if lead.guid:
        lent["guid"] = lead.guid
        found["guid"] = f"lead: {lead.found.get('guid', 'feed entry')}"
    if not page_item.url and lead.url:
        lent["url"] = lead.url
    subjects = tuple(dict.fromkeys((*page_item.subjects, *lead.subjects)))
    return replace(page_item, **lent, subjects=subjects, found=found, is_lead=False)


def _row(record: Record, item: Item, wire: Wire, known: Boilerplate) -> dict[str, Any]:
    payload = record.payload
    out = fields(item, wire, payload.received_at, known)
    rule, key = identity.story_key(out)
    story = identity.story_id(wire.id, rule, key)
    return {
        **out,
        "story_id": story,
        "article_id": identity.article_id(story, out["content_sha256"]),
        "wire": wire.id,
        "first_seen_at": payload.received_at,
        "capture_id": payload.capture_id,
        "item_position": item.position,
        "raw_file": record.file,
        "raw_offset": record.offset,
        "raw_sha256": payload.sha256,
    }


def _published(item: Item, wire: Wire, received_at: datetime | None) -> When:
    """When it was published; a day that was only searched for has no zone."""
    if item.published_text and BY_HTMLDATE in item.found.get("published_text", ""):
        return day_of(item.published_text, received_at)
    return when(item.published_text, wire, received_at, item.language)


def _dateline(
    item: Item, body: Body, published: When, received_at: datetime | None, wire: Wire
) -> tuple[dateline.Dateline, str]:
    """The dateline, its year that of publication as the wire's own calendar shows it; and where it stood."""
    at = published.at or received_at
    day = at.astimezone(ZoneInfo(wire.zone)).date() if at and (published.at or not item.published_text) else None
    inside = dateline.in_text(body.text, day)
    if not item.dateline_text:
        return inside, "text"
    field = dateline.in_field(item.dateline_text, day)
    return replace(field, agency=field.agency or inside.agency, on=field.on or inside.on, length=inside.length), "field"


def _without_dateline(text: str, line: dateline.Dateline) -> str:
    """The text as copies are told by: an outlet that takes a story over often takes the dateline off."""
    return text[line.length :]


def _rules(
    published: When,
    updated: When,
    line: dateline.Dateline,
    line_rule: str,
    who: Credit,
    status_rule: str,
    url_fault: str | None,
    item: Item,
    body: Body,
) -> dict[str, str | None]:
    return {
        "published_at": f"form {published.rule}" if published.text else None,
        "updated_at": f"form {updated.rule}, {updated.status}" if updated.text else None,
        "dateline_place": line_rule if line.place or line.on else None,
        "dateline_places": "geonames, by what is printed behind the place and by population" if line.place else None,
        "agency": who.agency_rule,
        "status": status_rule,
        "url": f"dropped: {url_fault}" if url_fault else None,
        "editorial_note": "line in the text" if (body.advice or line.note) and not item.note else None,
        "body": _removed(body),
    }


def _removed(body: Body) -> str | None:
    if not body.boilerplate_count:
        return None
    seen = f", {body.learned_count} of them known from other stories of the wire" if body.learned_count else ""
    return f"paragraphs of boilerplate removed: {body.boilerplate_count}{seen}"


_COLUMN = {
    "published_text": "published_at", "updated_text": "updated_at", "embargo_text": "embargo_until_at",
    "dateline_text": "dateline_place", "note": "editorial_note", "version": "version_label",
}  # fmt: skip


def _evidence(item: Item, rules: Mapping[str, str | None]) -> str:
    """Column name → where its value was read from, and the rule that read it."""
    out = {_COLUMN.get(name, name): place for name, place in item.found.items()}
    for name, rule in rules.items():
        if rule:
            out[name] = f"{out[name]}; {rule}" if name in out else rule
    return clean_text(json.dumps(out, ensure_ascii=False, sort_keys=True))


def _limited(text: str | None, longest: int) -> str | None:
    """The text on one line and no longer than its column takes; None where nothing is left."""
    return (one_line(text)[:longest].strip() or None) if text else None


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if hasattr(value, "isoformat") else value
