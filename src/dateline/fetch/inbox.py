"""Files dropped into a wire's inbox: taken when they are at rest, never followed, never trusted by their names."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import signal
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from dateline.errors import UsageError
from dateline.payload import Fault, Payload

Clock = Callable[[], datetime]
LIMIT_BYTES = 64 * 1024 * 1024
REST_SECONDS = 1.0
REFUSED = ".refused"
_PREFIX = "inbox:"
_UNFINISHED = (".part", ".tmp", "~", ".partial", ".filepart", ".crdownload", ".swp")
_LOCKED = (errno.EACCES, errno.EPERM)
_LINK = (errno.ELOOP, errno.EMLINK, errno.ENXIO)


@dataclass(frozen=True)
class _Drop:
    """A name in the inbox, as bytes, with what lies there; links are not followed."""

    name: bytes
    found: os.stat_result

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.found.st_mode)


def drops(
    folder: Path, wire: str, clock: Clock, rest_seconds: float = REST_SECONDS, limit_bytes: int = LIMIT_BYTES
) -> Iterator[Payload]:
    """What lies in the inbox at rest, by name. What cannot be taken is a payload with a fault.

    Waits for (leaves out) hidden names, names of unfinished files, files changed less than `rest_seconds` ago or open
    for writing. A file moved in with an older time is taken at once. No folder, no drops.
    """
    with _opened(folder) as place:
        if place is None:
            return
        for drop in _at_rest(place, clock, rest_seconds):
            payload = _payload(place, drop, wire, clock, limit_bytes)
            if payload:
                yield payload


def has_drops(folder: Path, clock: Clock, rest_seconds: float = REST_SECONDS) -> bool:
    """Whether anything lies in an inbox at rest."""
    with _opened(folder) as place:
        return place is not None and next(_at_rest(place, clock, rest_seconds), None) is not None


def resting(root: Path, clock: Clock, rest_seconds: float = REST_SECONDS) -> frozenset[tuple[str, str, int, int]]:
    """All that lies at rest in the inboxes below `root`: (wire, name, modification time in ns, bytes)."""
    found: set[tuple[str, str, int, int]] = set()
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for inbox in root.iterdir():
            if inbox.name.startswith(".") or not inbox.is_dir():
                continue
            with _opened(inbox) as place:
                for drop in _at_rest(place, clock, rest_seconds) if place is not None else ():
                    found.add((inbox.name, quote_from_bytes(drop.name), drop.found.st_mtime_ns, drop.found.st_size))
    return frozenset(found)


def dropped(path: Path, wire: str, clock: Clock, limit_bytes: int = LIMIT_BYTES) -> Payload:
    """One file that a person named, as if it had been dropped; it stays where it lies.

    Raises UsageError when nothing is there.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise UsageError(str(path), expected="a readable file", found=error.strerror or "nothing") from error
    with _opened(path.resolve().parent) as place:
        drop = _Drop(os.fsencode(path.resolve().name), found)
        payload = _payload(place, drop, wire, clock, limit_bytes) if place is not None else None
    if payload is None:
        raise UsageError(str(path), expected="a file at rest", found="one that changed while it was read")
    return payload


def taken(folder: Path, payload: Payload) -> bool:
    """Clears what a payload came from out of the inbox, after the payload is kept; whether it did.

    A file is removed only while it is the very file that was read: one that was written again since stays, and comes
    as a new payload. What was refused (links, pipes, folders, too large) is moved into `.refused/`. A file that could
    not be read stays.
    """
    name = _name(payload)
    with _opened(folder) as place:
        if place is None or name is None:
            return False
        try:
            found = os.stat(name, dir_fd=place, follow_symlinks=False)
        except FileNotFoundError:
            return False
        if str(found.st_mtime_ns) != payload.origin:
            return False
        if payload.fault is None:
            if not stat.S_ISREG(found.st_mode) or found.st_size != len(payload.body):
                return False
            with contextlib.suppress(PermissionError):
                os.unlink(name, dir_fd=place)
                return True
            return False  # it stays, and is known by its capture_id
        if payload.fault.code in ("inbox.not_regular", "inbox.too_large"):
            return _set_aside(place, name, payload.capture_id)
        return False


def _set_aside(place: int, name: bytes, capture_id: str) -> bool:
    with contextlib.suppress(FileExistsError):
        os.mkdir(REFUSED, mode=0o750, dir_fd=place)
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", name.decode("ascii", "replace"))[:60].strip("-.")
    try:
        aside = os.open(REFUSED, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=place)
    except OSError:
        return False
    try:
        os.rename(name, f"{capture_id}-{readable}", src_dir_fd=place, dst_dir_fd=aside)
    except OSError:  # somebody else's folder, or gone: it stays, and is known by its capture_id
        return False
    finally:
        os.close(aside)
    return True


def _name(payload: Payload) -> bytes | None:
    """The file name a payload's address holds; None unless it names something in the folder itself."""
    if not payload.url.startswith(_PREFIX):
        return None
    name = unquote_to_bytes(payload.url.removeprefix(_PREFIX))
    return None if name in (b"", b".", b"..") or b"/" in name or b"\0" in name or name.startswith(b".") else name


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int | None]:
    """The folder's descriptor, so that no name below it is looked up twice by path; None when there is no folder."""
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        yield None
        return
    try:
        yield place
    finally:
        os.close(place)


def _at_rest(place: int, clock: Clock, rest_seconds: float) -> Iterator[_Drop]:
    for name in sorted(os.fsencode(n) for n in os.listdir(place)):
        if name.startswith(b".") or name.lower().endswith(tuple(s.encode() for s in _UNFINISHED)):
            continue
        try:
            found = os.stat(name, dir_fd=place, follow_symlinks=False)
        except FileNotFoundError:
            continue
        drop = _Drop(name, found)
        if not drop.is_file or (_has_rested(found, clock(), rest_seconds) and not _is_being_written(place, name)):
            yield drop


def _has_rested(found: os.stat_result, now: datetime, rest_seconds: float) -> bool:
    age = now.timestamp() - found.st_mtime_ns / 1e9
    if age < 0:  # a sender's clock runs ahead, or invents: then the time it came to lie here tells
        age = now.timestamp() - found.st_ctime_ns / 1e9
    return age >= rest_seconds


def _is_being_written(place: int, name: bytes) -> bool:
    """Whether some process has the file open for writing, where the system can tell; False where it cannot.

    Linux grants a read lease only on a file that nobody has open for writing. The lease is given back at once; the
    signal that a writer's arrival would send us meanwhile is set to one that is ignored by default.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=place)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, getattr(fcntl, "F_SETSIG", 10), signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False


def _payload(place: int, drop: _Drop, wire: str, clock: Clock, limit_bytes: int) -> Payload | None:
    """The payload of a drop; None when it changed while it was read, or is gone."""
    body, fault, origin = b"", None, drop.found.st_mtime_ns
    if not drop.is_file:
        fault = Fault("inbox.not_regular", _kind(drop.found.st_mode))
    else:
        try:
            read = _read(place, drop, limit_bytes)
            if read is None:
                return None
            body = read
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.EFBIG:
                fault = Fault("inbox.too_large", f"more than {limit_bytes} bytes")
            elif error.errno in _LOCKED:
                fault = Fault("inbox.permission", "no read permission")
            elif error.errno in _LINK:
                fault = Fault("inbox.not_regular", "replaced while it was looked at")
            else:
                raise
    return Payload(
        wire=wire,
        url=_PREFIX + quote_from_bytes(drop.name, safe=""),
        received_at=clock(),
        body=body,
        name=drop.name.decode("utf-8", "replace"),
        origin=str(origin),
        fault=fault,
    )


def _read(place: int, drop: _Drop, limit_bytes: int) -> bytes | None:
    """The file's bytes; None when it is no longer what was looked at. Raises OSError, EFBIG for a file too large."""
    handle = os.open(drop.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=place)
    with os.fdopen(handle, "rb") as stream:
        opened = os.fstat(handle)
        if not stat.S_ISREG(opened.st_mode) or _mark(opened) != _mark(drop.found):
            return None
        if opened.st_size > limit_bytes:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        body = stream.read(limit_bytes + 1)
        after = os.fstat(handle)
        return body if _mark(after) == _mark(opened) and len(body) == after.st_size else None


def _mark(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _kind(mode: int) -> str:
    kinds = {stat.S_ISLNK: "a link", stat.S_ISDIR: "a folder", stat.S_ISFIFO: "a pipe", stat.S_ISSOCK: "a socket"}
    return next((word for test, word in kinds.items() if test(mode)), "a device")
