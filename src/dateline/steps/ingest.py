"""From a wire into raw/: payloads pulled or dropped, kept whole in one WARC file, and told to the ledger.

The order makes it safe to be killed anywhere: the bytes are kept and in place before the ledger hears of them, and the
ledger has heard before a dropped file is removed. Whatever was kept and not told is found by `reconcile`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline import fetch, lake
from dateline.errors import ConfigError
from dateline.payload import Payload
from dateline.sources import Wire
from dateline.steps.desk import Desk

SLICE_PAYLOADS = 1000
SLICE_BYTES = 128 * 1024 * 1024


def ingest(desk: Desk, wire_id: str, *, anew: bool = False) -> dict[str, Any]:
    """What came on a wire: {"wire", "batch_id" (None: nothing), "payloads", "bytes", "faults"}.

    Pulls the wire's address, or takes what lies in its inbox. `anew` asks without validators, as if never asked before.
    Raises Busy when another run has the wire.
    """
    wire = desk.wire(wire_id)
    with desk.ledger.lease(f"ingest:{wire.id}", clock=desk.clock):
        reconcile(desk, wire.id)
        if wire.is_inbox:
            return _from_inbox(desk, wire)
        return _from_address(desk, wire, anew)


def ingest_files(desk: Desk, wire_id: str, paths: Iterable[Path]) -> dict[str, Any]:
    """The same for files named by a person: they are kept as they are and stay where they lie.

    Raises ConfigError for a wire that has an address instead of an inbox.
    """
    wire = desk.wire(wire_id)
    if not wire.is_inbox:
        raise ConfigError(
            f"wire {wire.id}", expected="a wire with an inbox", found=f"one that is pulled from {wire.url}"
        )
    with desk.ledger.lease(f"ingest:{wire.id}", clock=desk.clock):
        reconcile(desk, wire.id)
        payloads = (fetch.dropped(path, wire.id, desk.clock) for path in paths)
        return _kept(desk, wire, _new(desk, payloads))


def reconcile(desk: Desk, wire_id: str | None = None) -> int:
    """How many batches lay in raw/ that the ledger had not heard of; now it has."""
    known = {b.file for b in desk.ledger.batches()}
    found = 0
    for path in lake.batches(desk.home, wire_id):
        file = path.relative_to(desk.home.root).as_posix()
        if file not in known:
            desk.ledger.register(lake.batch(desk.home, file), desk.clock())
            found += 1
    return found


def _from_inbox(desk: Desk, wire: Wire) -> dict[str, Any]:
    folder = desk.home.inbox / wire.id
    folder.mkdir(parents=True, exist_ok=True)
    done: dict[str, Any] = {}
    for drops in _slices(fetch.drops(folder, wire.id, desk.clock)):
        kept = _kept(desk, wire, _new(desk, drops))
        for payload in drops:
            fetch.taken(folder, payload)
        done = _summed(done, kept)
    return done or _kept(desk, wire, ())


def _slices(drops: Iterable[Payload]) -> Iterator[list[Payload]]:
    """The drops in portions, so that a full inbox never lies in memory as a whole; each becomes a batch."""
    portion: list[Payload] = []
    for payload in drops:
        portion.append(payload)
        if len(portion) >= SLICE_PAYLOADS or sum(len(p.body) for p in portion) >= SLICE_BYTES:
            yield portion
            portion = []
    if portion:
        yield portion


def _summed(done: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """Two portions told as one; the last batch's id stands for all."""
    sums = {name: done.get(name, 0) + kept[name] for name in ("payloads", "bytes", "faults")}
    return {**kept, **sums, "batch_id": kept["batch_id"] or done.get("batch_id")}


def _from_address(desk: Desk, wire: Wire, anew: bool) -> dict[str, Any]:
    pull = fetch.Pull(
        wire=wire,
        client=fetch.Client(resolve=desk.resolve, clock=desk.clock),
        clock=desk.clock,
        state=None if anew else desk.ledger.pull_state(wire.id),
        seen=lambda url, digest: not anew and desk.ledger.seen(wire.id, url, digest),
        tell=desk.tell,
    )
    done = _kept(desk, wire, pull.payloads())
    desk.ledger.record_pull(wire.id, pull.outcome())
    return done


def _new(desk: Desk, payloads: Iterable[Payload]) -> Iterator[Payload]:
    """The payloads whose very receipt is not in the ledger (a run that was killed before it removed the file)."""
    return (p for p in payloads if not desk.ledger.known(p.capture_id))


def _kept(desk: Desk, wire: Wire, payloads: Iterable[Payload]) -> dict[str, Any]:
    seen: Counter[str] = Counter()

    def counted() -> Iterator[Payload]:
        for payload in payloads:
            seen.update(payloads=1, bytes=len(payload.body), faults=payload.fault is not None)
            yield payload

    batch = lake.keep(desk.home, counted(), desk.clock().date())
    if batch:
        desk.ledger.register(batch, desk.clock())
        desk.tell(f"ingest {wire.id}: {seen['payloads']} payloads, {seen['bytes']:,} bytes")
    return {
        "wire": wire.id,
        "batch_id": batch.batch_id if batch else None,
        "payloads": seen["payloads"],
        "bytes": seen["bytes"],
        "faults": seen["faults"],
    }
