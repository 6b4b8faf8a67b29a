"""What the public tables say of what was loaded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dateline.contracts.duckdb import column_type
from dateline.errors import Permanent
from dateline.warehouse import open_published
from dateline.warehouse.checks import checks, results
from tests.warehouse.rows import NOW, PROJECT, known, whole
from tests.warehouse.world import RU, START, Batch, Payload, Told, derived, load, warehouse

FIVE = "One is here. Two is here. Three is here. Four is here. Five is here, Moscow said"


def asked(db, sql, *parameters):
    return db.execute(sql, list(parameters)).fetchall()


def story(db, *columns):
    return asked(db, f"SELECT {', '.join(columns)} FROM article_versions ORDER BY story_id, version")


def test_every_public_table_is_its_contract(tmp_path):
    with derived(tmp_path, [], NOW) as db:
        warehouse(tmp_path).publish(db, NOW)
    with open_published(warehouse(tmp_path).folder) as db:
        for name, contract in known().items():
            found = asked(
                db,
                "SELECT column_name, data_type, comment FROM duckdb_columns()"
                " WHERE schema_name = 'main' AND table_name = $1 ORDER BY column_index",
                name,
            )
            assert [f[0] for f in found] == [f.name for f in contract.fields]
            wanted = [column_type(f).replace('"', "") for f in contract.fields]
            assert [f[1].replace('"', "") for f in found] == wanted
            assert all(f[2] for f in found), f"{name}: a column without a comment"


def test_every_item_ends_somewhere(tmp_path):
    again = Told("s", "First words.")
    batches = [
        Batch("meridian", (Payload(0, (again, Told("t", "Other words.")), rejected=2), Payload(1, (again,), listed=3))),
        Batch("meridian", (Payload(5, (Told("s", "Better words."), again)), Payload(6))),
    ]
    with derived(tmp_path, batches, NOW) as db:
        counts = asked(
            db,
            "SELECT received_count, stored_count, revision_count, duplicate_count, quarantined_count"
            " FROM captures ORDER BY received_at",
        )
        assert counts == [(4, 2, 0, 0, 2), (4, 0, 0, 4, 0), (2, 0, 1, 1, 0), (0, 0, 0, 0, 0)]
        breaches = [
            r["check_id"]
            for r in results(db, checks(PROJECT.warehouse, known()), run_id="", version="", now=NOW)
            if not r["is_passed"] and r["severity"] == "error"
        ]
        assert breaches == []


def test_a_payload_in_two_batches_counts_once(tmp_path):
    """A step that died between keeping and noting: its payload came again, together with another."""
    item = Told("s", FIVE)
    first = Batch("meridian", (Payload(0, (item,), rejected=1, name="drop"),))
    second = Batch("meridian", (Payload(9, (item,), rejected=1, name="drop"), Payload(10, (Told("t", "Other."),))))
    with derived(tmp_path, [second, first], NOW) as db:
        assert asked(db, "SELECT count(*), sum(received_count), sum(duplicate_count) FROM captures") == [(2, 3, 0)]
        assert asked(db, "SELECT batch_id FROM captures ORDER BY received_at LIMIT 1") == [(first.batch_id,)]
        assert asked(db, "SELECT count(*) FROM rejected") == [(1,)]
        assert asked(db, "SELECT count(*) FROM quotes") == [(1,)]
        assert asked(db, "SELECT first_seen_at FROM articles ORDER BY 1") == [
            (START,),
            (START + timedelta(minutes=10),),
        ]


def test_versions_are_in_their_senders_order_whatever_came_first(tmp_path):
    def at(hour):
        return {"published_at": datetime(2024, 3, 1, hour, tzinfo=UTC)}

    original = Told("s", "Original.", at(6))
    first = Told("s", "Update one.", {"version_label": "1", **at(7)})
    corrected = Told("s", "Corrected.", {"status": "corrected", **at(8)})
    second = Told("s", "Update two.", {"version_label": "UPDATE 2", **at(9)})
    tenth = Told("s", "Update ten.", {"version_label": "10", **at(11)})
    eleventh = Told("s", "Update eleven.", {"version_label": "11", **at(10)})
    came = [eleventh, tenth, corrected, second, original, first]
    batches = [Batch("meridian", (Payload(i, (item,)),)) for i, item in enumerate(came)]
    with derived(tmp_path, batches, NOW) as db:
        told = story(db, "version", "body", "superseded_at IS NULL")
    assert told == [
        (1, "Original.", False),
        (2, "Update one.", False),
        (3, "Corrected.", False),
        (4, "Update two.", False),
        (5, "Update ten.", False),
        (6, "Update eleven.", True),
    ]


def test_superseded_when_the_next_version_was_seen(tmp_path):
    batches = [Batch("meridian", (Payload(0, (Told("s", "A."),)), Payload(30, (Told("s", "B."),))))]
    with derived(tmp_path, batches, NOW) as db:
        assert story(db, "body", "superseded_at") == [("A.", START + timedelta(minutes=30)), ("B.", None)]
        assert asked(db, "SELECT body, version FROM articles") == [("B.", 2)]


def test_a_withdrawn_story_leaves_with_its_quotes(tmp_path):
    told = Batch("meridian", (Payload(0, (Told("s", FIVE),)),))
    taken_back = Batch("meridian", (Payload(60, (Told("s", "Withdrawn.", {"status": "withdrawn"}),)),))
    with derived(tmp_path, [told], NOW) as db:
        assert asked(db, "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM quotes)") == [(1, 1)]
        load(tmp_path, db, [taken_back])
        assert warehouse(tmp_path).derive(db, NOW)["articles"] == 0
        for table in ("quotes", "mentions", "article_topics"):
            assert asked(db, f"SELECT count(*) FROM {table}") == [(0,)]
        assert [row[0] for row in story(db, "status")] == ["usable", "withdrawn"]
        assert asked(db, "SELECT mention_count, quote_count, first_seen_at FROM actors") == [(0, 0, None)]


def test_an_embargo_hides_until_its_time(tmp_path):
    until = START + timedelta(days=1)
    held = Told("s", FIVE, {"status": "embargoed", "embargo_until_at": until})
    with derived(tmp_path, [Batch("meridian", (Payload(0, (held,)),))], until - timedelta(seconds=1)) as db:
        assert asked(db, "SELECT count(*) FROM articles") == [(0,)]
        assert asked(db, "SELECT status FROM article_versions") == [("embargoed",)]
        warehouse(tmp_path).derive(db, until)
        assert asked(db, "SELECT status FROM articles") == [("usable",)]
        assert asked(db, "SELECT count(*) FROM quotes") == [(1,)]


def test_an_embargo_without_an_end_stays(tmp_path):
    held = Told("s", FIVE, {"status": "embargoed"})
    with derived(tmp_path, [Batch("meridian", (Payload(0, (held,)),))], NOW) as db:
        assert asked(db, "SELECT count(*) FROM articles") == [(0,)]


def test_actors_seen_only_in_texts_are_counted(tmp_path):
    batch = Batch("meridian", (Payload(0, (Told("s", FIVE),)),))
    with derived(tmp_path, [batch], NOW) as db:
        db.execute(
            "UPDATE lake.mentions SET actor_id = 'x', actor_key = 'local:jo', actor_name = 'Jo', actor_kind = 'person'"
        )
        warehouse(tmp_path).derive(db, NOW)
        found = asked(
            db, "SELECT actor_id, name, is_in_authority, mention_count, quote_count FROM actors ORDER BY name"
        )
    assert found == [("x", "Jo", False, 1, 0), (RU, "Russia", True, 0, 1)]


def test_coverage_has_the_hours_in_which_nothing_came(tmp_path):
    batches = [
        Batch("meridian", (Payload(0, (Told("s", "A."),), rejected=1), Payload(200, (Told("t", "B."),)))),
        Batch("gazette", (Payload(70, (), listed=2),)),
    ]
    with derived(tmp_path, batches, NOW) as db:
        found = asked(
            db, "SELECT wire, hour(hour_at), expected_count, received_count, kept_count, rejected_count FROM coverage"
        )
    assert found == [
        ("gazette", 7, 1.0, 2, 2, 0),
        ("gazette", 8, 1.0, 0, 0, 0),
        ("gazette", 9, 1.0, 0, 0, 0),
        ("meridian", 6, 1.0, 2, 1, 1),
        ("meridian", 7, 1.0, 0, 0, 0),
        ("meridian", 8, 1.0, 0, 0, 0),
        ("meridian", 9, 1.0, 1, 1, 0),
    ]


def test_a_replay_is_seen_at_what_was_rejected(tmp_path):
    batch = Batch("meridian", (Payload(0, (), rejected=1),))
    with derived(tmp_path, [batch], NOW) as db:
        (rejected_id,) = asked(db, "SELECT rejected_id FROM rejected")[0]
        house = warehouse(tmp_path)
        house.append(db, "replays", [{"rejected_id": rejected_id, "replayed_at": START}])
        house.append(db, "replays", [{"rejected_id": rejected_id, "replayed_at": NOW}])
        house.derive(db, NOW)
        assert asked(db, "SELECT replayed_at FROM rejected") == [(NOW,)]


def test_side_tables_are_public_as_they_are(tmp_path):
    with derived(tmp_path, [], NOW) as db:
        house = warehouse(tmp_path)
        role = whole("actor_roles", {"role_id": "r", "valid_from": date(2000, 5, 7)}, lake=True)
        assert house.side(db, "actor_roles", [role]) == 1
        assert house.derive(db, NOW)["actor_roles"] == 1
        assert house.side(db, "actor_roles", []) == 0
        assert house.derive(db, NOW)["actor_roles"] == 0
        with pytest.raises(Permanent, match="no side table"):
            house.side(db, "articles", [])
