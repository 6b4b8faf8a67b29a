"""Files that are there whole or not at all: written under another name, forced to disk, then renamed."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from dateline.errors import Permanent
from dateline.home import Home

ORPHAN_AFTER = timedelta(hours=1)
_TMP = ".tmp"
_WIRE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_BATCH = re.compile(r"[0-9a-f]{20}")


def wire_name(wire: str) -> str:
    """The wire's id, which is going to be a folder's name. Raises Permanent when it could lead elsewhere."""
    if not _WIRE.fullmatch(wire):
        raise Permanent("a wire's id", expected="letters, digits, - and _", found=repr(wire[:60]))
    return wire


def batch_name(batch_id: str) -> str:
    """The batch's id, which is going to be a file's name. Raises Permanent when it could lead elsewhere."""
    if not _BATCH.fullmatch(batch_id):
        raise Permanent("a batch's id", expected="20 hex digits", found=repr(batch_id[:60]))
    return batch_id


def is_batch_name(text: str) -> bool:
    """Whether a file of that stem can be a batch's."""
    return bool(_BATCH.fullmatch(text))


@contextmanager
def unfinished(folder: Path, suffix: str) -> Iterator[Path]:
    """A fresh name in `folder`/.tmp; whatever lies there under it at the end is removed."""
    waiting = folder / _TMP
    waiting.mkdir(parents=True, exist_ok=True)
    tmp = waiting / (secrets.token_hex(8) + suffix)
    try:
        yield tmp
    finally:
        tmp.unlink(missing_ok=True)


def put_in_place(tmp: Path, target: Path) -> None:
    """Makes `tmp` be `target`: bytes on disk first, then the name, then the folder that holds the name."""
    with tmp.open("rb") as stream:
        os.fsync(stream.fileno())
    new = [p for p in (target.parent, *target.parent.parents) if not p.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    tmp.replace(target)
    for folder in dict.fromkeys([target.parent, *(p.parent for p in new)]):
        _fsync_folder(folder)


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def file_sha256(path: Path) -> str:
    """sha256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def relative(home: Home, file: str | Path) -> str:
    """The file's name relative to the data home, with forward slashes. Raises Permanent for one that lies elsewhere."""
    path = Path(file)
    if ".." in path.parts:
        raise Permanent(str(path), expected="a file of the data home")
    try:
        return (path.relative_to(home.root) if path.is_absolute() else path).as_posix()
    except ValueError as error:
        raise Permanent(str(path), expected=f"a file in {home.root}") from error


def sweep_orphans(home: Home, now: datetime) -> list[Path]:
    """The unfinished files older than an hour, now removed: what killed processes left (it was never visible)."""
    removed = []
    for folder in (home.raw, home.lake, home.warehouse):
        for path in sorted((folder / _TMP).glob("*")):
            try:
                is_old = path.lstat().st_mtime < (now - ORPHAN_AFTER).timestamp()
                if is_old and not path.is_dir():
                    path.unlink()
                    removed.append(path)
            except FileNotFoundError:  # its writer has just finished
                continue
    return removed
