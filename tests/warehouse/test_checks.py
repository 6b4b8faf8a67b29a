"""Every check catches what is broken and passes what is clean; found by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.warehouse.checks import Check, checks, results, run
from tests.warehouse.rows import NOW, PROJECT, document, filled, known

ALL = checks(PROJECT.warehouse, known())
OWN = [c for c in ALL if (PROJECT.warehouse / "checks" / f"{c.id}.sql").exists()]


def fixture(check: Check, name: str) -> dict:
    path = PROJECT.warehouse / "checks" / check.id / f"{name}.yml"
    assert path.is_file(), f"{check.id} needs {path.relative_to(PROJECT.root)}"
    return document(path)


@pytest.mark.parametrize("check", OWN, ids=lambda c: c.id)
def test_broken_rows_are_caught(check):
    given = fixture(check, "broken")
    with filled(given["tables"]) as db:
        found = run(db, check).column(0).to_pylist()
    assert sorted(map(str, found)) == sorted(given["breaks"]) and found


@pytest.mark.parametrize("check", OWN, ids=lambda c: c.id)
def test_clean_rows_pass(check):
    given = fixture(check, "clean")
    assert any(given["tables"].values())
    with filled(given["tables"]) as db:
        assert run(db, check).to_pylist() == []


def test_every_check_binds_against_an_empty_warehouse():
    with filled(None) as db:
        found = results(db, ALL, run_id="r", version="v", now=NOW)
    assert [r["check_id"] for r in found] == [c.id for c in ALL]
    assert all(r["is_passed"] and r["breach_count"] == 0 for r in found)
    assert len({c.id for c in ALL}) == len(ALL) > len(OWN)


def test_a_breach_is_a_row_of_check_results():
    (check,) = [c for c in ALL if c.id == "captures__items_are_accounted_for"]
    lost = [{"capture_id": f"c{i:02}", "received_count": 1} for i in range(12)]
    with filled({"captures": lost}) as db:
        (row,) = results(db, [check], run_id="r", version="v", now=NOW)
    assert (row["is_passed"], row["breach_count"], row["severity"]) == (False, 12, "error")
    assert row["sample_keys"] == [f"c{i:02}" for i in range(10)]


def test_keys_of_the_contracts_are_checks():
    by_id = {c.id: c for c in ALL}
    with filled({"quotes": [{"quote_id": "q", "article_id": "a"}, {"quote_id": "q", "article_id": "a"}]}) as db:
        assert run(db, by_id["quotes__key_is_unique"]).num_rows == 1
        assert run(db, by_id["quotes__article_id_exists"]).num_rows == 2


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("nothing__said.sql", "-- severity: error\n-- claim: c\n-- why: w\nSELECT 1", "<table>__<claim>"),
        ("quotes.sql", "-- severity: error\n-- claim: c\n-- why: w\nSELECT 1", "<table>__<claim>"),
        ("quotes__said.sql", "-- severity: error\n-- claim: c\nSELECT 1", "why"),
        ("quotes__said.sql", "-- severity: grave\n-- claim: c\n-- why: w\nSELECT 1", "error, warning"),
    ],
)
def test_a_check_that_says_too_little_is_named(tmp_path: Path, name, text, expected):
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / name).write_text(text)
    with pytest.raises(ConfigError, match=expected) as raised:
        checks(tmp_path, known())
    assert name in str(raised.value)
