"""A batch's records read into items: what was found, what was refused, what was only listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dateline import formats
from dateline.errors import Unreadable
from dateline.fetch import masked
from dateline.normalise import with_lead
from dateline.payload import Fault, Item, Payload, Record
from dateline.sources import Wire

Items = Callable[[str, Payload, Wire], Iterator[Item | Fault]]


@dataclass
class Read:
    """What a batch holds: items with their records, faults with theirs, and entries whose page was kept before."""

    items: list[tuple[Record, Item]] = field(default_factory=list)
    faults: list[tuple[Record, Fault]] = field(default_factory=list)
    listed: Counter[str] = field(default_factory=Counter)
    """capture_id of a feed → its entries that were not asked for again."""


def read(records: Iterable[Record], wire: Wire, items: Items = formats.items) -> Read:
    """The items of a batch. A payload that cannot be read is a fault and never stops its neighbours.

    `items` reads one payload: here, or (`Confined.items`) in a process that may come to harm.
    On a wire that follows its feed an entry leads to a page: the page is the item, the entry lends what it lacks.
    """
    found = Read()
    if wire.follow is None:
        for record in records:
            _take(found, record, _items(items, record.payload, wire.format, wire))
        return found
    everything = list(records)
    address = masked(wire.url or "")  # payloads name their addresses without secrets
    feeds = [r for r in everything if r.payload.url == address]
    pages = [r for r in everything if r.payload.url != address]
    fetched = {r.payload.url for r in pages}
    leads: dict[str, Item] = {}
    for record in feeds:
        leads |= _leads(found, record, _items(items, record.payload, wire.format, wire), fetched)
    for record in pages:
        read_page = _items(items, record.payload, wire.follow, wire)
        _take(found, record, read_page, leads.get(record.payload.url))
    return found


def _leads(found: Read, record: Record, results: Iterable[Item | Fault], fetched: set[str]) -> dict[str, Item]:
    """The feed's entries by address. One that has no page in this batch was kept before: it is counted as listed."""
    leads: dict[str, Item] = {}
    for result in results:
        if isinstance(result, Fault):
            found.faults.append((record, result))
        elif not result.url:
            found.items.append((record, result))
        elif masked(result.url) in fetched:
            leads[masked(result.url)] = result
        else:
            found.listed[record.payload.capture_id] += 1
    return leads


def _take(found: Read, record: Record, results: Iterable[Item | Fault], lead: Item | None = None) -> None:
    for result in results:
        if isinstance(result, Fault):
            found.faults.append((record, result))
        else:
            found.items.append((record, with_lead(result, lead) if lead else result))


def _items(items: Items, payload: Payload, format_name: str, wire: Wire) -> Iterator[Item | Fault]:
    if payload.fault:
        yield payload.fault
        return
    try:
        yield from items(format_name, payload, wire)
    except Unreadable as error:
        yield Fault(error.code, error.detail)
    except Exception as error:  # a fault of ours in one parser must not stop the batch; the row names it
        yield Fault("parse.crash", f"{type(error).__name__}: {error}"[:500])
