"""The assets of the graph: one raw asset per wire, then lake, then warehouse. An event says *look*, never *what*."""

from __future__ import annotations

import os
from datetime import timedelta

from airflow.sdk import Asset, AssetWatcher
from dateline_embargo import EmbargoTrigger
from dateline_inbox import InboxTrigger

from dateline import home, sources
from dateline.ledger import Ledger

OWNER = "dateline"
WAREHOUSE_POOL = "warehouse"
RETRY = {"owner": OWNER, "retries": 3, "retry_delay": timedelta(seconds=30), "retry_exponential_backoff": True}

_project = home.project()
_home = home.home(_project)


def listened() -> dict[str, sources.Wire]:
    """The wires that are on, by id: files of sources/ and the switches of `dateline wires on|off`."""
    ledger = Ledger(os.environ.get("DATELINE_LEDGER") or _home.ledger_url)
    return {k: w for k, w in sources.wires(_project.sources, ledger.switches()).items() if w.on}


def raw(wire_id: str) -> Asset:
    """The payloads of a wire."""
    return Asset(name=f"raw_{wire_id}", uri=f"x-dateline://raw/{wire_id}")


inbox = Asset(
    name="inbox",
    uri="x-dateline://inbox",
    watchers=[AssetWatcher(name="inbox", trigger=InboxTrigger(folder=str(_home.inbox)))],
)
embargo = Asset(
    name="embargo",
    uri="x-dateline://embargo",
    watchers=[AssetWatcher(name="embargo", trigger=EmbargoTrigger(folder=str(_home.warehouse)))],
)
lake = Asset(name="lake", uri="x-dateline://lake")
warehouse = Asset(name="warehouse", uri="x-dateline://warehouse")
