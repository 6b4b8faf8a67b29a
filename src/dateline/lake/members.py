"""Gzip members of a WARC file, each one record, read so that one that is damaged does not take its neighbours with it.

warcio writes our files; reading them is done here, because warcio and fastwarc stop at the first damaged byte or skip
it silently, and what the lake owes is to say exactly what is lost and where.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from dateline.payload import Fault

LIMIT_BYTES = 512 * 1024 * 1024
"""Largest record once decompressed; far above the largest payload that fetch or inbox take."""
_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class BrokenRecord(Fault):
    """A stretch of a WARC file that is not a sound record; `offset` counts bytes from the file's start."""

    offset: int = 0


@dataclass(frozen=True)
class Member:
    """A sound record: its headers by lower-case name, its block, where it begins, and where the next one does."""

    offset: int
    end: int
    headers: dict[str, str]
    block: bytes


def members(stream: BinaryIO) -> Iterator[Member | BrokenRecord]:
    """Every record of the file in order, with a BrokenRecord for each stretch that is not one."""
    offset = 0
    while True:
        found = _member(stream, offset)
        if found is None:
            return
        if isinstance(found, Member):
            yield found
            offset = found.end
            continue
        following = _next_record(stream, offset + 1)
        if (
            following is not None and found.code == "warc.truncated"
        ):  # no end of the file: its own end could not be seen
            found = replace(found, code="warc.corrupt", detail=f"offset {offset}: the record does not end")
        yield found
        if following is None:
            return
        offset = following


def _member(stream: BinaryIO, offset: int) -> Member | BrokenRecord | None:
    """The record at `offset`; None at the end of the file."""
    stream.seek(offset)
    inflate = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    size = read = 0
    while not inflate.eof:
        chunk = inflate.unconsumed_tail or stream.read(_CHUNK)
        if not chunk:
            if not read:
                return None
            return BrokenRecord("warc.truncated", f"offset {offset}: the file ends inside the record", offset=offset)
        read += 0 if inflate.unconsumed_tail else len(chunk)
        try:
            parts.append(inflate.decompress(chunk, _CHUNK * 16))
        except zlib.error as error:
            return BrokenRecord("warc.corrupt", f"offset {offset}: {error}", offset=offset)
        size += len(parts[-1])
        if size > LIMIT_BYTES:
            return BrokenRecord("warc.corrupt", f"offset {offset}: larger than {LIMIT_BYTES} bytes", offset=offset)
    end = offset + read - len(inflate.unused_data)
    return _record(b"".join(parts), offset, end)


def _record(data: bytes, offset: int, end: int) -> Member | BrokenRecord:
    def broken(why: str) -> BrokenRecord:
        return BrokenRecord("warc.corrupt", f"offset {offset}: {why}", offset=offset)

    head, gap, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("utf-8", "replace").split("\r\n")
    if not first.startswith("WARC/1.") or not gap:
        return broken("not a WARC record")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    declared = headers.get("content-length", "")
    if not declared.isascii() or not declared.isdigit() or len(rest) != int(declared) + 4 or rest[-4:] != b"\r\n\r\n":
        return broken(f"Content-Length says {declared[:20] or 'nothing'}, the block has {len(rest) - 4} bytes")
    block = rest[:-4]
    kind, _, digest = headers.get("warc-block-digest", "").partition(":")
    if kind == "sha256" and hashlib.sha256(block).hexdigest() != digest:
        return broken("the block does not match its digest")
    return Member(offset, end, headers, block)


def _next_record(stream: BinaryIO, offset: int) -> int | None:
    """Where the next gzip member that holds a WARC record begins, at or after `offset`; None when there is none."""
    tail = b""
    stream.seek(offset)
    while chunk := stream.read(_CHUNK):
        window, start = tail + chunk, offset - len(tail)
        at = window.find(_MAGIC)
        while at >= 0:
            if _begins_record(stream, start + at):
                return start + at
            at = window.find(_MAGIC, at + 1)
        offset += len(chunk)
        tail = window[-(len(_MAGIC) - 1) :]
        stream.seek(offset)
    return None


def _begins_record(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    try:
        return zlib.decompressobj(wbits=31).decompress(stream.read(4096), 8).startswith(b"WARC/1.")
    except zlib.error:
        return False
