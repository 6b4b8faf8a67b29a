"""The main job, as `make run` calls it: the real DAGs on the samples, to an answer; and again, to nothing new."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.cli.airflow import alone
from dateline.home import Home, Project
from dateline.warehouse import open_published, query, row_hashes


def run(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from dateline.cli import main; main()", "run"],
        env={**os.environ, "DATELINE_HOME": str(home), "COLUMNS": "160"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    home = tmp_path_factory.mktemp("main") / "var"
    done = run(home)
    log = home / "airflow" / "main-job.log"
    assert done.returncode == 0, done.stdout + done.stderr + (log.read_text()[-4000:] if log.exists() else "")
    return home, done


def test_it_ends_in_answers(first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = first
    for words in ("stories", "actors", "parse.empty", "Great Expectations", "Vladimir Putin", "Prime Minister"):
        assert words in done.stdout, words
    for words in ("pull_gazette", "inbox", "refine", "load", "quality", "make up"):
        assert words in done.stderr, words


def test_every_item_is_accounted_for_and_no_error_is_found(
    first: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    home, _ = first
    with open_published(Home(home).warehouse) as con:
        (row,) = query(
            con,
            """
            SELECT
                sum(received_count) AS received,
                sum(stored_count + revision_count + duplicate_count)
                    + sum(deferred_count + quarantined_count + refused_count) AS ended
            FROM captures
            """,
        ).to_pylist()
        checks = query(con, "SELECT DISTINCT engine, severity, is_passed FROM check_results WHERE NOT is_passed")
        engines = query(con, "SELECT DISTINCT engine FROM check_results ORDER BY 1").to_pylist()
        who = query(con, "SELECT count(*) AS n FROM quotes_on('nato-russia') WHERE office IS NOT NULL").to_pylist()
    assert row["received"] == row["ended"] > 50
    assert [r for r in checks.to_pylist() if r["severity"] == "error"] == []
    assert engines == [{"engine": "great_expectations"}, {"engine": "sql"}]
    assert who[0]["n"] > 20


def test_the_readme_prints_what_it_says(first: tuple[Path, subprocess.CompletedProcess[str]], project: Project) -> None:
    readme = (project.root / "README.md").read_text("utf-8")
    examples = re.findall(r'^\$ \.venv/bin/dateline sql "(.+?)"\n(.+?)\n(?:\n|```)', readme, re.M | re.S)
    assert examples
    with open_published(Home(first[0]).warehouse) as con:
        for sql, printed in examples:
            rows = [[str(value).strip() for value in row.values()] for row in query(con, sql).to_pylist()]
            assert rows == [re.split(r"  +", line) for line in printed.splitlines()[1:]], sql


def test_again_nothing_is_new(first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    home, _ = first
    with open_published(Home(home).warehouse) as con:
        before = row_hashes(con)
    again = run(home)
    assert again.returncode == 0, again.stderr
    assert "Nothing was new" in again.stdout
    with open_published(Home(home).warehouse) as con:
        assert row_hashes(con) == before


def test_s15_it_does_not_run_beside_another_one(tmp_path: Path) -> None:
    home = Home(tmp_path / "var")
    with alone(home):
        done = run(home.root)
    assert done.returncode == 75 and "another `up` or `run`" in done.stderr
    assert not (home.airflow / "airflow.db").exists()
