"""Contracts: read strictly, rendered every way, and judged by."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.contracts import conform, contracts, judge, schema
from dateline.contracts.dictionary import dictionary
from dateline.contracts.duckdb import comments, create_table, key_checks
from dateline.contracts.expectations import suite
from dateline.errors import ConfigError
from dateline.home import Project
from dateline.vocabulary import reasons

MINIMAL = """name: things
title: Things
grain: one row per thing
primaryKey: [thing_id]
rules:
  - {name: forward, less: [low, high]}
fields:
  - {name: thing_id, type: string, description: Id., source: here, constraints: {required: true, pattern: "^t"}}
  - {name: low, type: integer, description: Low., source: here, constraints: {minimum: 0}}
  - {name: high, type: integer, description: High., source: here, constraints: {maximum: 9}}
  - {name: kind, type: string, description: Kind., source: here, constraints: {enum: [a, b], maxLength: 1}}
  - {name: parts, type: array, items: span, description: Parts., source: here, constraints: {minLength: 1}}
  - {name: seen_on, type: date, description: Day., source: here, constraints: {minimum: "1900-01-01"}}
  - {name: hops, type: array, items: object, properties: {text: string, place: integer}, description: H., source: here}
  - {name: details, type: object, properties: {role: string, keys: "string[]"}, description: Details., source: here}
  - {name: total, type: integer, at: load, description: Total., source: there}
"""


@pytest.fixture
def things(tmp_path: Path):
    (tmp_path / "things.yml").write_text(MINIMAL)
    return contracts(tmp_path)["things"]


def row(**changes):
    return {"thing_id": "t1", "low": 1, "high": 2, "kind": "a", "parts": [{"start": 0, "end": 1}]} | changes


def test_a_good_row_is_kept_and_load_columns_are_not_in_the_lake(things) -> None:
    verdict = judge(things, conform(things, [row()]))
    assert verdict.kept.num_rows == 1 and not verdict.breaches
    assert "total" not in schema(things).names and "total" in schema(things, lake=False).names


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"thing_id": None}, "row.required"),
        ({"thing_id": ""}, "row.required"),
        ({"thing_id": "x"}, "row.pattern"),
        ({"low": -1, "high": 1}, "row.minimum"),
        ({"high": 10}, "row.maximum"),
        ({"kind": "c"}, "row.enum"),
        ({"kind": "aa"}, "row.max_length"),
        ({"parts": []}, "row.min_length"),
        ({"low": 2, "high": 2}, "row.order"),
        ({"seen_on": datetime(1800, 1, 1).date()}, "row.minimum"),
    ],
)
def test_every_broken_rule_is_named(things, project: Project, change, code) -> None:
    verdict = judge(things, conform(things, [row(), row(**change)]))
    assert verdict.kept.num_rows == 1
    assert code in {b.code for b in verdict.breaches if b.row == 1}
    assert all(b.code in reasons(project.vocabulary) for b in verdict.breaches)


def test_null_breaks_nothing_but_required(things) -> None:
    nothing = dict.fromkeys(("low", "high", "kind", "parts", "seen_on"))
    assert not judge(things, conform(things, [row(**nothing)])).breaches


def test_a_row_that_breaks_two_rules_is_rejected_once_with_both(things) -> None:
    verdict = judge(things, conform(things, [row(low=-1, high=10)]))
    (code, detail) = verdict.reasons()[0]
    assert code == "row.minimum" and "row.maximum" in detail and verdict.rejected_rows == (0,)


def test_objects_go_into_duckdb_and_come_back_the_same(things) -> None:
    whole = row(hops=[{"text": "Tass", "place": 1}], details={"role": "official", "keys": ["ee", "lv"]})
    bare = row(thing_id="t2", hops=[], details=None)
    con = duckdb.connect()
    con.execute(create_table(things, lake=True))
    con.register("incoming", conform(things, [whole, bare]))
    con.execute("INSERT INTO things SELECT * FROM incoming")
    back = con.sql("SELECT hops, details FROM things ORDER BY thing_id").to_arrow_table().to_pylist()
    assert back == [
        {"hops": [{"text": "Tass", "place": 1}], "details": {"role": "official", "keys": ["ee", "lv"]}},
        {"hops": [], "details": None},
    ]
    assert con.sql("SELECT details.keys[2] FROM things WHERE hops[1].text = 'Tass'").fetchall() == [("lv",)]


def test_the_dictionary_says_what_an_object_holds(things) -> None:
    page = dictionary([things])
    assert "list of object {text: string, place: integer}" in page
    assert "object {role: string, keys: string[]}" in page


def test_rows_of_another_schema_are_a_fault_of_ours(things) -> None:
    with pytest.raises(pa.ArrowInvalid, match="missing"):
        judge(things, pa.table({"thing_id": ["t"]}))


@given(st.lists(st.tuples(st.integers(-2, 12), st.integers(-2, 12), st.sampled_from(["a", "b", "c", None]))))
def test_kept_and_rejected_make_up_all_rows(values) -> None:
    project = Project(Path(__file__).resolve().parents[2])
    mentions = contracts(project.schemas)["mentions"]
    rows = [
        {
            "mention_id": f"m{i}",
            "article_id": "a",
            "char_start": low,
            "char_end": high,
            "surface": kind,
            "kind": "name",
            "resolved_by": "test",
            "confidence": 0.5,
            "extractor": "test",
        }
        for i, (low, high, kind) in enumerate(values)
    ]
    verdict = judge(mentions, conform(mentions, rows))
    assert verdict.kept.num_rows + len(verdict.rejected_rows) == len(rows)
    for kept in verdict.kept.to_pylist():
        assert 0 <= kept["char_start"] < kept["char_end"] and kept["surface"]


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("grain:", "grains:", r"things.yml:3: grains: .*Did you mean `grain`"),
        ("type: integer, description: Low.", "type: int, description: Low.", "`type` one of"),
        ("primaryKey: [thing_id]", "primaryKey: [id]", "names of fields"),
        ("less: [low, high]", "less: [low]", "rules"),
        ("less: [low, high]", "less: [low, top]", "names of fields"),
        ("name: things", "name: other", "the file's own name"),
        ("minimum: 0", "least: 0", "constraints of"),
        ("name: high,", "name: low,", "every field once"),
        ('pattern: "^t"', 'pattern: "("', "regular expression"),
        ("at: load", "at: noon", "`at` one of"),
        ("place: integer", "place: whole", "field hops.place: `type` one of"),
        ("place: integer", "Place: integer", "a name of lower-case letters"),
        (", properties: {text: string, place: integer}", "", "`properties` of an object"),
        ("items: span", "items: span, properties: {start: integer}", "`properties` of an object"),
    ],
)
def test_s24_a_wrong_contract_names_file_and_line(tmp_path: Path, was, becomes, says) -> None:
    (tmp_path / "things.yml").write_text(MINIMAL.replace(was, becomes, 1))
    with pytest.raises(ConfigError, match=says) as caught:
        contracts(tmp_path)
    assert "things.yml:" in str(caught.value) and caught.value.exit_code == 2


def test_foreign_keys_point_to_tables_that_exist(tmp_path: Path) -> None:
    text = MINIMAL + "foreignKeys:\n  - {fields: [kind], reference: {resource: nowhere, fields: [id]}}\n"
    (tmp_path / "things.yml").write_text(text)
    with pytest.raises(ConfigError, match="a table and fields that exist"):
        contracts(tmp_path)


def test_every_contract_makes_a_commented_duckdb_table(project: Project) -> None:
    known = contracts(project.schemas)
    con = duckdb.connect()
    for contract in known.values():
        con.execute(create_table(contract))
        for statement in comments(contract):
            con.execute(statement)
    for contract in known.values():
        for check in key_checks(contract):
            assert con.execute(check.sql).fetchall() == []
    bare = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
    ).fetchall()
    assert bare == []


def test_rows_go_into_duckdb_and_come_back_the_same(project: Project) -> None:
    """Arrow and DuckDB agree on every type: an Arrow table of the contract fits the table made from it."""
    for contract in contracts(project.schemas).values():
        con = duckdb.connect()
        con.execute("SET TimeZone = 'UTC'")
        con.execute(create_table(contract))
        rows = conform(contract, [dict.fromkeys(f.name for f in contract.fields)], lake=False)
        con.register("rows", rows)
        con.execute(f'INSERT INTO "{contract.name}" SELECT * FROM rows')
        back = con.sql(f'FROM "{contract.name}"').to_arrow_table()
        assert back.schema.names == rows.schema.names
        assert back.cast(rows.schema).equals(rows)


def test_every_suite_covers_required_and_key(project: Project) -> None:
    for contract in contracts(project.schemas).values():
        found = suite(contract)
        required = {f.name for f in contract.fields if f.is_required}
        assert {e.arguments["column"] for e in found if e.type == "ExpectColumnValuesToNotBeNull"} == required
        assert any(e.type in ("ExpectColumnValuesToBeUnique", "ExpectCompoundColumnsToBeUnique") for e in found)


def test_the_data_dictionary_is_fresh(project: Project) -> None:
    page = project.root / "docs" / "data-dictionary.md"
    assert page.read_text("utf-8") == dictionary(contracts(project.schemas).values()), "run `make docs`"
