"""The event trigger of embargoes: fires at the second in which one ends. It says *look*, never *what*."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent


class EmbargoTrigger(BaseEventTrigger):
    """Reads in the published version's manifest when the next embargo ends; an event once it has.

    While the version that still holds the story back stays published, it is said again every `again_seconds`: the
    event before may have been lost.
    """

    def __init__(self, folder: str, every_seconds: float = 0.5, again_seconds: float = 60.0) -> None:
        super().__init__()
        self.folder, self.every_seconds, self.again_seconds = folder, every_seconds, again_seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        names = ("folder", "every_seconds", "again_seconds")
        return "dateline_embargo.EmbargoTrigger", {name: getattr(self, name) for name in names}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Yields for ever. After a restart it may say again what it had said: the load looks for itself."""
        from dateline.warehouse import next_release

        said: datetime | None = None
        said_at = time.monotonic()
        while True:
            due = await asyncio.to_thread(next_release, Path(self.folder))
            is_due = due is not None and due <= datetime.now(UTC)
            if is_due and (due != said or time.monotonic() - said_at >= self.again_seconds):
                said, said_at = due, time.monotonic()
                yield TriggerEvent({"embargo_until_at": said.isoformat()})
            await asyncio.sleep(self.every_seconds)
