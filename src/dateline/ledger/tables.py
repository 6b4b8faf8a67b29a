"""The ledger's tables. Times are whole microseconds since 1970 in UTC: SQLite would drop their zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

VERSION = 1
"""Of these tables. A ledger of another version is refused, never migrated: all it holds can be made again from raw/."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

metadata = sa.MetaData()


class Instant(sa.types.TypeDecorator[datetime]):
    """A UTC time; one without a zone is refused, for it could be anybody's."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else _EPOCH + int(value) * _MICROSECOND


class Day(sa.types.TypeDecorator[date]):
    """A date as ISO text, so that both databases give the same."""

    impl = sa.String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, metadata, *columns)


def _must(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _may(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _key(name: str, kind: Any = sa.Text) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, nullable=False)


schema_version = _table("schema_version", _key("version", sa.Integer))

batches = _table(
    "batches",
    _key("batch_id"),
    _must("wire", sa.Text),
    _must("raw_file", sa.Text),
    _must("sha256", sa.Text),
    _must("received_on", Day),
    _must("kept_at", Instant),
    _must("payload_count", sa.Integer),
)

receipts = _table(
    "receipts",
    _key("capture_id"),
    _must("wire", sa.Text),
    _must("url", sa.Text),
    _must("sha256", sa.Text),
    _must("received_at", Instant),
    sa.Column("batch_id", sa.Text, sa.ForeignKey("batches.batch_id"), nullable=False, index=True),
    _must("raw_file", sa.Text),
    _must("raw_offset", sa.BigInteger),
)

seen = _table("seen", _key("wire"), _key("url"), _key("entry_digest"), _must("capture_id", sa.Text))

pulls = _table(
    "pulls",
    _key("wire"),
    _may("url", sa.Text),
    _may("etag", sa.Text),
    _may("last_modified", sa.Text),
    _may("body_sha256", sa.Text),
    _may("last_full_at", Instant),
    _may("next_due_at", Instant),
    _must("failure_count", sa.Integer),
    _may("last_ok_at", Instant),
    _may("last_error_code", sa.Text),
    _may("last_received_at", Instant),
)

leases = _table(
    "leases", _key("name"), _may("owner", sa.Text), _must("token", sa.BigInteger), _must("expires_at", Instant)
)

switches = _table("switches", _key("wire"), _must("is_on", sa.Boolean))

replays = _table(
    "replays", _key("rejected_id"), _key("replayed_at", Instant), _must("outcome", sa.Text), _must("row", sa.JSON)
)

check_runs = _table(
    "check_runs",
    _key("run_id"),
    _key("check_id"),
    _must("table_name", sa.Text),
    _must("claim", sa.Text),
    _must("severity", sa.Text),
    _must("engine", sa.Text),
    _must("is_passed", sa.Boolean),
    _must("breach_count", sa.BigInteger),
    _may("sample_keys", sa.JSON),
    _must("warehouse_version", sa.Text),
    _must("run_at", Instant),
)

loads = _table(
    "loads",
    _key("version"),
    _must("published_at", Instant),
    _must("file", sa.Text),
    _must("sha256", sa.Text),
    _must("row_counts", sa.JSON),
)
