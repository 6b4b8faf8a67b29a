"""Little batches of wire stories, published to a lake and loaded: what a run leaves behind, without the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from dateline import lake
from dateline.contracts import conform
from dateline.home import Home
from dateline.normalise.copies import marks, sentence_hashes
from dateline.payload import natural_id
from dateline.warehouse import Warehouse
from tests.warehouse.rows import PROJECT, known, whole

START = datetime(2024, 3, 1, 6, tzinfo=UTC)
RU = natural_id("actor", "country", "ru")


@dataclass(frozen=True)
class Told:
    """One item: a story's key and its words, and whatever columns matter."""

    story: str
    words: str
    columns: dict[str, Any] = field(default_factory=dict)

    def article_id(self, wire: str) -> str:
        return natural_id("article", wire, self.story, self.words, *sorted(map(str, self.columns.items())))


@dataclass(frozen=True)
class Payload:
    """One payload: the minute after START at which it came, its items, how many more were rejected or listed."""

    minute: int
    items: tuple[Told, ...] = ()
    rejected: int = 0
    listed: int = 0
    name: str = ""

    def capture_id(self, wire: str) -> str:
        return natural_id("capture", wire, self.name or self.minute)


@dataclass(frozen=True)
class Batch:
    wire: str
    payloads: tuple[Payload, ...]

    @property
    def batch_id(self) -> str:
        return natural_id("batch", self.wire, *((p.capture_id(self.wire), p.minute) for p in self.payloads))

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Sparse rows of every lake table."""
        out: dict[str, list[dict[str, Any]]] = {name: [] for name in lake.LAKE_TABLES}
        for offset, payload in enumerate(self.payloads):
            self._add(out, payload, offset)
        return out

    def _add(self, out: dict[str, list[dict[str, Any]]], payload: Payload, offset: int) -> None:
        came = START + timedelta(minutes=payload.minute)
        where = {
            "capture_id": payload.capture_id(self.wire),
            "raw_file": f"raw/{self.wire}/2024-03-01/{self.batch_id}.warc.gz",
            "raw_offset": offset,
        }
        counted = {
            "received_count": len(payload.items) + payload.rejected + payload.listed,
            "listed_count": payload.listed,
            "quarantined_count": payload.rejected,
        }
        out["captures"].append(where | counted | {"wire": self.wire, "batch_id": self.batch_id, "received_at": came})
        for position in range(payload.rejected):
            rejected_id = natural_id("rejected", where["capture_id"], position)
            row = {"rejected_id": rejected_id, "wire": self.wire, "batch_id": self.batch_id, "rejected_at": came}
            out["rejected"].append(
                where
                | row
                | {"item_position": 100 + position, "table_name": "article_versions", "state": "quarantined"}
            )
        for position, item in enumerate(payload.items):
            article_id = item.article_id(self.wire)
            article = {
                "article_id": article_id,
                "story_id": natural_id("story", self.wire, item.story),
                "wire": self.wire,
                "body": item.words,
                "first_seen_at": came,
                "item_position": position,
                "sentence_hashes": sentence_hashes(item.words),
                "copy_marks": marks([item.words])[0],
            }
            out["article_versions"].append(where | article | item.columns)
            self._extract(out, article_id, item.words)

    def _extract(self, out: dict[str, list[dict[str, Any]]], article_id: str, words: str) -> None:
        at = words.find("Moscow")
        if at < 0:
            return
        mention_id = natural_id("mention", article_id, at)
        actor = {"actor_id": RU, "actor_key": "ru", "actor_name": "Russia", "actor_kind": "country"}
        place = {"mention_id": mention_id, "article_id": article_id, "char_start": at, "char_end": at + 6}
        out["mentions"].append(place | actor | {"surface": "Moscow", "kind": "name"})
        quote = {"quote_id": natural_id("quote", article_id), "article_id": article_id, "text": words[:at]}
        span = {"spans": [{"start": 0, "end": at}], "char_start": 0, "char_end": at}
        out["quotes"].append(quote | span | {"speaker_mention_id": mention_id, "speaker_actor_id": RU})
        out["article_topics"].append({"article_id": article_id, "topic_id": "nato-russia"})


def warehouse(folder: Path) -> Warehouse:
    return Warehouse(Home(folder).warehouse, PROJECT.warehouse, known())


def load(folder: Path, db: duckdb.DuckDBPyConnection, batches: Iterable[Batch]) -> None:
    """Publishes each batch's files to the lake and loads them."""
    house = warehouse(folder)
    for batch in batches:
        for table, rows in batch.rows().items():
            columns = conform(known()[table], [whole(table, row, lake=True) for row in rows])
            file = lake.publish(Home(folder), table, batch.wire, batch.batch_id, columns, {"made": "by hand"})
            house.load(db, table, batch.batch_id, batch.wire, file.path, file.sha256)


def sides(folder: Path, db: duckdb.DuckDBPyConnection) -> None:
    """The authority and the wires that these batches speak of."""
    house = warehouse(folder)
    wires = [whole("wires", {"wire": w, "expect_min": 24}, lake=True) for w in ("meridian", "gazette")]
    house.side(db, "wires", wires)
    russia = {"actor_id": RU, "actor_key": "ru", "kind": "country", "name": "Russia", "is_in_authority": True}
    house.side(db, "actors", [whole("actors", russia, lake=True)])


def derived(folder: Path, batches: Sequence[Batch], now: datetime) -> duckdb.DuckDBPyConnection:
    """A connection to the live file in which these batches are loaded and the public tables derived; close it."""
    house = warehouse(folder)
    house.folder.mkdir(parents=True, exist_ok=True)
    db = house._connect()
    load(folder, db, batches)
    sides(folder, db)
    house.derive(db, now)
    return db
