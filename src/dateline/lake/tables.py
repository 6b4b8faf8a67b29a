"""The lake's tables: one Parquet file per table and batch, lake/<table>/<wire>/<batch_id>.parquet.

Each file carries what it was made from and a digest over that and its rows, so that a stale file is found by looking
at its footer, and a damaged one by reading it, without a record beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import Permanent
from dateline.home import Home
from dateline.lake import line_files
from dateline.lake.raw import SUFFIX as WARC_SUFFIX
from dateline.lake.raw import is_warc_name, records
from dateline.lake.store import (
    batch_name,
    file_sha256,
    is_batch_name,
    put_in_place,
    relative,
    unfinished,
    wire_name,
)
from dateline.payload import Fault

LAKE_TABLES = ("captures", "article_versions", "mentions", "quotes", "article_topics", "rejected")
SUFFIX = ".parquet"
_INPUTS, _DIGEST = b"dateline.inputs", b"dateline.rows_sha256"
_AT_ONCE = 500


@dataclass(frozen=True)
class LakeFile:
    """A published file; `file` is relative to the data home, `sha256` is of its bytes."""

    table: str
    wire: str
    batch_id: str
    path: Path
    file: str
    sha256: str
    row_count: int


@dataclass(frozen=True)
class Stamp:
    """What a file says of itself. `rows_sha256` covers inputs, columns and rows."""

    inputs: dict[str, str]
    rows_sha256: str
    row_count: int


def path(home: Home, table: str, wire: str, batch_id: str) -> Path:
    """Where the batch's file of that table lies, or would lie."""
    if table not in LAKE_TABLES:
        raise Permanent(f"the lake has no table {table!r}", expected=", ".join(LAKE_TABLES))
    return home.lake / table / wire_name(wire) / f"{batch_name(batch_id)}{SUFFIX}"


def publish(home: Home, table: str, wire: str, batch_id: str, rows: pa.Table, inputs: Mapping[str, str]) -> LakeFile:
    """The batch's file of that table, now in the lake whole, instead of any older one."""
    target = path(home, table, wire, batch_id)
    told = _json(inputs)
    metadata = {_INPUTS: told.encode(), _DIGEST: _digest(rows, told).encode()}
    with unfinished(home.lake, SUFFIX) as tmp:
        pq.write_table(
            rows.replace_schema_metadata(metadata),
            tmp,
            compression="zstd",
            write_page_checksum=True,
            store_schema=True,
        )
        sha256 = file_sha256(tmp)
        put_in_place(tmp, target)
    return LakeFile(table, wire, batch_id, target, relative(home, target), sha256, rows.num_rows)


def _json(inputs: Mapping[str, str]) -> str:
    return json.dumps(dict(inputs), sort_keys=True, ensure_ascii=True)


def _digest(rows: pa.Table, inputs: str) -> str:
    """sha256 over inputs, columns and every value; the same whatever the chunks and null bitmaps are."""
    digest = hashlib.sha256(inputs.encode())
    digest.update(json.dumps([[f.name, _type_name(f.type)] for f in rows.schema]).encode())
    for start in range(0, rows.num_rows, _AT_ONCE):
        for row in rows.slice(start, _AT_ONCE).to_pylist():
            digest.update(json.dumps(list(row.values()), default=str).encode() + b"\n")
    return digest.hexdigest()


def _type_name(kind: pa.DataType) -> str:
    """A type's name without that of a list's items, which Parquet does not keep."""
    if pa.types.is_list(kind):
        return f"[{_type_name(kind.value_type)}]"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{field.name}: {_type_name(field.type)}' for field in kind)}>"
    return str(kind)


def stamp(path: Path) -> Stamp | None:
    """What a Parquet file's footer says of it; None for one that is missing, torn, empty or not of ours."""
    try:
        footer = pq.read_metadata(path)
        metadata = footer.metadata or {}
        return Stamp(json.loads(metadata[_INPUTS]), metadata[_DIGEST].decode(), footer.num_rows)
    except (OSError, pa.ArrowException, KeyError, ValueError):
        return None


def is_fresh(home: Home, tables: Iterable[str], wire: str, batch_id: str, inputs: Mapping[str, str]) -> bool:
    """Whether the batch's file of every table is there and was made from exactly these inputs."""
    found = (stamp(path(home, table, wire, batch_id)) for table in tables)
    return all(s is not None and s.inputs == dict(inputs) for s in found)


def files(home: Home, table: str) -> list[Path]:
    """Every file of a table that has a batch's name, in order of wire and batch."""
    return [p for p in sorted((home.lake / table).glob(f"*/*{SUFFIX}")) if _is_table_name(home, p)]


def _is_table_name(home: Home, path: Path) -> bool:
    parts = path.relative_to(home.lake).parts
    return (
        len(parts) == 3
        and parts[0] in LAKE_TABLES
        and path.suffix == SUFFIX
        and is_batch_name(path.stem)
        and path.is_file()
        and not path.is_symlink()
    )


def read(home: Home, table: str, wire: str, batch_id: str) -> pa.Table:
    """The rows of the batch's file. Raises Permanent (`store.missing`, `store.corrupt`) when they are not sound."""
    found = _sound(path(home, table, wire, batch_id))
    if isinstance(found, Fault):
        raise Permanent(found.code, found=found.detail, todo="Run `dateline rebuild`.")
    return found


def _sound(path: Path) -> pa.Table | Fault:
    if not path.is_file():
        return Fault("store.missing", f"no file {path}")
    told = stamp(path)
    if told is None:
        return Fault("store.corrupt", f"{path} is torn or not of Dateline's")
    try:
        rows = pq.read_table(path, page_checksum_verification=True, partitioning=None)
        rows = rows.replace_schema_metadata(None)
        is_same = _digest(rows, _json(told.inputs)) == told.rows_sha256
    except (OSError, pa.ArrowException, ValueError, UnicodeDecodeError, MemoryError, OverflowError) as error:
        return Fault("store.corrupt", f"{path}: {error}"[:300])
    return rows if is_same else Fault("store.corrupt", f"{path}: the rows do not match their digest")


def verify(home: Home, file: str | Path, sha256: str | None = None) -> Fault | None:
    """What is wrong with a stored file: `store.missing`, `store.corrupt`, or None.

    With the digest that was noted when it was stored, its bytes are compared. Without, a Parquet file is compared with
    the digest of its rows and a WARC file record by record.
    """
    name = relative(home, file)
    path = home.root / name
    if not path.is_file():
        return Fault("store.missing", f"no file {name}")
    if sha256 is not None:
        found = file_sha256(path)
        return None if found == sha256 else Fault("store.corrupt", f"{name}: expected {sha256}, found {found}")
    if name.endswith(WARC_SUFFIX):
        broken = next((r for r in records(home, name) if isinstance(r, Fault)), None)
        return Fault("store.corrupt", f"{name}: {broken.code}, {broken.detail}") if broken else None
    sound = _sound(path)
    return sound if isinstance(sound, Fault) else None


def foreign(home: Home) -> list[Path]:
    """Files in raw/ and lake/ that are none of ours: empty, torn, misnamed, links. Nobody reads them."""
    found = []
    for path in sorted(home.lake.rglob("*")):
        is_lines = (
            path.parent.parent == home.lake / line_files.FOLDER and line_files.counted(path) and not path.is_symlink()
        )
        if _is_candidate(home.lake, path) and not (is_lines or (_is_table_name(home, path) and stamp(path))):
            found.append(path)
    for path in sorted(home.raw.rglob("*")):
        if _is_candidate(home.raw, path) and (
            path.is_symlink() or not is_warc_name(home, path) or not path.stat().st_size
        ):
            found.append(path)
    return found


def _is_candidate(folder: Path, path: Path) -> bool:
    return path.relative_to(folder).parts[0] != ".tmp" and (path.is_symlink() or not path.is_dir())
