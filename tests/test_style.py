"""The house's manners, as `make lint` checks them: ruff, mypy --strict, sqlfluff; and no file that names a registry."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.home import Project

COMMANDS = {
    "ruff check": ["ruff", "check", "--no-cache", "."],
    "ruff format": ["ruff", "format", "--no-cache", "--check", "."],
    "mypy": ["mypy"],
    "sqlfluff": ["sqlfluff", "lint", "--disable-progress-bar", "warehouse"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_manners(name: str, project: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *COMMANDS[name]], cwd=project.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"])
def test_locks_pin_every_package_by_hash_and_name_no_host(name: str, project: Project) -> None:
    text = (project.root / name).read_text("utf-8")
    assert not re.search(r"https?://|file://|--(extra-)?index-url|--find-links", text)
    pins = re.findall(r"^[a-z0-9][\w.\-\[\]]*==\S+.*?(?=^\S|\Z)", text, re.M | re.S)
    assert pins and all("--hash=sha256:" in pin for pin in pins)


def test_modules_stay_small(project: Project) -> None:
    long = {}
    for path in [*project.root.glob("src/**/*.py"), *project.dags.glob("*.py"), *project.plugins.glob("*.py")]:
        lines = len(Path(path).read_text("utf-8").splitlines())
        if lines > 350:
            long[str(path.relative_to(project.root))] = lines
    assert not long, "about 300 lines a module: two things in one?"
