"""The inbox trigger by itself: an event for what comes to rest, none for what is unfinished, one more if forgotten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dateline.cli.airflow import environment
from dateline.home import Home, Project

WATCH = """
import asyncio, sys
from pathlib import Path
from dateline_inbox import InboxTrigger

async def main(root):
    watched = InboxTrigger(str(root), every_seconds=0.02, again_seconds=0.3)
    name, arguments = watched.serialize()
    assert name == "dateline_inbox.InboxTrigger" and InboxTrigger(**arguments).serialize() == (name, arguments)
    events = watched.run()
    first = await asyncio.wait_for(anext(events), 30)
    (root / "gazette" / "b.xml").rename(root / "courier" / "b.xml")
    second = await asyncio.wait_for(anext(events), 30)
    forgotten = await asyncio.wait_for(anext(events), 30)
    for path in root.glob("*/*.xml"):
        path.unlink()
    try:
        await asyncio.wait_for(anext(events), 1)
        print("said something of nothing")
    except asyncio.TimeoutError:
        print(first.payload, second.payload, forgotten.payload)

asyncio.run(main(Path(sys.argv[1])))
"""


def test_s16_an_event_for_what_rests_and_again_for_what_is_forgotten(tmp_path: Path, project: Project) -> None:
    root = tmp_path / "inbox"
    for wire, name in (("meridian", "a.xml"), ("gazette", "b.xml"), ("courier", ".hidden.xml"), ("courier", "c.part")):
        (root / wire).mkdir(parents=True, exist_ok=True)
        (root / wire / name).write_text("<nitf/>")
        os.utime(root / wire / name, (1_700_000_000, 1_700_000_000))
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(root)],
        env=environment(project, Home(tmp_path / "var")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = done.stdout.splitlines()[-1]
    both, moved = "{'inbox': ['gazette', 'meridian']}", "{'inbox': ['courier', 'meridian']}"
    assert said == f"{both} {moved} {moved}"
