"""Every answer of warehouse/views has a question and a case; found by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.warehouse.derived import install_views
from dateline.warehouse.sqlfiles import sqlfiles
from tests.warehouse.rows import PROJECT, document, filled

CASES = Path(__file__).parent / "cases"
VIEWS = sqlfiles(PROJECT.warehouse / "views")


def is_macro(view):
    return "CREATE OR REPLACE MACRO" in view.sql


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.name)
def test_the_view_answers_its_cases(view):
    path = CASES / f"{view.name}.yml"
    assert path.is_file(), f"{view.name} needs a case: {path.relative_to(PROJECT.root)}"
    given = document(path)
    cases = given if isinstance(given, list) else [given]
    for case in cases:
        with filled(case.get("tables")) as db:
            install_views(db, PROJECT.warehouse)
            wanted = case["answer"]
            columns = ", ".join(f'"{c}"' for c in wanted[0]) if wanted else "*"
            assert view.name in case.get("ask", view.name)
            found = db.sql(f"SELECT {columns} FROM {case.get('ask', view.name)}").to_arrow_table().to_pylist()
        assert found == wanted, case.get("what", "")
    assert any(case["answer"] for case in cases), "a case without any answer proves nothing"


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.name)
def test_the_view_asks_a_question_and_binds_against_an_empty_warehouse(view):
    assert view.sql.startswith("-- ") and "?" in view.sql.splitlines()[0]
    with filled(None) as db:
        install_views(db, PROJECT.warehouse)
        if is_macro(view):
            arguments = {"holder_at": "'head_of_state', 'ru', DATE '2009-09-18'"}.get(view.name, "'nato-russia'")
            assert db.sql(f"FROM {view.name}({arguments})").fetchall() == []
            kind, names = "functions", "function_name"
        else:
            assert db.sql(f"FROM {view.name}").fetchall() == []
            kind, names = "views", "view_name"
        (comment,) = db.execute(f"SELECT comment FROM duckdb_{kind}() WHERE {names} = $1", [view.name]).fetchone()
        assert "?" in comment


def test_no_case_is_without_its_view():
    assert {p.stem for p in CASES.glob("*.yml")} == {v.name for v in VIEWS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-- Says something.\nCREATE OR REPLACE VIEW v AS SELECT 1 AS a", "a question"),
        ("-- What?\nCREATE OR REPLACE VIEW w AS SELECT 1 AS a", "VIEW or MACRO v"),
        ("-- What?\nCREATE OR REPLACE VIEW v AS SELECT nothing FROM quotes", "fits the tables"),
        ("-- What?\n-- needs: w\nCREATE OR REPLACE VIEW v AS SELECT 1 AS a", "name files"),
        ("-- What?\n-- needs: v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS a", "circle"),
    ],
)
def test_a_file_that_is_no_answer_is_named(tmp_path, text, expected):
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "v.sql").write_text(text)
    with filled(None) as db, pytest.raises(ConfigError, match=expected) as raised:
        install_views(db, tmp_path)
    assert "v.sql" in str(raised.value)
