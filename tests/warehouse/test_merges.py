"""Actors merged by hand, as the tables show them: all goes to the one that is kept, and comes back when undone."""

from __future__ import annotations

from typing import Any

from dateline.payload import natural_id
from dateline.warehouse import row_hashes
from tests.warehouse.rows import NOW, whole
from tests.warehouse.world import RU, START, Batch, Payload, Told, derived, warehouse

STORIES = Batch("meridian", (Payload(0, (Told("s", "Here. Moscow said"), Told("t", "There. Moscow said"))),))
SPOKE = "SELECT DISTINCT speaker_actor_id, speaker_name FROM quotes"
COUNTED = "SELECT actor_id, mention_count, quote_count FROM actors"
NAMED = "SELECT DISTINCT actor_id, actor_key, actor_name, actor_kind FROM mentions"


def merge(merged: str, kept: str, *, is_undone: bool = False) -> dict[str, Any]:
    row = {"merge_id": natural_id(merged, kept), "merged_actor_id": merged, "actor_id": kept}
    row |= {"actor_key": f"local:{kept}", "actor_name": kept.title()}
    return whole("actor_merges", {**row, "undone_at": START if is_undone else None}, lake=True)


def others(db: Any) -> dict[str, str]:
    return {table: found for table, found in row_hashes(db).items() if table != "actor_merges"}


def test_a_merge_moves_mentions_quotes_and_counts_and_undoing_it_brings_every_row_back(tmp_path: Any) -> None:
    with derived(tmp_path, [STORIES], NOW) as db:
        house, before = warehouse(tmp_path), others(db)
        assert db.execute("SELECT mention_count, quote_count FROM actors WHERE actor_id = $1", [RU]).fetchall() == [
            (2, 2)
        ]
        house.side(db, "actor_merges", [merge(RU, "kept")])
        assert house.derive(db, NOW)["actor_merges"] == 1
        assert db.execute(NAMED).fetchall() == [("kept", "local:kept", "Kept", "person")]
        assert db.execute(SPOKE).fetchall() == [("kept", "Kept")]
        assert sorted(db.execute(COUNTED).fetchall()) == sorted([(RU, 0, 0), ("kept", 2, 2)])
        assert others(db) != before
        house.side(db, "actor_merges", [merge(RU, "kept", is_undone=True)])
        house.derive(db, NOW)
        assert others(db) == before


def test_a_chain_of_merges_ends_at_its_last_and_breaks_where_one_is_undone(tmp_path: Any) -> None:
    with derived(tmp_path, [STORIES], NOW) as db:
        house = warehouse(tmp_path)
        house.side(db, "actor_merges", [merge(RU, "first"), merge("first", "second"), merge("second", "third")])
        house.derive(db, NOW)
        assert db.execute(SPOKE).fetchall() == [("third", "Third")]
        house.side(
            db, "actor_merges", [merge(RU, "first"), merge("first", "second"), merge("second", "third", is_undone=True)]
        )
        house.derive(db, NOW)
        assert db.execute(SPOKE).fetchall() == [("second", "Second")]


def test_a_circle_of_merges_moves_nothing(tmp_path: Any) -> None:
    """The command makes none; a file changed by hand might."""
    with derived(tmp_path, [STORIES], NOW) as db:
        house, before = warehouse(tmp_path), others(db)
        house.side(db, "actor_merges", [merge(RU, "first"), merge("first", RU)])
        house.derive(db, NOW)
        assert others(db) == before


def test_whoever_is_addressed_passed_on_or_spoken_of_is_the_one_that_is_kept_and_named_once(tmp_path: Any) -> None:
    with derived(tmp_path, [STORIES], NOW) as db:
        db.execute(
            "UPDATE lake.quotes SET addressee_actor_id = $1,"
            " chain = [{text: 'Moscow', char_start: 0, char_end: 6, actor_id: $1, role: 'source'}],"
            " about = [{actor_id: 'kept', mention_id: 'a'}, {actor_id: $1, mention_id: 'b'},"
            " {actor_id: 'x', mention_id: 'c'}]",
            [RU],
        )
        house = warehouse(tmp_path)
        house.derive(db, NOW)
        before = others(db)
        named = "addressee_actor_id, chain[1].actor_id, list_transform(about, LAMBDA one: one.actor_id)"
        ask = f"SELECT DISTINCT {named} FROM quotes"
        assert db.execute(ask).fetchall() == [(RU, RU, ["kept", RU, "x"])]
        house.side(db, "actor_merges", [merge(RU, "kept")])
        house.derive(db, NOW)
        assert db.execute(ask).fetchall() == [("kept", "kept", ["kept", "x"])]
        house.side(db, "actor_merges", [])
        house.derive(db, NOW)
        assert others(db) == before
