"""A batch comes, comes again, or goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import md5
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dateline.warehouse.copies.judging import judged
from dateline.warehouse.copies.kept import Memory, forget, memory, run
from dateline.warehouse.copies.runs import LOW, Numbers, Places, ranges
from dateline.warehouse.copies.window import DAY, DAYS, FEW_KEYS, Window

MOST_KEYS = 32
KEY_BELOW = 1 << 28
"""An article's keys are its marks that are lower (one in eight): at least 8, and at most 32, the lowest."""


def arrive(db: duckdb.DuckDBPyConnection, sql: Path, batch_id: str, rows: pa.Table) -> None:
    """Puts a batch's articles (rows of article_versions; none when it goes) in place of those it brought before.

    Runs within the caller's transaction.
    """
    try:
        _arrive(db, sql, batch_id, rows)
    except BaseException:
        forget(db)
        raise
    finally:
        for table in ("fresh", "pairs", "common"):
            db.unregister(table)


def _arrive(db: duckdb.DuckDBPyConnection, sql: Path, batch_id: str, rows: pa.Table) -> None:
    db.execute("SET VARIABLE batch_id = $1", [batch_id])
    known = memory(db)
    fresh = brought = arriving(rows)
    came = db.execute("SELECT 1 FROM kept.copy_batches WHERE batch_id = $1 LIMIT 1", [batch_id]).fetchone()
    is_known = bool(came) or known.numbers.has(fresh["n"].to_numpy()).any()
    db.register("fresh", brought)
    if is_known:
        fresh = _come_again(db, sql, known)
    else:
        run(db, sql, "receive")
    known.arrival_count += 1
    known.numbers.add(fresh["n"].to_numpy())
    for part in _by_days(fresh):
        if part is not brought:
            db.register("fresh", part)
        _enter(db, sql, known, part)


def _come_again(db: duckdb.DuckDBPyConnection, sql: Path, known: Memory) -> pa.Table:
    """What is fresh where the batch or some of its articles were known; what is gone has left."""
    run(db, sql, "take_back")
    run(db, sql, "receive")
    run(db, sql, "come_again")
    gone = db.execute("SELECT n FROM temp.gone").fetchnumpy()["n"]
    if len(gone):
        run(db, sql, "leave")
        known.window.leave(gone)
        if db.execute("SELECT 1 FROM temp.rarer LIMIT 1").fetchone():
            known.window = Window()
    return db.execute("FROM temp.changed").to_arrow_table()


def _by_days(fresh: pa.Table) -> Iterator[pa.Table]:
    """The articles in stretches of few days: what is near to one is never very much."""
    days = fresh["day"].to_numpy()
    start = 0
    if len(days) and days.max() - days.min() < DAYS:
        yield fresh
        return
    fresh = fresh.take(np.argsort(days, kind="stable"))
    days = np.sort(days)
    while start < len(days):
        end = int(np.searchsorted(days, days[start] + DAYS))
        yield fresh.slice(start, end - start)
        start = end


def _enter(db: duckdb.DuckDBPyConnection, sql: Path, known: Memory, fresh: pa.Table) -> None:
    """Puts new articles in, with their pairs."""
    days = fresh["day"].to_numpy()
    first, last = int(days.min()) - DAYS, int(days.max()) + DAYS
    known.reach(db, sql, range(first, last + 1))
    candidates, common = known.window.enter(fresh)
    run(db, sql, "enter")
    if len(common):
        keys, days = common >> LOW, common.astype(np.uint32).view(np.int32)
        run(db, sql, "make_common", common=pa.table({"key": keys.astype(np.int32), "day": days}))

    def marks_of(numbers: Numbers) -> pa.Table:
        values = {"first_day": first, "last_day": last, "wanted": numbers.tolist()}
        return run(db, sql, "marks", values).to_arrow_table()

    for some in candidates:
        pairs = judged(some, fresh, marks_of)
        if pairs.num_rows:
            run(db, sql, "pair", pairs=pairs)


def arriving(rows: pa.Table) -> pa.Table:
    """A batch's articles, each once: n, wire, told_at, day, keys, marks (in bytes), and how many of both."""
    told_at = pc.coalesce(rows["published_at"], rows["first_seen_at"]).cast(pa.timestamp("us", tz="UTC"))
    numbers, moments = _numbers(rows["article_id"].to_pylist()), told_at.cast(pa.int64()).to_numpy()
    lists = rows["copy_marks"].combine_chunks()
    places = np.lexsort((moments, numbers))
    is_first = np.diff(numbers[places], prepend=~numbers[places[:1]]) != 0
    if is_first.all():
        places = np.arange(len(numbers))
    else:
        places = places[is_first]
        lists = lists.take(pa.array(places))
    counts = lists.value_lengths().fill_null(0).to_numpy().astype(np.int64)
    marks = lists.flatten().to_numpy().astype("<i4")
    starts = np.cumsum(counts) - counts
    below = np.concatenate([[0], np.cumsum(marks < KEY_BELOW)])
    key_counts = np.minimum(np.clip(below[starts + counts] - below[starts], FEW_KEYS, MOST_KEYS), counts)
    keys = pa.array(marks[ranges(starts, key_counts)])
    buffers = [None, _offsets(4 * counts).buffers()[1], pa.py_buffer(marks)]
    columns = {
        "n": numbers[places],
        "wire": rows["wire"].take(places),
        "told_at": told_at.take(places),
        "day": (moments[places] // DAY).astype(np.int32),
        "mark_count": counts.astype(np.int32),
        "key_count": key_counts.astype(np.int32),
        "keys": pa.ListArray.from_arrays(_offsets(key_counts), keys),
        "marks": pa.Array.from_buffers(pa.binary(), len(counts), buffers),
    }
    return pa.table(columns)


def _numbers(ids: Sequence[str]) -> Numbers:
    """What DuckDB's md5_number_lower makes of each."""
    digests = b"".join(md5(one.encode(), usedforsecurity=False).digest() for one in ids)
    return np.frombuffer(digests, "<u8")[1::2]


def _offsets(counts: Places) -> pa.Array:
    return pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
