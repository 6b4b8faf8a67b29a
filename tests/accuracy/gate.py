"""Recorded floors: figures that may rise and never fall. Each evaluation keeps its own file of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def judged(figures: Mapping[str, float], path: Path, *, record: bool) -> int:
    """0 when every figure is at or above its floor, else 1; prints both. `record`: raises floors, and lowers none."""
    floors: dict[str, float] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    print(f"{'':34}{'now':>8}{'floor':>8}")
    for name, value in figures.items():
        print(f"{name:34}{value:8.1f}{floors.get(name, float('nan')):8.1f}")
    low = below(figures, floors)
    for name in low:
        print(f"BELOW ITS FLOOR: {name}: {figures.get(name)} < {floors[name]}")
    if record:
        path.write_text(json.dumps(raised(figures, floors), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if low else 0


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The names of the figures that lie below their floors, or are no longer measured."""
    return [name for name, floor in floors.items() if figures.get(name, 0.0) < floor]


def raised(figures: Mapping[str, float], floors: Mapping[str, float], slack: float = 0.0) -> dict[str, float]:
    """The floors after a recording: none is lower than before.

    `slack`: percentage points by which a new floor lies below what was measured: another library build may differ.
    """
    return dict(floors) | {name: max(round(value - slack, 1), floors.get(name, 0.0)) for name, value in figures.items()}


def share(part: int, whole: int) -> float:
    """Percent, rounded down to a tenth, so that a floor is never above what was measured."""
    return (1000 * part // whole) / 10 if whole else 0.0
