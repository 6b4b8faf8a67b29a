"""The topics of the lake's articles made anew after a rule has changed: nothing else is read again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow as pa

from dateline import lake
from dateline.errors import Permanent
from dateline.ledger import KeptBatch
from dateline.steps.desk import Desk
from dateline.steps.freshness import TOPICS, stale_tables, wire_memories
from dateline.steps.load import load
from dateline.steps.refine import tag_anew

Tags = set[tuple[str, str]]
"""article_id and topic_id of rows."""


def retag(desk: Desk, wire: str | None = None) -> dict[str, Any]:
    """What today's rules made of the stories in the lake: {batches, retagged, left, articles, topics, version}.

    "topics" has a row for each topic with the stories it had before and has after, gained and lost; "left" counts the
    batches that are stale for other reasons too, which is `refine`'s work. Mentions and quotes are not touched.
    """
    known = [b for b in desk.ledger.batches() if wire in (None, b.wire)]
    told = wire_memories(desk, known)
    stale = {b: tables for b in known if (tables := stale_tables(desk, b, told[b.wire]))}
    chosen = [b for b, tables in stale.items() if tables == [TOPICS]]
    before: Tags = set()
    after: Tags = set()
    articles = retagged = 0
    for number, batch in enumerate(chosen, 1):
        desk.tell(f"retag {batch.wire}: batch {number} of {len(chosen)}")
        with desk.ledger.lease(f"refine:{batch.batch_id}", clock=desk.clock):
            old = _tags(_readable(desk, batch))
            new = tag_anew(desk, batch, told[batch.wire])
        if new is not None:
            before, after, retagged = before | old, after | _tags(new), retagged + 1
            articles += lake.read(desk.home, "article_versions", batch.wire, batch.batch_id).num_rows
    left = len(stale) - retagged
    if left:
        desk.tell(f"retag: {left} batches are stale for other reasons too; `dateline refine` reads them anew")
    return {
        "batches": len(known),
        "retagged": retagged,
        "left": left,
        "articles": articles,
        "topics": _changes(before, after),
        "version": load(desk)["version"],
    }


def _readable(desk: Desk, batch: KeptBatch) -> pa.Table | None:
    try:
        return lake.read(desk.home, TOPICS, batch.wire, batch.batch_id)
    except Permanent:
        return None


def _tags(rows: pa.Table | None) -> Tags:
    if rows is None:
        return set()
    return set(zip(rows.column("article_id").to_pylist(), rows.column("topic_id").to_pylist(), strict=True))


def _changes(before: Tags, after: Tags) -> list[dict[str, Any]]:
    """A row for each topic, in order of name."""
    sides = {"before": before, "after": after, "gained": after - before, "lost": before - after}
    counts = {name: Counter(topic for _, topic in tags) for name, tags in sides.items()}
    topics = sorted({topic for _, topic in before | after})
    return [{"topic": topic, **{name: count[topic] for name, count in counts.items()}} for topic in topics]
