"""Payloads as they came: one WARC file per batch (ISO 28500:2017), a gzip member per record, never altered.

Bodies are `resource` records: what is kept is the decoded body, without the header lines of the exchange, and a
`response` record would claim to hold these. A payload that is only a fault is a `metadata` record with a JSON body.
The same payloads give the same bytes: ids and dates are taken from the payloads, never from a clock or a counter.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, unquote

from warcio.warcwriter import WARCWriter

from dateline.errors import Permanent
from dateline.home import Home
from dateline.lake import members
from dateline.lake.members import BrokenRecord
from dateline.lake.store import (
    batch_name,
    file_sha256,
    is_batch_name,
    put_in_place,
    relative,
    unfinished,
    wire_name,
)
from dateline.payload import Fault, Payload, Record, natural_id

SUFFIX = ".warc.gz"
_NAMESPACE = uuid.UUID("6f1d2c1e-8a43-5b1c-9c55-0b7c3a2f9e10")
_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True)
class Kept:
    """One payload of a batch, without its bytes."""

    capture_id: str
    url: str
    sha256: str
    received_at: datetime
    offset: int
    byte_count: int
    fault_code: str | None


@dataclass(frozen=True)
class Batch:
    """The unit of work: one WARC file of one wire's payloads. `file` is relative to the data home."""

    wire: str
    batch_id: str
    file: str
    sha256: str
    received_on: date
    records: tuple[Kept, ...]
    faults: tuple[BrokenRecord, ...] = ()
    """What could not be read back; empty for a batch that has just been kept."""


def keep(home: Home, payloads: Iterable[Payload], day: date) -> Batch | None:
    """The batch of these payloads of one wire, now in raw/ whole; None when there are none.

    A batch that was kept before, on whatever day, is returned as it stands: so a step that died after keeping can be
    run again. A capture that comes twice is kept once. Raises Permanent for payloads of several wires.
    """
    with unfinished(home.raw, SUFFIX) as tmp:
        with tmp.open("wb") as stream:
            kept, wire = _write(stream, payloads)
        if not kept:
            return None
        batch_id = _batch_id(wire, [k.capture_id for k in kept])
        for known in sorted((home.raw / wire).glob(f"*/{batch_id}{SUFFIX}")):
            found = batch(home, known)
            if not found.faults:
                return found
            day = found.received_on  # it is damaged, and here are its payloads again
        target = home.raw / wire / day.isoformat() / f"{batch_id}{SUFFIX}"
        sha256 = file_sha256(tmp)
        put_in_place(tmp, target)
    return Batch(wire, batch_id, relative(home, target), sha256, day, tuple(kept))


def _write(stream: BinaryIO, payloads: Iterable[Payload]) -> tuple[list[Kept], str]:
    writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
    kept: dict[str, Kept] = {}
    wire = ""
    for payload in payloads:
        wire = wire or wire_name(payload.wire)
        if payload.wire != wire:
            raise Permanent("a batch", expected=f"payloads of {wire} only", found=f"one of {payload.wire}")
        if payload.capture_id in kept:
            continue
        offset = stream.tell()
        writer.write_record(_record(writer, payload))
        kept[payload.capture_id] = _kept(payload, offset)
    return list(kept.values()), wire


def _kept(payload: Payload, offset: int) -> Kept:
    code = payload.fault.code if payload.fault else None
    return Kept(payload.capture_id, payload.url, payload.sha256, payload.received_at, offset, len(payload.body), code)


def _batch_id(wire: str, capture_ids: Iterable[str]) -> str:
    return natural_id("batch", wire, *capture_ids)


def _record(writer: WARCWriter, payload: Payload) -> Any:
    block, kind, media_type = payload.body, "resource", "application/octet-stream"
    if payload.fault:
        block, kind, media_type = _fault_block(payload), "metadata", "application/json"
    digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
    headers = {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_NAMESPACE, payload.capture_id)}>",
        "WARC-Date": payload.received_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "WARC-Block-Digest": digest,
        "WARC-Payload-Digest": digest,
    }
    # Percent-encoded whole, so that nothing a sender writes can end a header line; an absent value has no header.
    own = {
        "Dateline-Wire": payload.wire,
        "Dateline-Url": payload.url,
        "Dateline-Origin": payload.origin,
        "Dateline-Name": payload.name,
        "Dateline-Media-Type": payload.media_type,
        "Dateline-Status-Code": None if payload.status_code is None else str(payload.status_code),
    }
    headers |= {name: "=" + _encoded(value) for name, value in own.items() if value is not None}
    uri = quote(payload.url, safe=_URI_SAFE, errors="surrogatepass")
    return writer.create_warc_record(
        uri, kind, payload=BytesIO(block), length=len(block), warc_content_type=media_type, warc_headers_dict=headers
    )


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _fault_block(payload: Payload) -> bytes:
    """The fault as JSON; bytes that came with it all the same are kept as text that maps to bytes one to one."""
    assert payload.fault is not None
    data = {
        "code": payload.fault.code,
        "detail": payload.fault.detail,
        "position": payload.fault.position,
        "body": payload.body.decode("latin-1"),
    }
    return json.dumps(data, sort_keys=True).encode("ascii")


def batches(home: Home, wire: str | None = None) -> Iterator[Path]:
    """Every WARC file of raw/ (of one wire), in order of wire, day and batch."""
    for path in sorted(home.raw.glob(f"{wire or '*'}/*/*{SUFFIX}")):
        if is_warc_name(home, path):
            yield path


def is_warc_name(home: Home, path: Path) -> bool:
    """Whether a file of raw/ has a batch's name: <wire>/<day>/<batch_id>.warc.gz."""
    parts = path.relative_to(home.raw).parts
    if len(parts) != 3 or not path.name.endswith(SUFFIX) or parts[0].startswith("."):
        return False
    try:
        date.fromisoformat(parts[1])
    except ValueError:
        return False
    return is_batch_name(path.name.removesuffix(SUFFIX))


def batch(home: Home, file: str | Path) -> Batch:
    """The batch that lies in a WARC file of raw/, with the faults of what cannot be read back.

    Raises Permanent when the file is not there or is not named as a batch.
    """
    name = relative(home, file)
    path = home.root / name
    if not path.is_file():
        raise Permanent("store.missing", found=f"no file {name}", todo="Run `dateline rebuild`.")
    if not is_warc_name(home, path):
        raise Permanent(name, expected="raw/<wire>/<day>/<batch_id>.warc.gz")
    kept, faults = [], []
    for found in records(home, name):
        if isinstance(found, Record):
            kept.append(_kept(found.payload, found.offset))
        else:
            faults.append(found)
    wire, day, stem = Path(name).parts[1:]
    batch_id = batch_name(stem.removesuffix(SUFFIX))
    return Batch(wire, batch_id, name, file_sha256(path), date.fromisoformat(day), tuple(kept), tuple(faults))


def records(home: Home, file: str | Path) -> Iterator[Record | BrokenRecord]:
    """The payloads of a WARC file in their order, and a BrokenRecord for each stretch of bytes that is not sound.

    A file that ends in the middle of a record, or lacks records its name speaks of, gives `warc.truncated`; anything
    else that is wrong gives `warc.corrupt`, and reading goes on at the next gzip member. Raises nothing for bad bytes.
    """
    name = relative(home, file)
    path = home.root / name
    if not path.is_file():
        yield BrokenRecord("store.missing", f"no file {name}")
        return
    capture_ids, is_sound, end = [], True, 0
    with path.open("rb") as stream:
        for found in members.members(stream):
            if isinstance(found, members.Member):
                end = found.end
                payload = _payload(found)
                if isinstance(payload, Payload):
                    capture_ids.append(payload.capture_id)
                    yield Record(payload, name, found.offset)
                    continue
                if payload is None:  # a record of somebody else's: nothing of ours to read
                    continue
                found = payload
            is_sound = False
            yield found
    if is_sound and is_warc_name(home, path):
        wire, stem = path.parts[-3], path.name.removesuffix(SUFFIX)
        if _batch_id(wire, capture_ids) != stem:
            yield BrokenRecord("warc.truncated", f"records are missing from offset {end} on", offset=end)


def _payload(member: members.Member) -> Payload | BrokenRecord | None:
    headers = member.headers
    if "dateline-wire" not in headers:
        return None
    try:
        own = {k: unquote(v[1:], errors="surrogatepass") for k, v in headers.items() if k.startswith("dateline-")}
        status_code = own.get("dateline-status-code")
        body, fault = member.block, None
        if headers["warc-type"] == "metadata":
            data = json.loads(body)
            body = data["body"].encode("latin-1")
            fault = Fault(data["code"], data["detail"], data["position"])
        return Payload(
            wire=own["dateline-wire"],
            url=own["dateline-url"],
            received_at=datetime.fromisoformat(headers["warc-date"]).astimezone(UTC),
            body=body,
            media_type=own.get("dateline-media-type"),
            status_code=None if status_code is None else int(status_code),
            name=own.get("dateline-name"),
            origin=own["dateline-origin"],
            fault=fault,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        return BrokenRecord("warc.corrupt", f"offset {member.offset}: {error!r}"[:300], offset=member.offset)
