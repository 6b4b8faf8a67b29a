"""A day of news: 40 versions of 10 stories in 50 random orders of arrival, two withdrawals, an embargo, copies."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import duckdb

from tests.warehouse.test_copies import PLACES
from tests.warehouse.world import START, Batch, Payload, Told, derived, warehouse

NOW = START + timedelta(hours=12)
EMBARGO = START + timedelta(hours=18)
# When and in what file something came; all else is the same whatever came first.
ABOUT_ARRIVAL = ("first_seen_at", "superseded_at", "capture_id", "raw_file", "raw_offset", "raw_sha256")
TABLES = ("articles", "article_versions", "quotes", "mentions", "article_topics", "version_changes", "actors")
WORDS = [f"{a}{b}{c}" for a in "bdfgkm" for b in "aeiou" for c in ("lling", "nder", "rst")]
WITHDRAWN, HELD = (3, 7), 9


def told(story: int, version: int) -> tuple[str, Told]:
    """A version: the wire it is on, and the item. Stories 5 to 9 are the Gazette's copies of Meridian's 0 to 4."""
    place = PLACES[story % 5]
    sentences = [f"We will hold {place} until day {version}, Moscow said."]
    rng = random.Random(story % 5)
    sentences += [f"Of {' '.join(rng.sample(WORDS, 16))} in {place}." for _ in range(6 + version)]
    if story >= 5:
        sentences.append(f"The Gazette has asked the owners in {place} what they make of all of it.")
    columns = {
        "version_label": str(version),
        "headline": f"Ships wait at {place}" if version < 3 else f"Ships leave {place}",
        "published_at": START + timedelta(minutes=story),
        "updated_at": START + timedelta(minutes=story + 60 * version),
        "word_count": 60,
    }
    if version == 4 and story in WITHDRAWN:
        columns |= {"status": "withdrawn", "editorial_note": f"The harbour master of {place} was never asked."}
    if version == 4 and story == HELD:
        columns |= {"status": "embargoed", "embargo_until_at": EMBARGO}
    return ("gazette" if story >= 5 else "meridian"), Told(f"s{story}", " ".join(sentences), columns)


VERSIONS = [(story, version) for story in range(10) for version in range(1, 5)]


def arrived(order: Sequence[tuple[int, int]], in_batches_of: int) -> list[Batch]:
    """Batches as they come: a payload a minute, in this order."""
    out = []
    for first in range(0, len(order), in_batches_of):
        for wire in ("meridian", "gazette"):
            came = [
                (first + n, item)
                for n, (on, item) in enumerate(told(*one) for one in order[first : first + in_batches_of])
                if on == wire
            ]
            if came:
                out.append(Batch(wire, tuple(Payload(minute, (item,)) for minute, item in came)))
    return out


def rows(db: duckdb.DuckDBPyConnection) -> dict[str, list[tuple]]:
    """Every row of the public tables that does not tell of arrival."""
    out = {}
    for table in TABLES:
        columns = [name for name, *_ in db.execute(f"DESCRIBE {table}").fetchall() if name not in ABOUT_ARRIVAL]
        names = ", ".join(f'"{name}"' for name in columns)
        out[table] = db.execute(f"SELECT {names} FROM {table} ORDER BY ALL").fetchall()
    return out


def counts(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names = ("articles", "article_versions", "quotes", "mentions", "article_topics", "version_changes")
    return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names} | {
        "quotes of Russia": db.execute("SELECT quote_count FROM actors WHERE name = 'Russia'").fetchone()[0]
    }


def test_fifty_orders_of_arrival_give_the_same_tables(tmp_path: Path) -> None:
    wanted = None
    for seed in range(50):
        order = random.Random(seed).sample(VERSIONS, len(VERSIONS))
        with derived(tmp_path / str(seed), arrived(order, 20), NOW) as db:
            found = rows(db)
            if wanted is None:
                wanted = found
                first = counts(db)
            assert counts(db) == first
        for table in TABLES:
            assert found[table] == wanted[table], (seed, table)
    assert first["article_versions"] == 40 and first["articles"] == 10 - len(WITHDRAWN) - 1


def test_the_day_hour_by_hour(tmp_path: Path) -> None:
    """Counts before and after the withdrawals, and at the second of the embargo's end."""
    house = warehouse(tmp_path)
    before = [one for one in VERSIONS if one[1] < 4]
    with derived(tmp_path, arrived(before, 10), NOW) as db:
        assert counts(db) == {
            "articles": 10, "article_versions": 30, "quotes": 10, "mentions": 10, "article_topics": 10,
            "version_changes": counts(db)["version_changes"], "quotes of Russia": 10,
        }  # fmt: skip
        clusters = db.execute("SELECT count(copy_of), count(DISTINCT copy_of) FROM articles").fetchone()
        assert clusters == (5, 5)
    with derived(tmp_path / "all", arrived(VERSIONS, 10), NOW) as db:
        house = warehouse(tmp_path / "all")
        after = counts(db)
        assert {k: after[k] for k in ("articles", "article_versions", "quotes", "quotes of Russia")} == {
            "articles": 7, "article_versions": 40, "quotes": 7, "quotes of Russia": 7,
        }  # fmt: skip
        gone = db.execute(
            "SELECT count(withdrawal_reason), count(DISTINCT withdrawal_reason) FROM article_versions"
        ).fetchone()
        assert gone == (8, 2)
        told_of = db.execute(
            "SELECT DISTINCT part, old_text, new_text FROM version_changes INNER JOIN article_versions"
            " USING (article_id) WHERE status = 'withdrawn'"
        ).fetchall()
        assert told_of == [("status", "usable", "withdrawn")]
        assert not db.execute("FROM version_changes WHERE new_text LIKE '%until day 4%Dover%'").fetchall()
        house.derive(db, EMBARGO - timedelta(seconds=1))
        assert counts(db) == after
        house.derive(db, EMBARGO)
        assert counts(db)["articles"] == 8 and counts(db)["quotes"] == 8
        assert db.execute("SELECT count(*) FROM article_versions WHERE status = 'embargoed'").fetchone() == (0,)
