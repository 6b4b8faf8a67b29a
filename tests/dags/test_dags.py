"""The DAG files: they load, say who owns them and what they do, and one that breaks does not stop the rest."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.airflow import environment
from dateline.home import Home, Project

LOOK = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(sys.argv[1], bundle_name="dags-folder")
print("ANSWER" + json.dumps({
    "errors": bag.import_errors,
    "dags": {
        name: {
            "doc": dag.doc_md, "description": dag.description, "tags": sorted(dag.tags), "catchup": dag.catchup,
            "tasks": {t.task_id: {"owner": t.owner, "pool": t.pool, "retries": t.retries} for t in dag.tasks},
        }
        for name, dag in bag.dags.items()
    },
}))
"""


def looked_at(folder: Path, home: Home, project: Project) -> dict[str, Any]:
    """What Airflow finds in a folder of DAG files, asked in a process of its own."""
    environ = environment(project, home) | {"AIRFLOW__CORE__DAGS_FOLDER": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(folder)], env=environ, capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("ANSWER")]
    assert lines, done.stderr[-3000:]
    return json.loads(lines[0].removeprefix("ANSWER"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, project: Project) -> dict[str, Any]:
    return looked_at(project.dags, Home(tmp_path_factory.mktemp("dags") / "var"), project)


def test_every_dag_of_the_plan_is_there(found: dict[str, Any]) -> None:
    assert found["errors"] == {}
    assert set(found["dags"]) == {"pull_gazette", "inbox", "refine", "load", "quality", "sweep", "replay"}


def test_every_dag_says_who_owns_it_and_what_it_does(found: dict[str, Any]) -> None:
    for name, dag in found["dags"].items():
        assert dag["doc"] and dag["description"] and "dateline" in dag["tags"], name
        assert dag["catchup"] is False
        assert {task["owner"] for task in dag["tasks"].values()} == {"dateline"}


def test_whoever_writes_the_warehouse_waits_in_its_pool(found: dict[str, Any]) -> None:
    for name in ("load", "quality", "sweep", "replay"):
        assert {task["pool"] for task in found["dags"][name]["tasks"].values()} == {"warehouse"}, name


def test_s31_a_broken_dag_file_does_not_stop_the_others(tmp_path: Path, project: Project) -> None:
    folder = tmp_path / "dags"
    shutil.copytree(project.dags, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "broken.py").write_text("from airflow.sdk import dag\nraise RuntimeError('a fault of ours')\n")
    again = looked_at(folder, Home(tmp_path / "var"), project)
    assert list(again["errors"]) == [str(folder / "broken.py")]
    assert "a fault of ours" in again["errors"][str(folder / "broken.py")]
    assert "load" in again["dags"] and "pull_gazette" in again["dags"]
