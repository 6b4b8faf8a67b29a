"""The lines that a wire's batches say could be the outlet's own: lake/lines/<wire>/<month>.parquet.

A file holds the lines of the batches received in one month, and in its footer what each of them was made from; so what
a wire repeats is told without opening its batches, and a new batch rewrites one file. Like all of the lake it can be
made again from raw/: a file that is torn or damaged counts as absent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.home import Home
from dateline.lake.store import put_in_place, unfinished, wire_name

FOLDER = "lines"
_BATCHES = b"dateline.batches"
_ROWS = b"dateline.rows"


def lines_path(home: Home, wire: str, received_on: date) -> Path:
    """Where the lines of the batches that a wire brought in that day's month lie, or would lie."""
    return home.lake / FOLDER / wire_name(wire) / f"{received_on:%Y-%m}.parquet"


def counted(path: Path) -> dict[str, str]:
    """The batches whose lines are in the file, each with the digest of what they were made from; {} for none."""
    try:
        footer = pq.read_metadata(path)
        told = json.loads((footer.metadata or {})[_BATCHES])
        return dict(told) if footer.metadata[_ROWS] == str(footer.num_rows).encode() else {}
    except (OSError, pa.ArrowException, KeyError, ValueError):
        return {}


def lines(path: Path) -> tuple[pa.Table | None, dict[str, str]]:
    """The file's rows, with the column batch_id before the others, and `counted`; (None, {}) when it is not sound."""
    told = counted(path)
    if not told:
        return None, {}
    try:
        rows = pq.read_table(path, page_checksum_verification=True, partitioning=None)
        rows.validate(full=True)
    except (OSError, pa.ArrowException, ValueError):
        return None, {}
    return rows.replace_schema_metadata(None), told


def publish_lines(path: Path, home: Home, new: Mapping[str, tuple[pa.Table, str]], alive: set[str]) -> None:
    """Puts batches' lines (batch id → rows, digest of what they were made from) into the file, whole or not at all.

    They take the place of what those batches said before; batches that are not `alive` any more are left out.
    """
    old, told = lines(path)
    parts, batches = [], {}
    if old is not None:
        stays = [batch for batch in told if batch in alive and batch not in new]
        parts.append(old.filter(pc.is_in(old["batch_id"], pa.array(stays, pa.string()))))
        batches = {batch: told[batch] for batch in stays}
    for batch, (rows, digest) in new.items():
        parts.append(rows.add_column(0, "batch_id", pa.array([batch] * rows.num_rows, pa.string())))
        batches[batch] = digest
    whole = pa.concat_tables(part.cast(parts[0].schema) for part in parts)
    whole = whole.take(pc.sort_indices(whole, [("batch_id", "ascending")]))  # a stable sort: each batch has an order
    metadata = {_BATCHES: json.dumps(batches, sort_keys=True).encode(), _ROWS: str(whole.num_rows).encode()}
    with unfinished(home.lake, ".parquet") as tmp:
        pq.write_table(whole.replace_schema_metadata(metadata), tmp, compression="zstd", write_page_checksum=True)
        put_in_place(tmp, path)
