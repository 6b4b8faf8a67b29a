"""U11: inside Airflow the board stands behind Airflow's login. Asked of Airflow's own app, with the plugin as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.board.app import HEADERS
from dateline.home import Home, Project

PATHS = ("/dateline/", "/dateline/topics/nato-russia", "/dateline/assets/board.css", "/dateline/assets/airflow.js")


@pytest.fixture(scope="module")
def asked(project: Project, house: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Airflow's app answered (about 15 seconds, once)."""
    home = tmp_path_factory.mktemp("airflow")
    (home / "passwords.json").write_text(json.dumps({"admin": "pass-admin", "reader": "pass-reader"}))
    environ = {k: v for k, v in os.environ.items() if not k.startswith("AIRFLOW")} | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(project.plugins),
        "AIRFLOW__CORE__DAGS_FOLDER": str(home / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin,reader:viewer",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
        "DATELINE_PROJECT": str(project.root),
        "DATELINE_HOME": str(house.root),
    }
    script = Path(__file__).with_name("airflow_asked.py")
    done = subprocess.run(
        [sys.executable, str(script)], env=environ, cwd=home, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.rsplit("ANSWERS ", 1)[1])
    return found


@pytest.mark.parametrize("path", PATHS)
def test_nobody_sees_anything_without_a_token(asked: dict[str, Any], path: str) -> None:
    assert asked[f"nobody {path}"] == 401
    assert asked[f"forged {path}"] in (401, 403)


@pytest.mark.parametrize("user", ["admin", "reader"])
def test_who_is_signed_in_reads_and_cannot_write(asked: dict[str, Any], user: str) -> None:
    assert {asked[f"{user} {path}"] for path in PATHS} == {200}
    assert asked[f"{user} POST"] == 405
    assert asked[f"{user} policy"] == HEADERS["Content-Security-Policy"]


def test_airflow_shows_the_entry(asked: dict[str, Any]) -> None:
    assert asked["errors"] == []
    assert asked["entry"]["name"] == "Dateline"
    assert asked["entry"]["nav_top_level"] is True
    assert asked["entry"]["bundle_url"] == PATHS[-1].removeprefix("/")
