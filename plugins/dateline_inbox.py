"""The event trigger: fires when a file lies at rest in a wire's inbox. It says *look*, never *what*."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent


def _now() -> datetime:
    return datetime.now(UTC)


class InboxTrigger(BaseEventTrigger):
    """Watches all inboxes below a folder; an event whenever something has come to rest there.

    What still lies there after `again_seconds` is said again: the event before may have been lost.
    """

    def __init__(self, folder: str, every_seconds: float = 0.5, again_seconds: float = 300.0) -> None:
        super().__init__()
        self.folder, self.every_seconds, self.again_seconds = folder, every_seconds, again_seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        names = ("folder", "every_seconds", "again_seconds")
        return "dateline_inbox.InboxTrigger", {name: getattr(self, name) for name in names}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Yields for ever. After a restart it may say again what it had said: the DAG looks for itself."""
        from dateline import fetch

        seen: frozenset[tuple[str, str, int, int]] = frozenset()
        said_at = time.monotonic()
        while True:
            lying = await asyncio.to_thread(fetch.resting, Path(self.folder), _now)
            is_late = bool(lying) and time.monotonic() - said_at >= self.again_seconds
            if lying - seen or is_late:
                said_at = time.monotonic()
                yield TriggerEvent({"inbox": sorted({wire for wire, *_ in lying})})
            seen = lying
            await asyncio.sleep(self.every_seconds)
