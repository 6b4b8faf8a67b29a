"""Whose words an article's are: found from either side, the same in any order of arrival."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from dateline.warehouse import row_hashes
from tests.warehouse.rows import NOW
from tests.warehouse.world import START, Batch, Payload, Told, derived, load, warehouse

PLACES = ("Amber", "Brine", "Coral", "Dover", "Esker", "Fjord", "Grove", "Haven", "Islay", "Jetty")
SENTENCES = [
    f"The harbour master of {place} said on day {number} that {2 * number + 3} ships were waiting for grain there."
    for number, place in enumerate(PLACES)
]
STORY = " ".join(SENTENCES)
OWN_SENTENCES = [f"A writer in {p} adds that the weather of {p} keeps every crew of {p} at home." for p in PLACES]
OWN = " ".join(OWN_SENTENCES)


APPEAL = " ".join(SENTENCES[:3])


def part(share: float) -> str:
    """So much of the story, and as much of an own text as is missing."""
    kept = round(10 * share)
    return " ".join([*SENTENCES[:kept], *OWN_SENTENCES[: 10 - kept]])


def rewritten() -> str:
    """Every sentence begins in other words."""
    return STORY.replace("The harbour master of", "According to officials at")


def one(wire, words, hours=0, minute=0, **columns):
    columns = {"published_at": START + timedelta(hours=hours), **columns}
    return Batch(wire, (Payload(minute, (Told("s", words, columns),)),))


def copies(db):
    rows = db.execute(
        "SELECT here.wire, there.wire, round(here.copy_share, 1) FROM article_versions AS here"
        " LEFT JOIN article_versions AS there ON there.article_id = here.copy_of ORDER BY here.wire"
    ).fetchall()
    return {here: (there, share) for here, there, share in rows}


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize(
    ("words", "hours", "wire", "share"),
    [
        (STORY, 24, "gazette", 1.0),
        (part(0.8), 24, "gazette", 0.8),
        (part(0.5), 24, "gazette", 0.5),
        (part(0.3), 24, "gazette", 0.3),
        (" ".join(SENTENCES[:4]), 24, "gazette", 1.0),
        (rewritten(), 24, "gazette", 0.6),
        (OWN, 24, "gazette", None),
        (SENTENCES[0] + " " + OWN, 24, "gazette", None),
        (STORY, 24 * 14, "gazette", 1.0),
        (STORY, 24 * 14 + 1, "gazette", None),
        (STORY, 24, "meridian", None),
    ],
)
def test_a_copy_is_known_by_its_words(tmp_path, words, hours, wire, share, is_late):
    origin = Told("origin", STORY, {"published_at": START})
    copy = Told("copy", words, {"published_at": START + timedelta(hours=hours)})
    batches = [Batch("meridian", (Payload(1, (origin,)),)), Batch(wire, (Payload(0, (copy,)),))]
    with derived(tmp_path, batches[::-1] if is_late else batches, NOW) as db:
        ((copy_of, found),) = db.execute(
            "SELECT copy_of, copy_share FROM article_versions WHERE article_id = $1", [copy.article_id(wire)]
        ).fetchall()
        assert copy_of == (origin.article_id("meridian") if share else None)
        assert found == (pytest.approx(share, abs=0.13) if share else None)
        assert db.execute("SELECT count(copy_of) FROM article_versions").fetchall() == [(1 if share else 0,)]


def test_c24_a_story_on_five_wires_is_five_articles_and_one_cluster(tmp_path):
    wires = ("meridian", "gazette", "courier", "herald", "tribune")
    batches = [one(wire, STORY, hours=hours) for hours, wire in enumerate(wires)]
    with derived(tmp_path, batches, NOW) as db:
        found = db.execute(
            "SELECT count(*), count(copy_of), count(DISTINCT coalesce(copy_of, article_id)) FROM articles"
        ).fetchall()
        assert found == [(5, 4, 1)]
        assert {there for there, _ in copies(db).values()} == {None, "meridian"}


def test_a_chain_leads_to_its_first_and_says_what_stands_in_that(tmp_path):
    """The third has its words from the second, which added them; of the first it has a single sentence."""
    middle = " ".join([*SENTENCES[:5], OWN])
    batches = [one("meridian", STORY), one("gazette", middle, 1), one("courier", SENTENCES[0] + " " + OWN, 2)]
    for order in (batches, batches[::-1]):
        with derived(tmp_path / order[0].wire, order, NOW) as db:
            found = copies(db)
        assert found["meridian"] == (None, None)
        assert found["gazette"][0] == found["courier"][0] == "meridian"
        assert 0 < found["courier"][1] < 0.2 < found["gazette"][1]


def test_an_agencys_own_item_comes_before_those_that_credit_it(tmp_path):
    """Outlets print a date without the time, or an earlier one: whom they credit tells more."""
    batches = [
        one("gazette", part(0.8), 0, agency="Meridian", publisher="The Gazette"),
        one("courier", part(0.8), 1, agency="Meridian", publisher="The Courier"),
        one("meridian", STORY, 2, agency="Meridian", publisher="Meridian"),
        one("herald", STORY, 3, agency="Other Agency", publisher="The Herald"),
    ]
    with derived(tmp_path, batches, NOW) as db:
        assert {here: there for here, (there, _) in copies(db).items()} == {
            "meridian": None, "gazette": "meridian", "courier": "meridian", "herald": "meridian",
        }  # fmt: skip
        shares = db.execute("SELECT wire, agency_share FROM article_versions ORDER BY wire").fetchall()
        assert shares == [("courier", 0.8), ("gazette", 0.8), ("herald", None), ("meridian", None)]


def crowd(first: int, count: int, wire: str) -> Batch:
    """Articles with an appeal in common that every outlet prints, and words of their own."""
    items = tuple(
        Told(f"s{n}", f"{APPEAL} " + " ".join(f"Own {n} word {k} of {n}." for k in range(3)), {"published_at": START})
        for n in range(first, first + count)
    )
    return Batch(wire, (Payload(first, items),))


def test_what_everybody_prints_leads_nowhere_and_the_order_does_not_matter(tmp_path):
    """Once 200 articles of a day have the words, they are common, also between those that came before."""
    batches = [crowd(0, 3, "gazette"), crowd(100, 3, "courier"), crowd(200, 240, "herald")]
    batches += [one("meridian", STORY), one("tribune", part(0.5), 1)]
    hashes = []
    for seed in range(3):
        order = random.Random(seed).sample(batches, len(batches))
        with derived(tmp_path / str(seed), order, NOW) as db:
            hashes.append(row_hashes(db))
            assert db.execute("SELECT count(*) FROM kept.common_keys").fetchone() > (0,)
            assert {w: o for w, (o, _) in copies(db).items() if o} == {"tribune": "meridian"}
    assert hashes[1:] == hashes[:-1]


def test_words_are_common_no_longer_when_the_crowd_is_gone(tmp_path):
    few = [crowd(0, 1, "gazette"), crowd(100, 1, "courier")]
    with derived(tmp_path / "few", few, NOW) as db:
        wanted = row_hashes(db)
        assert copies(db)["courier"][0] or copies(db)["gazette"][0]
    many = crowd(200, 240, "herald")
    with derived(tmp_path / "many", [few[0], many, few[1]], NOW) as db:
        assert row_hashes(db) != wanted
        for table in ("article_versions", "captures", "mentions", "quotes", "article_topics", "rejected"):
            warehouse(tmp_path / "many").unload(db, table, many.batch_id)
        warehouse(tmp_path / "many").derive(db, NOW)
        assert row_hashes(db) == wanted
        assert db.execute("SELECT count(*) FROM kept.common_keys").fetchone() == (0,)


def test_a_batch_that_comes_again_leaves_what_is_kept_as_it_was(tmp_path):
    batches = [one("meridian", STORY), one("gazette", part(0.5), 1)]
    with derived(tmp_path, batches, NOW) as db:
        before = [db.execute(f"FROM kept.{table} ORDER BY ALL").fetchall() for table in ("copy_entries", "copy_pairs")]
        load(tmp_path, db, batches)
        assert before == [
            db.execute(f"FROM kept.{table} ORDER BY ALL").fetchall() for table in ("copy_entries", "copy_pairs")
        ]
        warehouse(tmp_path).unload(db, "article_versions", batches[0].batch_id)
        assert db.execute("SELECT count(*) FROM kept.copy_pairs").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM kept.copy_entries").fetchone() == (1,)


def test_other_sql_makes_what_is_kept_anew(tmp_path):
    with derived(tmp_path, [one("meridian", STORY)], NOW) as db:
        db.execute("UPDATE kept.made_by SET digest = 'another'")
    with warehouse(tmp_path).writing() as db:
        assert "article_versions" not in {table for table, _ in warehouse(tmp_path).loaded(db)}
        load(tmp_path, db, [one("meridian", STORY)])
        assert db.execute("SELECT count(*) FROM kept.copy_entries").fetchone() == (1,)
