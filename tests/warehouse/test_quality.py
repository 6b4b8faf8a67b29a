"""Great Expectations judges the published tables as their contracts do."""

from __future__ import annotations

import json
import socket
import sys

import duckdb
import pytest

from dateline.contracts import conform
from dateline.contracts.expectations import suite
from tests.warehouse.rows import NOW, filled, known

GRAVE = {
    "quotes": [
        {"quote_id": "q", "kind": "shouted", "confidence": 1.5, "text": ""},
        {"quote_id": "q", "article_id": None},
    ]
}


def validate(db: duckdb.DuckDBPyConnection):
    from dateline.warehouse.quality import validate

    return validate(db, known(), run_id="r", version="v", now=NOW)


@pytest.fixture(scope="module")
def judged():
    """Rows and results of a warehouse with grave mistakes in quotes, and nothing of the network touched meanwhile."""
    with (
        pytest.MonkeyPatch.context() as patch,
        filled(GRAVE | {"articles": [{"story_id": "s", "body": "b" * 9000}]}) as db,
    ):
        patch.setattr(socket.socket, "connect", lambda *_: pytest.fail("the network was touched"))
        return validate(db)


def test_every_expectation_of_every_contract_has_its_row(judged):
    rows, found = judged
    assert len(rows) == sum(len(suite(c)) for c in known().values()) and set(found) == set(known())
    assert len({r["check_id"] for r in rows}) == len(rows)
    table = conform(known()["check_results"], rows)
    assert set(table.column("engine").to_pylist()) == {"great_expectations"}


def test_what_is_wrong_is_found_and_nothing_else(judged):
    rows, _ = judged
    failed = {r["check_id"]: r for r in rows if not r["is_passed"]}
    assert set(failed) == {
        "gx.quotes.quote_id.expect_column_values_to_be_unique",
        "gx.quotes.kind.expect_column_values_to_be_in_set",
        "gx.quotes.confidence.expect_column_values_to_be_between",
        "gx.quotes.text.expect_column_value_lengths_to_be_between",
        "gx.quotes.article_id.expect_column_values_to_not_be_null",
    }
    kind = failed["gx.quotes.kind.expect_column_values_to_be_in_set"]
    assert (kind["breach_count"], kind["severity"], kind["table_name"]) == (1, "error", "quotes")
    assert kind["sample_keys"] == ["shouted"] and kind["claim"] == "kind is one of direct, indirect, mixed"


def test_the_results_are_kept_as_json(judged, tmp_path):
    from dateline.warehouse.quality import data_docs

    path = data_docs(judged[1], tmp_path / "docs", "run-1")
    assert json.loads(path.read_text())["quotes"]["success"] is False
    assert [p.name for p in path.parent.iterdir()] == ["run-1.json"]


def test_great_expectations_is_not_imported_until_it_is_needed():
    import subprocess

    code = "import sys, dateline.warehouse.quality; print('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
