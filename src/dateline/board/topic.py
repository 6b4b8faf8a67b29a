"""What a topic's page shows, read from the published warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dateline.warehouse import query
from dateline.yamlfile import read

LATEST = 40
_TOPICS = """
SELECT
    topics.topic_id,
    count(*) AS story_count
FROM article_topics AS topics
INNER JOIN articles ON articles.article_id = topics.article_id
GROUP BY topics.topic_id
ORDER BY
    story_count DESC,
    topics.topic_id
"""
_TIMELINE = """
SELECT
    timeline.day,
    timeline.story_count,
    timeline.side,
    timeline.quote_count
FROM topic_timeline($topic) AS timeline
ORDER BY
    timeline.day,
    timeline.side
"""
_DYADS = """
SELECT
    dyads.speaker,
    dyads.about,
    dyads.quote_count,
    dyads.first_on,
    dyads.last_on
FROM dyads_on($topic) AS dyads
ORDER BY
    dyads.quote_count DESC,
    dyads.speaker,
    dyads.about
LIMIT 500
"""
_QUOTES = """
SELECT
    said.day,
    said.speaker,
    said.office,
    said.office_of,
    said.kind,
    said.quote,
    said.publisher,
    said.agency,
    said.headline,
    said.link,
    said.confidence
FROM quotes_on($topic) AS said
WHERE NOT said.is_copy
ORDER BY
    said.day DESC NULLS LAST,
    said.article_id,
    said.quote_id
LIMIT $latest
"""


@dataclass(frozen=True)
class Quote:
    """One attribution, with the office that its speaker held on that day; a story without a date gives it no day."""

    day: date | None
    speaker: str | None
    office: str | None
    office_of: str | None
    kind: str
    quote: str
    publisher: str
    agency: str | None
    headline: str | None
    link: str | None
    confidence: float


@dataclass(frozen=True)
class Dyad:
    """How often one actor spoke about another."""

    speaker: str
    about: str
    quote_count: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True)
class Day:
    """One day with stories: how many, and how many quotes each side has in them."""

    day: date
    story_count: int
    quotes: dict[str, int]


@dataclass(frozen=True)
class Topic:
    """Everything on a topic's page. `sides` come in the order of their quotes, `other` last.

    The `undated_count` stories without a date, and their quotes, stand in no day.
    """

    topic_id: str
    name: str
    days: tuple[Day, ...]
    sides: tuple[str, ...]
    dyads: tuple[Dyad, ...]
    quotes: tuple[Quote, ...]
    undated_count: int = 0

    @property
    def story_count(self) -> int:
        return sum(d.story_count for d in self.days)

    def quote_count(self, side: str | None = None) -> int:
        """Quotes of one side, or of all."""
        return sum(n for d in self.days for s, n in d.quotes.items() if side in (None, s))


def names(vocabulary: Path) -> dict[str, str]:
    """Topic → its name, in the order of topics.yml; empty when there is no such file."""
    file = vocabulary / "topics.yml"
    if not file.is_file():
        return {}
    return {str(key): _name(str(key), entry) for key, entry in read(file).data.items()}


def _name(topic_id: str, entry: Any) -> str:
    named = (entry.get("name") or entry.get("title") or entry.get("label")) if isinstance(entry, dict) else None
    return str(named or topic_id.replace("-", " ").capitalize())


def counts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Topic → its current stories, most first; only topics with any."""
    return {row["topic_id"]: row["story_count"] for row in query(con, _TOPICS).to_pylist()}


def topic(con: duckdb.DuckDBPyConnection, topic_id: str, name: str) -> Topic:
    """The figures of a topic; all empty when no story is on it."""
    wanted = {"topic": topic_id}
    days = _days(query(con, _TIMELINE, wanted).to_pylist())
    totals: dict[str, int] = {}
    for one in days:
        for side, count in one.quotes.items():
            totals[side] = totals.get(side, 0) + count
    return Topic(
        topic_id,
        name,
        days,
        tuple(sorted(totals, key=lambda side: (side == "other", -totals[side], side))),
        tuple(Dyad(**row) for row in query(con, _DYADS, wanted).to_pylist()),
        tuple(Quote(**row) for row in query(con, _QUOTES, {**wanted, "latest": LATEST}).to_pylist()),
        counts(con).get(topic_id, 0) - sum(d.story_count for d in days),
    )


def _days(rows: Sequence[dict[str, Any]]) -> tuple[Day, ...]:
    found: dict[date, Day] = {}
    for row in rows:
        one = found.setdefault(row["day"], Day(row["day"], row["story_count"], {}))
        one.quotes[row["side"]] = row["quote_count"]
    return tuple(found.values())
