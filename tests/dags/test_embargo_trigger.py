"""The embargo trigger by itself, with a real clock: an event at the second, not before, and a load that shows more."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dateline.cli.airflow import environment
from dateline.home import Home, Project
from dateline.warehouse import next_release, open_published
from tests.warehouse.world import Batch, Payload, Told, derived, warehouse

WATCH = """
import asyncio, sys
from datetime import UTC, datetime
from dateline_embargo import EmbargoTrigger

async def main(folder):
    watched = EmbargoTrigger(folder, every_seconds=0.02, again_seconds=0.2)
    name, arguments = watched.serialize()
    assert name == "dateline_embargo.EmbargoTrigger"
    assert EmbargoTrigger(**arguments).serialize() == (name, arguments)
    events = watched.run()
    first = await asyncio.wait_for(anext(events), 120)
    came = datetime.now(UTC)
    again = await asyncio.wait_for(anext(events), 30)
    print(first.payload["embargo_until_at"], came.isoformat(), again.payload == first.payload)

asyncio.run(main(sys.argv[1]))
"""


def shown(home: Home) -> int:
    with open_published(home.warehouse) as db:
        return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


def test_a_held_story_appears_when_its_embargo_ends(tmp_path: Path, project: Project) -> None:
    until = datetime.now(UTC) + timedelta(seconds=5)
    held = Told("s", "What is held back.", {"status": "embargoed", "embargo_until_at": until})
    later = Told("t", "Held back longer.", {"status": "embargoed", "embargo_until_at": until + timedelta(days=1)})
    house, home = warehouse(tmp_path), Home(tmp_path)
    with derived(tmp_path, [Batch("meridian", (Payload(0, (held, later)),))], until - timedelta(seconds=1)) as db:
        house.publish(db, until - timedelta(seconds=1))
        assert next_release(home.warehouse) == until and shown(home) == 0
        done = subprocess.run(
            [sys.executable, "-c", WATCH, str(home.warehouse)],
            env=environment(project, home),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        moment, came, is_said_again = done.stdout.splitlines()[-1].split()
        assert datetime.fromisoformat(moment) == until <= datetime.fromisoformat(came)
        assert is_said_again == "True"
        house.derive(db, datetime.fromisoformat(came))
        house.publish(db, datetime.fromisoformat(came))
    assert shown(home) == 1 and next_release(home.warehouse) == until + timedelta(days=1)
