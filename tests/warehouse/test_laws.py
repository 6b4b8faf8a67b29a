"""Laws of loading: once is enough, order does not matter, nothing is half done."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import lake
from dateline.contracts import conform
from dateline.errors import Permanent
from dateline.home import Home
from dateline.warehouse import row_hashes
from dateline.warehouse.checks import checks, results
from tests.warehouse.rows import NOW, PROJECT, known, whole
from tests.warehouse.world import Batch, Payload, Told, derived, load, sides, warehouse

words = st.sampled_from(
    ["One. Two. Three. Four", "One. Two. Three. Moscow said", "Short", "Moscow said. So", "Five. Six. Seven"]
)
columns = st.fixed_dictionaries(
    {},
    optional={
        "version_label": st.sampled_from(["1", "2", "10", "UPDATE 3"]),
        "status": st.sampled_from(["usable", "corrected", "withdrawn", "embargoed"]),
        "updated_at": st.datetimes(
            min_value=NOW.replace(tzinfo=None).replace(month=3), max_value=NOW.replace(tzinfo=None)
        ),
    },
)
items = st.builds(Told, st.sampled_from(["s", "t", "u"]), words, columns)
payloads = st.builds(
    Payload,
    minute=st.integers(0, 500),
    items=st.lists(items, max_size=3).map(tuple),
    rejected=st.integers(0, 2),
    listed=st.integers(0, 2),
    name=st.sampled_from(["", "", "drop"]),
)
batches = st.lists(
    st.builds(Batch, st.sampled_from(["meridian", "gazette"]), st.lists(payloads, min_size=1, max_size=2).map(tuple)),
    min_size=1,
    max_size=4,
    unique_by=lambda b: b.batch_id,
)


def sane(given_batches: list[Batch]) -> list[Batch]:
    """The same address at the same minute is the same payload; a payload stands once in a batch."""
    kept, seen = [], {}
    for batch in given_batches:
        ids = [p.capture_id(batch.wire) for p in batch.payloads]
        if len(set(ids)) == len(ids) and all(
            seen.get(i, p.items) == p.items for i, p in zip(ids, batch.payloads, strict=True)
        ):
            alike = [
                seen.get((i, "counts"), (p.rejected, p.listed)) == (p.rejected, p.listed)
                for i, p in zip(ids, batch.payloads, strict=True)
            ]
            if all(alike):
                kept.append(batch)
                seen |= {i: p.items for i, p in zip(ids, batch.payloads, strict=True)}
                seen |= {(i, "counts"): (p.rejected, p.listed) for i, p in zip(ids, batch.payloads, strict=True)}
    return kept


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_batches=batches.map(sane), seed=st.integers(0, 9))
def test_order_and_repetition_do_not_matter_and_every_item_ends_somewhere(tmp_path_factory, given_batches, seed):
    shuffled = given_batches + given_batches
    random.Random(seed).shuffle(shuffled)
    with derived(tmp_path_factory.mktemp("one"), given_batches, NOW) as one:
        hashes = row_hashes(one)
        found = results(one, checks(PROJECT.warehouse, known()), run_id="", version="", now=NOW)
        assert [r["check_id"] for r in found if not r["is_passed"] and r["severity"] == "error"] == []
    with derived(tmp_path_factory.mktemp("two"), shuffled, NOW) as two:
        assert row_hashes(two) == hashes


BATCH = Batch("meridian", (Payload(0, (Told("s", "One. Moscow said"), Told("t", "Two")), rejected=1),))


def test_loading_twice_is_loading_once(tmp_path):
    with derived(tmp_path, [BATCH], NOW) as db:
        before = row_hashes(db)
        loaded = warehouse(tmp_path).loaded(db)
        load(tmp_path, db, [BATCH])
        warehouse(tmp_path).derive(db, NOW)
        assert row_hashes(db) == before and warehouse(tmp_path).loaded(db) == loaded
        assert len(loaded) == len(lake.LAKE_TABLES)
        for (table, batch_id), digest in loaded.items():
            assert lake.stamp(lake.path(Home(tmp_path), table, "meridian", batch_id)).rows_sha256 == digest


def test_a_rebuild_gives_the_same_rows(tmp_path):
    with derived(tmp_path, [BATCH], NOW) as db:
        before = row_hashes(db)
    warehouse(tmp_path).live.unlink()
    with derived(tmp_path, [BATCH], NOW) as db:
        assert row_hashes(db) == before


def test_a_refined_batch_replaces_what_it_was(tmp_path):
    house = warehouse(tmp_path)
    with derived(tmp_path, [BATCH], NOW) as db:
        empty = conform(known()["quotes"], [])
        file = lake.publish(Home(tmp_path), "quotes", "meridian", BATCH.batch_id, empty, {"extractor": "2"})
        assert house.load(db, "quotes", BATCH.batch_id, "meridian", file.path, file.sha256) == 0
        assert house.derive(db, NOW)["quotes"] == 0
        house.unload(db, "article_versions", BATCH.batch_id)
        assert house.derive(db, NOW)["articles"] == 0
        assert ("article_versions", BATCH.batch_id) not in house.loaded(db)


def test_a_file_that_is_not_as_noted_changes_nothing(tmp_path):
    house = warehouse(tmp_path)
    with derived(tmp_path, [BATCH], NOW) as db:
        before, loaded = row_hashes(db), house.loaded(db)
        path = lake.path(Home(tmp_path), "quotes", "meridian", BATCH.batch_id)
        data = path.read_bytes()
        for damage, code in ((data[:-9], "corrupt"), (data[:9] + b"?" + data[10:], "corrupt"), (None, "missing")):
            path.write_bytes(damage) if damage else path.unlink()
            with pytest.raises(Permanent, match=rf"store\.{code}.*dateline rebuild"):
                house.load(db, "quotes", BATCH.batch_id, "meridian", path, "0" * 64)
        other = lake.publish(Home(tmp_path), "quotes", "meridian", BATCH.batch_id, pa.table({"id": [1]}), {})
        with pytest.raises(Permanent, match="the columns of quotes"):
            house.load(db, "quotes", BATCH.batch_id, "meridian", other.path)
        assert house.derive(db, NOW) and row_hashes(db) == before and house.loaded(db) == loaded


def test_a_failing_load_leaves_the_batch_as_it_was(tmp_path):
    """The right names with another type: the file is read, and the insert fails after the delete."""
    house = warehouse(tmp_path)
    with derived(tmp_path, [BATCH], NOW) as db:
        loaded = house.loaded(db)
        rows = conform(known()["quotes"], [whole("quotes", {}, lake=True)])
        at = rows.schema.get_field_index("char_start")
        wrong = rows.set_column(at, "char_start", pa.array(["no number"]))
        file = lake.publish(Home(tmp_path), "quotes", "meridian", BATCH.batch_id, wrong, {})
        with pytest.raises(Permanent, match="the columns of quotes"):
            house.load(db, "quotes", BATCH.batch_id, "meridian", file.path)
        assert house.loaded(db) == loaded
        assert db.execute("SELECT count(*) FROM lake.quotes").fetchone() == (1,)


def test_a_table_whose_contract_has_changed_is_loaded_again(tmp_path):
    house = warehouse(tmp_path)
    with derived(tmp_path, [BATCH], NOW) as db:
        db.execute("ALTER TABLE lake.quotes ADD COLUMN mood VARCHAR")
    with house.writing() as db:
        assert {table for table, _ in house.loaded(db)} == set(lake.LAKE_TABLES) - {"quotes"}
        load(tmp_path, db, [BATCH])
        sides(tmp_path, db)
        assert house.derive(db, NOW)["quotes"] == 1
