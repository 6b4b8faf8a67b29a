"""Leases: one holder of a name at a time, with a token that grows, so that a holder who slept too long is told apart.

A lease ends when it is given back, when its time is over, or when the process that held it on this machine is dead.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from dateline.errors import Busy
from dateline.ledger import tables
from dateline.ledger.store import Store, micros, replace_row

Clock = Callable[[], datetime]
TTL = timedelta(hours=1)


@dataclass(frozen=True)
class Lease:
    """A name held: `token` is larger than that of every holder before."""

    name: str
    owner: str
    token: int


def this_process() -> str:
    """This process, told apart from a later one of the same number: host, number, start."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started(os.getpid())}"


def _started(pid: int) -> str:
    """When a process began, as the system counts it; empty where there is no such process, or no /proc."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return ""


def _is_dead(owner: str) -> bool:
    """Whether an owner was a process of this machine that is gone; one of another machine counts as alive."""
    host, pid, started = owner.rsplit("/", 2)
    if host != socket.gethostname() or not started:
        return False
    return _started(int(pid)) != started


@contextmanager
def leased(store: Store, name: str, clock: Clock, ttl: timedelta = TTL) -> Iterator[Lease]:
    """The lease, held while the context lasts. Raises Busy when a living process holds it."""
    lease = _taken(store, name, clock(), ttl)
    try:
        yield lease
    finally:
        given_back = tables.leases.update().where(
            tables.leases.c.name == name, tables.leases.c.owner == lease.owner, tables.leases.c.token == lease.token
        )
        with store.writing() as connection:
            connection.execute(given_back.values(expires_at=0))


def is_held(store: Store, lease: Lease) -> bool:
    """Whether nobody has taken the name since."""
    rows = store.rows(sa.select(tables.leases.c.token).where(tables.leases.c.name == lease.name))
    return bool(rows) and rows[0].token == lease.token


def _taken(store: Store, name: str, now: datetime, ttl: timedelta) -> Lease:
    with store.writing() as connection:
        query = sa.select(tables.leases).where(tables.leases.c.name == name).with_for_update()
        row = connection.execute(query).first()
        if row and row.expires_at > micros(now) and not _is_dead(row.owner):
            raise Busy(
                name, expected="nobody at it", found=f"{row.owner} is", todo="Wait for it to end, then try again."
            )
        lease = Lease(name, this_process(), row.token + 1 if row else 1)
        replace_row(
            connection,
            tables.leases,
            {"name": name, "owner": lease.owner, "token": lease.token, "expires_at": micros(now + ttl)},
        )
        return lease
