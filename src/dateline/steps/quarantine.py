"""The rejected rows of the published warehouse, and the payloads behind them."""

from __future__ import annotations

from typing import Any

from dateline import lake
from dateline.errors import UsageError
from dateline.payload import Fault, Record
from dateline.steps.desk import Desk
from dateline.warehouse import open_published, query

_ALL = """
SELECT
    rejected_id,
    wire,
    batch_id,
    table_name,
    reason_code,
    state,
    detail,
    capture_id,
    item_position,
    url,
    raw_file,
    raw_offset,
    raw_sha256,
    rejected_at,
    replayed_at
FROM rejected
"""


def rejected(
    desk: Desk, wire: str | None = None, code: str | None = None, batch_id: str | None = None, limit: int = 100
) -> list[dict[str, Any]]:
    """The rejected rows, newest first; of one wire, reason or batch where given."""
    chosen = {"wire": wire, "reason_code": code, "batch_id": batch_id}
    asked = {name: value for name, value in chosen.items() if value is not None}
    where = " AND ".join(["true", *(f"{name} = ?" for name in asked)])
    sql = f"{_ALL} WHERE {where} ORDER BY rejected_at DESC, rejected_id LIMIT ?"
    with open_published(desk.home.warehouse) as con:
        return list(query(con, sql, [*asked.values(), limit]).to_pylist())


def find_rejected(desk: Desk, rejected_id: str, *, missing_ok: bool = False) -> dict[str, Any]:
    """The one rejected row whose id begins so; {} when there is none and `missing_ok`. Raises UsageError otherwise."""
    with open_published(desk.home.warehouse) as con:
        rows = query(con, f"{_ALL} WHERE starts_with(rejected_id, ?)", [rejected_id]).to_pylist()
    if len(rows) == 1:
        return dict(rows[0])
    if not rows and missing_ok:
        return {}
    raise UsageError(
        f"rejected row {rejected_id!r}",
        expected="an id, or its unique beginning",
        found=f"{len(rows)} rows",
        todo="See `dateline quarantine list`.",
    )


def rejected_payload(desk: Desk, row: dict[str, Any]) -> Record | None:
    """The payload behind a rejected row, as it was received; None when it cannot be read any more."""
    for result in lake.records(desk.home, row["raw_file"]):
        if not isinstance(result, Fault) and result.payload.capture_id == row["capture_id"]:
            return result
    return None
