"""The event trigger: fires when a file lies at rest in a wire's inbox. It says *look*, never *what*."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent


def _now() -> datetime:
    return datetime.now(UTC)


class InboxTrigger(BaseEventTrigger):
    """Watches all inboxes below a folder; one event whenever what lies there at rest has changed and is not nothing."""

    def __init__(self, folder: str, every_seconds: float = 0.5) -> None:
        super().__init__()
        self.folder, self.every_seconds = folder, every_seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        return "dateline_inbox.InboxTrigger", {"folder": self.folder, "every_seconds": self.every_seconds}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Yields for ever. After a restart it may say again what it had said: the DAG looks for itself."""
        from dateline import fetch

        seen: frozenset[tuple[str, str, int, int]] = frozenset()
        while True:
            lying = await asyncio.to_thread(fetch.resting, Path(self.folder), _now)
            if lying - seen:
                yield TriggerEvent({"inbox": sorted({wire for wire, *_ in lying - seen})})
            seen = lying
            await asyncio.sleep(self.every_seconds)
