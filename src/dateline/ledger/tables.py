"""The ledger's tables. Times are whole microseconds since 1970 UTC: SQLite keeps no zones."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 1

metadata = MetaData()

versions = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

batches = Table(
    "batches",
    metadata,
    Column("batch_id", String(40), primary_key=True),
    Column("wire", String(200), nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("received_on", String(10), nullable=False),
    Column("kept_at", BigInteger, nullable=False),
    Column("payload_count", Integer, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    Column("capture_id", String(40), primary_key=True),
    Column("wire", String(200), nullable=False),
    Column("url", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("batch_id", String(40), nullable=False),
    Column("raw_offset", BigInteger, nullable=False),
)
Index("receipts_of_batch", receipts.c.batch_id)

seen = Table(
    "seen",
    metadata,
    Column("wire", String(200), primary_key=True),
    Column("url_sha256", String(64), primary_key=True),
    Column("entry_digest", String(64), primary_key=True),
)

pulls = Table(
    "pulls",
    metadata,
    Column("wire", String(200), primary_key=True),
    Column("state", Text, nullable=False),  # JSON: validators, next_due_at, failures …; fetch knows its words
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(300), primary_key=True),
    Column("owner", String(300), nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

switches = Table(
    "switches",
    metadata,
    Column("wire", String(200), primary_key=True),
    Column("is_on", Boolean, nullable=False),
)

replays = Table(
    "replays",
    metadata,
    Column("rejected_id", String(40), primary_key=True),
    Column("replayed_at", BigInteger, primary_key=True),
    Column("outcome", String(20), nullable=False),
    Column("row", Text, nullable=False),
)

check_results = Table(
    "check_results",
    metadata,
    Column("run_id", String(40), primary_key=True),
    Column("check_id", String(300), primary_key=True),
    Column("run_at", BigInteger, nullable=False),
    Column("row", Text, nullable=False),
)

loads = Table(
    "loads",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("published_at", BigInteger, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("counts", Text, nullable=False),
)
