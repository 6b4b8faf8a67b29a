"""A project like ours with wires of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from dateline import steps
from dateline.home import Home
from tests.conftest import ROOT


def desk_with(
    folder: Path, home: Home, now: datetime | Callable[[], datetime], wires: Mapping[str, str], **environ: str
) -> steps.Desk:
    """A desk whose sources/ are these files (wire id → text) and whose other folders are ours. `now`: or a clock."""
    sources = folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    for name in ("schemas", "warehouse", "samples"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    for wire, text in wires.items():
        (sources / f"{wire}.yml").write_text(text, "utf-8")
    settings = {"DATELINE_HOME": str(home.root), "DATELINE_PROJECT": str(folder), **environ}
    return steps.desk(settings, clock=now if callable(now) else lambda: now)
