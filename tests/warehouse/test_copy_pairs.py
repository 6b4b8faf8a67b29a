"""Pairs are those that comparing everything with everything finds, however the articles came."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa
import pytest

from dateline.warehouse import copies
from tests.warehouse.rows import PROJECT
from tests.warehouse.world import START

SQL = PROJECT.warehouse


@dataclass(frozen=True)
class Article:
    name: str
    wire: str
    told_at: datetime
    marks: tuple[int, ...]

    @property
    def keys(self) -> set[int]:
        low = sum(mark < 1 << 28 for mark in self.marks)
        return set(self.marks[: min(32, max(8, low))])


def world(seed: int, days: float) -> list[Article]:
    """Articles of all lengths, of which half have some of another's marks."""
    rng = random.Random(seed)
    out: list[Article] = []
    for number in range(160):
        marks = {rng.randrange(1 << 31) for _ in range(rng.choice([1, 4, 7, 8, 9, 20, 60, 300]))}
        if out and rng.random() < 0.6:
            share = rng.choice([0.15, 0.25, 0.5, 1])
            marks |= {mark for mark in rng.choice(out).marks if rng.random() < share}
        told_at = START + timedelta(days=rng.choice([0, 14, rng.uniform(0, days)]))
        out.append(Article(f"a{number}", f"w{rng.randrange(4)}", told_at, tuple(sorted(marks))))
    return out


def wanted(articles: Sequence[Article]) -> set[tuple[str, str, int]]:
    out = set()
    known = [(one, one.keys, set(one.marks)) for one in articles]
    for place, (one, one_keys, one_marks) in enumerate(known):
        for two, two_keys, two_marks in known[:place]:
            keys, shared = one_keys & two_keys, len(one_marks & two_marks)
            least = 1 if min(len(one_keys), len(two_keys)) <= 8 else 2
            is_near = one.wire != two.wire and abs(one.told_at - two.told_at) <= timedelta(days=14)
            share = shared / min(len(one.marks), len(two.marks))
            is_like = share >= (0.8 if shared < 8 else 0.2 if shared < 40 else 1 / 6) and shared >= 4
            if is_near and is_like and len(keys) >= least:
                out.add((*sorted([one.name, two.name]), shared))
    return out


def rows(articles: Iterable[Article]) -> pa.Table:
    listed = list(articles)
    told = pa.array([one.told_at for one in listed], pa.timestamp("us", tz="UTC"))
    columns = {
        "article_id": pa.array([one.name for one in listed], pa.string()),
        "wire": pa.array([one.wire for one in listed], pa.string()),
        "published_at": pa.array([None] * len(listed), told.type),
        "first_seen_at": told,
        "copy_marks": pa.array([list(one.marks) for one in listed], pa.list_(pa.int64())),
    }
    return pa.table(columns)


def paired(db: duckdb.DuckDBPyConnection, articles: Iterable[Article]) -> set[tuple[str, str, int]]:
    db.register("names", pa.table({"name": [one.name for one in articles]}))
    found = db.execute(
        "SELECT one.name, two.name, shared_count FROM kept.copy_pairs"
        " INNER JOIN names AS one ON md5_number_lower(one.name) = first_n"
        " INNER JOIN names AS two ON md5_number_lower(two.name) = second_n"
    ).fetchall()
    return {(*sorted([one, two]), shared) for one, two, shared in found}


@pytest.fixture
def db() -> Iterable[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        copies.create(connection, SQL)
        yield connection


@pytest.mark.parametrize("days", [3, 20, 400])
@pytest.mark.parametrize("size", [7, 50, 160])
def test_pairs_are_all_that_there_are_however_they_are_cut(db, days, size):
    articles = world(size, days)
    random.Random(size).shuffle(articles)
    for first in range(0, len(articles), size):
        copies.arrive(db, SQL, f"b{first}", rows(articles[first : first + size]))
    assert paired(db, articles) == wanted(articles) != set()


def test_an_arrival_that_was_undone_leaves_nothing(db):
    articles = world(1, 20)
    copies.arrive(db, SQL, "first", rows(articles[:60]))
    db.execute("BEGIN")
    copies.arrive(db, SQL, "undone", rows(articles[60:120]))
    db.execute("ROLLBACK")
    copies.arrive(db, SQL, "last", rows(articles[120:]))
    assert paired(db, articles) == wanted([*articles[:60], *articles[120:]])


def test_what_goes_and_what_comes_again_is_paired_with_what_is_there(db):
    articles = world(2, 20)
    for first in range(0, 160, 40):
        copies.arrive(db, SQL, f"b{first}", rows(articles[first : first + 40]))
    copies.arrive(db, SQL, "b40", rows([]))
    copies.arrive(db, SQL, "b0", rows(articles[:20]))
    assert paired(db, articles) == wanted([*articles[:20], *articles[80:]])
    copies.arrive(db, SQL, "b40", rows([*articles[40:80], *articles[40:50], *articles[20:40]]))
    assert paired(db, articles) == wanted(articles)


def test_days_that_nobody_asks_for_leave_the_memory(db, monkeypatch):
    monkeypatch.setattr("dateline.warehouse.copies.kept._SPARE", 0)
    articles = sorted(world(3, 400), key=lambda one: one.told_at)
    for first in range(0, 160, 10):
        copies.arrive(db, SQL, f"b{first}", rows(articles[first : first + 10]))
    assert paired(db, articles) == wanted(articles)
