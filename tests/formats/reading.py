"""Payloads made in tests, and what a format makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline import formats
from dateline.errors import Unreadable
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

CASES = Path(__file__).parent / "cases"
RECEIVED = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


def payload(body: bytes | str, *, media_type: str | None = None, url: str = "inbox:case") -> Payload:
    data = body.encode() if isinstance(body, str) else body
    return Payload(wire="test", url=url, received_at=RECEIVED, body=data, media_type=media_type)


def case(name: str) -> Payload:
    return payload((CASES / name).read_bytes())


@dataclass
class Result:
    items: list[Item] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def item(self) -> Item:
        assert len(self.items) == 1, self
        assert not self.faults
        return self.items[0]

    @property
    def fault(self) -> Fault:
        assert len(self.faults) == 1, self
        assert not self.items
        return self.faults[0]


def read(format: str, given: Payload, wire: Wire | None = None) -> Result:
    out = Result()
    for one in formats.items(format, given, wire):
        if isinstance(one, Fault):
            out.faults.append(one)
        else:
            out.items.append(one)
    return out


def refused(format: str, given: Payload) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(format, given)
    return caught.value


def feed_wire(follow: str | None) -> Wire:
    return Wire(
        id="test", name="Test", publisher="Test", format="rss", follow=follow, url="http://feed.example/feed.xml"
    )
