"""Leases: who may do a thing now. A holder that was stopped for too long is refused when it comes back.

Each time a lease changes hands its token grows by one. A write made under a lease checks, inside its own transaction,
that the token is still the current one (fencing, after Kleppmann, "How to do distributed locking", 2016).
"""

from __future__ import annotations

import os
import socket
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from dateline.errors import Busy, DatelineError
from dateline.ledger.connection import Database
from dateline.ledger.tables import leases

Clock = Callable[[], datetime]
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Lease:
    """A lease that is held: its name and the token of this holding."""

    name: str
    token: int
    owner: str
    database: Database = field(repr=False)

    def still_held(self) -> bool:
        """Whether nobody has taken it over since."""
        with self.database.reading() as connection:
            return self.is_current(connection)

    def is_current(self, connection: sa.Connection) -> bool:
        """The same, asked inside a transaction; on Postgres the answer stays true until its end."""
        wanted = sa.select(leases.c.token).where(leases.c.name == self.name, leases.c.owner == self.owner)
        return connection.execute(wanted.with_for_update()).scalar() == self.token

    def check(self, connection: sa.Connection) -> None:
        """Raises Busy when somebody has taken it over."""
        if not self.is_current(connection):
            raise Busy(
                f"the lease {self.name}",
                expected=f"still token {self.token}",
                found="another holder",
                todo="What this run did since is discarded; the other one does it.",
            )


def acquire(database: Database, name: str, owner: str, ttl: timedelta, clock: Clock) -> Lease:
    """The lease, taken. Raises Busy, naming the holder, while another holds it.

    A lease is free when it was given back, when its time is over, or when its holder was a process of this machine
    that is no more (killed, so it could not give it back).
    """
    with database.writing() as connection:
        connection.execute(
            database.insert(leases).values(name=name, owner=None, token=0, expires_at=_NEVER).on_conflict_do_nothing()
        )
        row = connection.execute(sa.select(leases).where(leases.c.name == name).with_for_update()).one()
        now = clock()
        if row.owner is not None and row.expires_at > now and not is_dead(row.owner):
            raise Busy(
                name,
                expected="nobody at work on it",
                found=f"{described(row.owner)}, until {row.expires_at:%H:%M:%S} UTC or longer",
                todo="Wait, or come back later.",
            )
        token = int(row.token) + 1
        _write(connection, name, owner=owner, token=token, expires_at=now + ttl)
    return Lease(name, token, owner, database)


def renew(lease: Lease, ttl: timedelta, clock: Clock) -> bool:
    """Whether the lease was still ours and now holds for another `ttl`."""
    with lease.database.writing() as connection:
        if not lease.is_current(connection):
            return False
        _write(connection, lease.name, expires_at=clock() + ttl)
        return True


def release(lease: Lease) -> None:
    """Gives the lease back; nothing when somebody else has it by now."""
    with lease.database.writing() as connection:
        if lease.is_current(connection):
            _write(connection, lease.name, owner=None, expires_at=_NEVER)


def _write(connection: sa.Connection, name: str, **values: object) -> None:
    connection.execute(sa.update(leases).where(leases.c.name == name).values(**values))


class Heartbeat:
    """Renews a lease in a thread for as long as the process lives and runs; stopped with it, it lets the lease end."""

    def __init__(self, lease: Lease, ttl: timedelta, clock: Clock) -> None:
        self._lease, self._ttl, self._clock = lease, ttl, clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"dateline-lease-{lease.name}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._ttl.total_seconds() / 3):
            with suppress(DatelineError):  # the database is away for a moment; the next beat tries again
                if not renew(self._lease, self._ttl, self._clock):
                    return


def this_process() -> str:
    """Who holds a lease: machine, its boot and process space, process, when that began, and a mark of this holding."""
    pid = os.getpid()
    return " ".join((socket.gethostname(), _space(), str(pid), _began(pid) or "-", uuid.uuid4().hex[:8]))


def is_dead(owner: str) -> bool:
    """Whether the owner is known to be a process of this machine that is no more; False when that cannot be told."""
    parts = owner.split(" ")
    if len(parts) != 5 or parts[:2] != [socket.gethostname(), _space()] or not parts[2].isdigit():
        return False
    if parts[1] == "-" or parts[3] == "-":
        return False
    return _began(int(parts[2])) != parts[3]


def described(owner: str) -> str:
    """The owner in words."""
    parts = owner.split(" ")
    return f"process {parts[2]} on {parts[0]}" if len(parts) == 5 else owner


def _space() -> str:
    """This boot and process-id space, inside which a number means one process; "-" where they have no name."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()[:8]
        return f"{boot}.{Path('/proc/self/ns/pid').readlink().name.strip('pid:[]')}"
    except OSError:
        return "-"


def _began(pid: int) -> str | None:
    """When a living process began, in the kernel's ticks; None for one that is no more, or only waits to be buried."""
    try:
        state, *rest = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if state in ("Z", "X") else rest[18]
