"""The warehouse: the lake's batches loaded into one live DuckDB file, the public tables derived from them by SQL, and
read-only versions published for everybody else."""

from dateline.warehouse.live import Warehouse
from dateline.warehouse.published import (
    Published,
    next_release,
    open_published,
    published,
    query,
    row_hashes,
    verify_published,
)

__all__ = [
    "Published",
    "Warehouse",
    "next_release",
    "open_published",
    "published",
    "query",
    "row_hashes",
    "verify_published",
]
