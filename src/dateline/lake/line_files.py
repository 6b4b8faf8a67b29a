"""The lines that a wire's batches say could be the outlet's own: lake/lines/<wire>/<month>.arrows.

A file holds the lines of the batches received in one month, and what each of them was made from; so what a wire repeats
is told without opening its batches, and a new batch rewrites one file. It is an Arrow stream with its SHA-256 at the
end: one that is torn or damaged counts as absent, and like all of the lake it can be made again from raw/.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dateline.home import Home
from dateline.lake.store import put_in_place, unfinished, wire_name

FOLDER = "lines"
_BATCHES = b"dateline.batches"
_DIGEST_BYTES = 32


def lines_path(home: Home, wire: str, received_on: date) -> Path:
    """Where the lines of the batches that a wire brought in that day's month lie, or would lie."""
    return home.lake / FOLDER / wire_name(wire) / f"{received_on:%Y-%m}.arrows"


def lines(path: Path) -> tuple[pa.Table | None, dict[str, str]]:
    """The file's rows, the column batch_id before the others, and its batches, each with the digest of what it was made
    from; (None, {}) for a file that is missing or not sound."""
    try:
        stored = path.read_bytes()
        body = pa.py_buffer(stored).slice(0, max(0, len(stored) - _DIGEST_BYTES))
        if hashlib.sha256(body).digest() != stored[-_DIGEST_BYTES:]:
            return None, {}
        rows = pa.ipc.open_stream(body).read_all()
        told = json.loads(rows.schema.metadata[_BATCHES])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None, {}
    return rows.replace_schema_metadata(None), told


def publish_lines(path: Path, home: Home, new: Mapping[str, tuple[pa.Table, str]], alive: set[str]) -> None:
    """Puts batches' lines (batch id → rows, digest of what they were made from) into the file, whole or not at all.

    They take the place of what those batches said before; batches that are not `alive` any more are left out.
    """
    old, before = lines(path)
    parts, batches = [], {}
    if old is not None:
        stays = [batch for batch in before if batch in alive and batch not in new]
        parts.append(old.filter(pc.is_in(old["batch_id"], pa.array(stays, pa.string()))))
        batches = {batch: before[batch] for batch in stays}
    for batch, (rows, digest) in new.items():
        parts.append(rows.add_column(0, "batch_id", pa.array([batch] * rows.num_rows, pa.string())))
        batches[batch] = digest
    whole = pa.concat_tables(part.cast(parts[0].schema) for part in parts)
    whole = whole.take(pc.sort_indices(whole, [("batch_id", "ascending")]))  # a stable sort: each batch has an order
    told = {_BATCHES: json.dumps(batches, sort_keys=True).encode()}
    whole = whole.combine_chunks().replace_schema_metadata(told)
    with unfinished(home.lake, ".arrows") as tmp:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, whole.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
            writer.write_table(whole)
        body = sink.getvalue()
        with tmp.open("wb") as stream:
            stream.write(body)
            stream.write(hashlib.sha256(body).digest())
        put_in_place(tmp, path)
