"""A day of news through the real steps: 40 versions of 10 stories on three wires, in 50 random orders and batches.

Two stories are withdrawn, one is under embargo, four are copies. What the public tables say in the end is the same in
whatever order the files came; and nothing of what was withdrawn, and nothing of what is held back, is counted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from dateline import steps
from dateline.warehouse import open_published, row_hashes
from tests.steps.day import EMBARGO, LAST, MORNING, NOON, WIRES, House, arrivals, sent, stories

ORDERS = 50
TABLES = ("articles", "article_versions", "quotes", "mentions", "article_topics", "version_changes", "actors")
ABOUT_ARRIVAL = {
    "first_seen_at": "when the file came",
    "superseded_at": "when the file with the next version came",
    "capture_id": "which receipt it was read from: the file's name and time are in it",
    "raw_file": "the batch it came in, which is named after all its receipts",
    "raw_offset": "its place in that batch",
}
"""Columns of articles and article_versions that tell of the arrival itself, and what of it. No other table has any:
`actors.first_seen_at` is the day of the first story that names an actor."""
WITHDRAWN = ("urn:meridian:drill", "urn:bulletin:gas")
HELD = "urn:echo:budget"
NOTHING = {"articles": 0, "quotes": 0, "mentions": 0, "article_topics": 0}
SPEAKERS = """
    SELECT name, quote_count FROM actors
    WHERE name IN ('Sergei Shoigu', 'Robert Habeck', 'Alexander Stubb') ORDER BY name
"""


def told(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the public tables but for what tells of arrival; and of the payloads, what became of their items."""
    out = {}
    with open_published(house.home.warehouse) as con:
        for table in TABLES:
            names = [name for name, *_ in con.execute(f"DESCRIBE {table}").fetchall()]
            if table in ("articles", "article_versions"):
                names = [name for name in names if name not in ABOUT_ARRIVAL]
            columns = ", ".join(f'"{name}"' for name in names)
            rows = con.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()
            out[table] = [tuple(map(str, row)) for row in rows]
        ends = ", ".join(f"sum({end}_count)::BIGINT" for end in ("received", "stored", "revision", "duplicate"))
        out["captures"] = con.execute(f"SELECT {ends} FROM captures").fetchall()
    return out


def in_orders(folder: Path, seeds: Sequence[int], processor: int) -> tuple[dict[str, Any], list[str]]:
    """What these orders of arrival tell in the end: the first of them, and how the others differ from it.

    Runs in a process of its own, on one processor. Its desks share a reader, as the runs of one day would.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {processor})
    wanted: dict[str, Any] = {}
    wrong, reader = [], None
    for seed in seeds:
        house = House(folder / str(seed), reader)
        reader = house.desk.reader
        for batch in arrivals(seed):
            house.take(batch)
        house.load(NOON)
        found = told(house)
        wanted = wanted or found
        wrong += [f"order {seed}: {line}" for line in differences(wanted, found)]
        shutil.rmtree(folder / str(seed))
    return wanted, wrong


def differences(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """A few of the rows that are only on one side, for a person."""
    out = []
    for table in wanted:
        only = set(wanted[table]) ^ set(found[table])
        counts = f"{table}: {len(wanted[table])} rows, then {len(found[table])}"
        out += [f"{counts}: {row}" for row in sorted(only)[:4]]
    return out


def counts(house: House) -> dict[str, int]:
    """Rows of each public table that a story may be counted in, and quotes of all actors as the actors tell them."""
    names = ("articles", "article_versions", "quotes", "mentions", "article_topics", "version_changes")
    found = {name: house.asked(f"SELECT count(*) FROM {name}")[0][0] for name in names}
    return found | {"quotes of actors": house.asked("SELECT sum(quote_count)::BIGINT FROM actors")[0][0]}


def of_story(house: House, guid: str) -> dict[str, int]:
    """How often a story is found in the tables of what is counted."""
    ids = f"IN (SELECT article_id FROM article_versions WHERE guid = '{guid}')"
    names = ("articles", "quotes", "mentions", "article_topics")
    return {name: house.asked(f"SELECT count(*) FROM {name} WHERE article_id {ids}")[0][0] for name in names}


def of_guid(guid: str) -> str:
    return f"INNER JOIN article_versions USING (article_id) WHERE guid = '{guid}'"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("day"))


def test_hour_by_hour(house: House) -> None:
    """Before the withdrawals, after them, a second before the embargo's end, and at its second."""
    house.take(one for one in sent() if one.version < LAST)
    house.load(NOON - timedelta(hours=1))
    before = counts(house)
    assert before == {
        "articles": 9, "article_versions": 30, "quotes": 29, "mentions": 70, "article_topics": 1,
        "version_changes": 83, "quotes of actors": 25,
    }  # fmt: skip
    assert [of_story(house, guid) for guid in WITHDRAWN] == [
        {"articles": 1, "quotes": 4, "mentions": 10, "article_topics": 1},
        {"articles": 1, "quotes": 3, "mentions": 8, "article_topics": 0},
    ]
    assert house.asked(SPEAKERS) == [("Alexander Stubb", 1), ("Robert Habeck", 2), ("Sergei Shoigu", 1)]

    house.take(one for one in sent() if one.version == LAST)
    house.load(NOON)
    after = counts(house)
    assert after == {
        "articles": 7, "article_versions": 40, "quotes": 27, "mentions": 62, "article_topics": 2,
        "version_changes": 105, "quotes of actors": 23,
    }, f"before the withdrawals: {before}"  # fmt: skip
    for guid in WITHDRAWN:
        assert of_story(house, guid) == NOTHING
        versions = house.asked(f"SELECT status FROM article_versions WHERE guid = '{guid}' ORDER BY version")
        assert versions == [("usable",)] * 3 + [("withdrawn",)]
        reasons = house.asked(f"SELECT DISTINCT withdrawal_reason FROM article_versions WHERE guid = '{guid}'")
        assert reasons == [(next(one.withdrawn for one in stories() if guid.endswith(f":{one.key}")),)]
        changes = house.asked(
            f"SELECT part, old_text, new_text FROM version_changes {of_guid(guid)} AND part <> 'sentence'"
        )
        assert ("status", "usable", "withdrawn") in changes and {part for part, *_ in changes} == {"status", "headline"}
    # What the Echo copied from the Bulletin it has not withdrawn, and so Robert Habeck is quoted once.
    assert house.asked(SPEAKERS) == [("Alexander Stubb", 0), ("Robert Habeck", 1), ("Sergei Shoigu", 0)]

    house.load(EMBARGO - timedelta(seconds=1))
    assert counts(house) == after
    assert of_story(house, HELD) == NOTHING
    assert house.asked(f"SELECT DISTINCT status FROM article_versions WHERE guid = '{HELD}'") == [("embargoed",)]
    assert house.asked(f"FROM version_changes {of_guid(HELD)}") == []
    house.load(EMBARGO)
    assert counts(house) == {
        "articles": 8, "article_versions": 40, "quotes": 30, "mentions": 71, "article_topics": 3,
        "version_changes": 116, "quotes of actors": 26,
    }  # fmt: skip
    assert of_story(house, HELD) == {"articles": 1, "quotes": 3, "mentions": 9, "article_topics": 1}
    assert house.asked(f"SELECT DISTINCT status FROM article_versions WHERE guid = '{HELD}'") == [("usable",)]


def test_copies_are_told_and_what_is_said_in_them_is_said_once(house: House) -> None:
    copies = house.asked("""
        SELECT copies.guid AS copy, originals.guid AS original
        FROM articles AS copies INNER JOIN article_versions AS originals ON originals.article_id = copies.copy_of
        ORDER BY 1
    """)
    pairs = [("bridge", "meridian"), ("cable", "meridian"), ("gas", "bulletin"), ("grain", "meridian")]
    assert copies == [(f"urn:echo:echo-{key}", f"urn:{wire}:{key}") for key, wire in pairs]
    apart = """
        SELECT count(*) AS quotes, count(DISTINCT utterance_id) AS utterances FROM quotes
        INNER JOIN articles USING (article_id) WHERE guid SIMILAR TO '.*(bridge|cable|grain)'
    """
    assert house.asked(apart) == [(24, 12)]
    # Its last paragraph the Echo repeats in all its stories: known from them, and cut, also where it came first.
    cut = "SELECT boilerplate_count, contains(evidence, 'known from other stories') AS is_known FROM article_versions"
    assert house.asked(f"SELECT DISTINCT * FROM ({cut} WHERE wire = 'echo')") == [(1, True)]


def test_read_again_and_rebuilt_it_is_the_same(house: House) -> None:
    def hashes() -> dict[str, str]:
        with open_published(house.home.warehouse) as con:
            return row_hashes(con)

    before = hashes()
    for wire in WIRES:
        done = steps.replay_days(house.desk, wire, MORNING.date(), MORNING.date())
        assert done["batches"] == 2 and hashes() == before
    assert steps.rebuild(house.desk)["kept"] == 40
    assert hashes() == before


def test_fifty_orders_of_arrival_give_the_same_tables(tmp_path: Path) -> None:
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0, 1]
    shares = [list(range(ORDERS))[n :: len(processors)] for n in range(len(processors))]
    with ProcessPoolExecutor(len(processors), mp_context=get_context("spawn")) as pool:
        found = list(pool.map(in_orders, [tmp_path] * len(shares), shares, processors))
    wrong = [line for _, lines in found for line in lines]
    wrong += [line for other, _ in found[1:] for line in differences(found[0][0], other)]
    assert not wrong, "\n".join(wrong)
    assert found[0][0]["captures"] == [(44, 10, 30, 4)]
