"""Every sample payload, read and normalised, says what its gold file says: one test per gold file."""

from __future__ import annotations

import importlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.normalise import Vocabulary, document, with_lead
from dateline.payload import Item, Payload
from dateline.sources import Wire

SAMPLES = Path(__file__).parents[2] / "samples"
GOLD = sorted((SAMPLES / "gold").glob("*/*.yml"))
RECEIVED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SITE = "http://gazette.example/"
FIELDS = {
    "headline": "headline", "headline_prefix": "headline_prefix", "byline": "byline", "agency": "agency",
    "publisher": "publisher", "dateline_place": "dateline_place", "dateline_on": "dateline_date",
    "published_at": "published_at", "published_zone": "published_zone", "language": "language", "status": "status",
    "note": "note", "embargo_until_at": "embargo_until", "guid": "guid", "body": "body",
}  # fmt: skip


def read(gold: dict[str, Any], wire: Wire, words: Vocabulary) -> dict[str, Any]:
    path = SAMPLES / gold["payload"]
    leads = _leads(wire) if wire.follow else {}
    url = SITE + path.relative_to(SAMPLES / "site").as_posix() if wire.follow else f"inbox:{path.name}"
    room = importlib.import_module(f"dateline.formats.{wire.follow or wire.format}")
    (item,) = room.items(Payload(wire.id, url, RECEIVED, path.read_bytes(), name=path.name), wire)
    assert isinstance(item, Item), item
    if url in leads:
        item = with_lead(item, leads[url])
    return document(item, wire, words, RECEIVED)


def _leads(wire: Wire) -> dict[str, Item]:
    feed = importlib.import_module("dateline.formats.rss")
    payload = Payload(
        wire.id, str(wire.url), RECEIVED, (SAMPLES / "site" / "feed.xml").read_bytes(), "application/rss+xml"
    )
    return {str(i.url): i for i in feed.items(payload, wire) if isinstance(i, Item)}


def expected(gold: dict[str, Any]) -> dict[str, Any]:
    out = {}
    for name, shown in FIELDS.items():
        value = gold.get(name)
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        if name == "byline" and value:
            value = ", ".join(re.split(r", | and ", value))
        out[shown] = value.strip() if isinstance(value, str) else value
    return out


@pytest.mark.parametrize("path", GOLD, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_sample_says_what_its_gold_says(path: Path, known_wires: dict[str, Wire], words: Vocabulary) -> None:
    gold = yaml.safe_load(path.read_text("utf-8"))
    wanted = expected(gold)
    found = read(gold, known_wires[gold["wire"]], words)
    assert {name: found[name] for name in wanted} == wanted


def test_there_are_samples_of_every_kind() -> None:
    assert {p.parent.name for p in GOLD} >= {"meridian", "gazette", "courier"}
