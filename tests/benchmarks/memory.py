"""What a wire's memory costs: the last batch of ten thousand stories beside the first, and beside reading a story.

Run as `python -m tests.benchmarks.memory [STORIES]`. Prints milliseconds of processor time: to find the lines of a
batch, to count them to those of the wire, and to tell what recurs in which batches, with nothing behind and with all.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dateline import normalise, steps
from dateline.ledger import KeptBatch
from dateline.normalise.body import paragraphs
from dateline.payload import Item, Payload, Record, natural_id
from dateline.steps.memory import Memory
from dateline.steps.reading import Read
from tests.normalise.test_recurring import APPEAL, SIGN_UP, STANDING, WIRE, story

IN_BATCH = 50
START = datetime(2024, 1, 1, 9, tzinfo=UTC)


def batch(number: int) -> KeptBatch:
    at = START + timedelta(days=number)
    return KeptBatch(natural_id("bench", number), WIRE.id, f"raw/{number}", str(number), at.date(), at, IN_BATCH)


def found(number: int) -> Read:
    """A day's stories, each with a standing line and every third with others."""
    at = START + timedelta(days=number)
    read = Read()
    for n in range(number * IN_BATCH, (number + 1) * IN_BATCH):
        body = "\n\n".join(story(n, *((SIGN_UP, APPEAL) if n % 3 == 0 else ()), STANDING))
        record = Record(Payload(WIRE.id, f"inbox:{n}", at), "", 0)
        read.items.append((record, Item(guid=f"echo-{n}", headline=f"No {n}", body=body)))
    return read


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of processor time, and what came back."""
    started = time.process_time()
    result = work()
    return 1000 * (time.process_time() - started), result


def measured(desk: steps.Desk, batches: list[KeptBatch], reads: dict[str, Read]) -> tuple[float, float]:
    """What the last of the batches costs: its lines counted, then the memory told for all of them."""
    memory = Memory(desk, WIRE, tuple(batches))
    count, _ = timed(lambda: memory.count(lambda one: reads[one.batch_id]))
    fresh = Memory(desk, WIRE, tuple(batches))
    tell, _ = timed(lambda: [fresh.digest(one) for one in batches])
    return count, tell


def main(stories: int) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder:
        desk = steps.desk({"DATELINE_HOME": str(Path(folder) / "var")})
        total = stories // IN_BATCH
        batches = [batch(n) for n in range(total + 1)]
        reads = {one.batch_id: found(n) for n, one in enumerate(batches)}
        known = normalise.boilerplate_of(WIRE, desk.words)
        texts = [item.body for _, item in reads[batches[0].batch_id].items]
        clean, _ = timed(lambda: [known.sifted(paragraphs(text)) for text in texts])
        lines, _ = timed(
            lambda: normalise.lines([(START, i) for _, i in reads[batches[0].batch_id].items], WIRE, desk.words)
        )
        first = measured(desk, batches[:1], reads)
        Memory(desk, WIRE, tuple(batches[:-1])).count(lambda one: reads[one.batch_id])
        last = measured(desk, batches, reads)
        size = sum(path.stat().st_size for path in desk.home.lake.rglob("*.arrows"))
        entries = Memory(desk, WIRE, tuple(batches)).entries
    print(
        f"a batch of {IN_BATCH} stories; {stories:,} stories in {total} batches behind the last; {len(entries)} entries"
    )
    print(f"cleaning them {clean:8.1f} ms; finding their lines {lines:.1f} ms")
    print(f"first batch: counted {first[0]:8.1f} ms, told {first[1]:8.1f} ms")
    print(f"last batch:  counted {last[0]:8.1f} ms, told {last[1]:8.1f} ms; {size / 1e6:.1f} MB of lines")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
