"""The arrows of the house: which room may import which, read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src" / "dateline"
GROUND = ("errors", "yamlfile", "payload", "sources", "home", "vocabulary", "contracts")
CORE = ("formats", "normalise", "extract")
RIM = ("fetch", "ledger", "lake", "warehouse")
ALLOWED = {
    **{room: set(GROUND) for room in GROUND},
    **{room: {*GROUND, *CORE} for room in CORE},
    **{room: {*GROUND, room} for room in RIM},
    "steps": {*GROUND, *CORE, *RIM, "steps"},
    "board": {*GROUND, "warehouse", "steps", "board"},
    "cli": {*GROUND, *CORE, *RIM, "steps", "board", "cli"},
}
MODULES = sorted(SRC.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_room_imports_only_what_stands_below_it(path: Path) -> None:
    used = {name.split(".")[1] for name in imports(path) if name.startswith("dateline.")}
    if room(path) == "__init__":
        assert not used
    else:
        wrong = used & set(ALLOWED) - ALLOWED[room(path)]
        assert not wrong, f"{room(path)} must not import {sorted(wrong)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_airflow_stays_outside_the_library(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] == "airflow"]


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not {p.stem for p in MODULES} & {"utils", "util", "helpers", "common", "base", "manager", "misc"}
