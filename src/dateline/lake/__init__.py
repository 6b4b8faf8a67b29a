"""The lake: payloads as they came (raw/, WARC) and the tables read from them (lake/, Parquet), a file per batch."""

from dateline.lake.authority import keep_import, keep_merges, merges
from dateline.lake.line_files import counted as counted_lines
from dateline.lake.line_files import lines, lines_path, publish_lines
from dateline.lake.members import BrokenRecord
from dateline.lake.raw import Batch, Kept, batch, batches, keep, records
from dateline.lake.store import sweep_orphans
from dateline.lake.tables import (
    LAKE_TABLES,
    LakeFile,
    Stamp,
    files,
    foreign,
    is_fresh,
    path,
    publish,
    read,
    stamp,
    verify,
)

__all__ = [
    "LAKE_TABLES",
    "Batch",
    "BrokenRecord",
    "Kept",
    "LakeFile",
    "Stamp",
    "batch",
    "batches",
    "counted_lines",
    "files",
    "foreign",
    "is_fresh",
    "keep",
    "keep_import",
    "keep_merges",
    "lines",
    "lines_path",
    "merges",
    "path",
    "publish",
    "publish_lines",
    "read",
    "records",
    "stamp",
    "sweep_orphans",
    "verify",
]
