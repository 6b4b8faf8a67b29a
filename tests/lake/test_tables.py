"""lake/: files that are there whole or not at all, stale ones and damaged ones known."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline import lake
from dateline.errors import Permanent
from dateline.home import Home
from dateline.payload import Payload

BATCH = "0123456789abcdef0123"
INPUTS = {"warc": "a" * 64, "contract": "b" * 64}
ROWS = pa.table(
    {
        "id": ["a", "b", None],
        "n": pa.array([1, None, 3], pa.int64()),
        "at": pa.array([datetime(2024, 1, 1, tzinfo=UTC), None, None], pa.timestamp("us", tz="UTC")),
        "spans": pa.array(
            [[{"start": 1, "end": 2}], [], None], pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))
        ),
    }
)


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path)


def published(home: Home, rows: pa.Table = ROWS, inputs: dict = INPUTS) -> lake.LakeFile:
    return lake.publish(home, "quotes", "meridian", BATCH, rows, inputs)


def test_what_is_published_is_read_back(home):
    file = published(home)
    assert file.path == lake.path(home, "quotes", "meridian", BATCH) and file.row_count == 3
    assert lake.read(home, "quotes", "meridian", BATCH).equals(ROWS)
    assert lake.files(home, "quotes") == [file.path]
    assert lake.verify(home, file.file, file.sha256) is None and lake.verify(home, file.path) is None


def test_an_empty_table_is_a_file_too(home):
    published(home, ROWS.slice(0, 0))
    assert lake.read(home, "quotes", "meridian", BATCH).num_rows == 0


def test_the_rows_digest_knows_neither_chunks_nor_time(home):
    first = lake.stamp(published(home).path)
    again = lake.stamp(published(home, pa.concat_tables([ROWS.slice(0, 1), ROWS.slice(1)])).path)
    assert first == again and first.inputs == INPUTS and first.row_count == 3
    assert lake.stamp(published(home, ROWS.slice(1)).path).rows_sha256 != first.rows_sha256
    assert lake.stamp(published(home, inputs={"warc": "c"}).path).rows_sha256 != first.rows_sha256


def test_fresh_only_with_the_same_inputs_in_every_table(home):
    published(home)
    assert lake.is_fresh(home, ["quotes"], "meridian", BATCH, INPUTS)
    assert not lake.is_fresh(home, ["quotes", "mentions"], "meridian", BATCH, INPUTS)
    assert not lake.is_fresh(home, ["quotes"], "meridian", BATCH, INPUTS | {"extractor": "2"})
    assert not lake.is_fresh(home, ["quotes"], "gazette", BATCH, INPUTS)


@pytest.mark.parametrize(
    ("table", "wire", "batch_id"),
    [
        ("nothing", "meridian", BATCH),
        ("quotes", "../x", BATCH),
        ("quotes", "meridian", "../../x"),
        ("quotes", "", BATCH),
    ],
)
def test_names_lead_nowhere_else(home, table, wire, batch_id):
    with pytest.raises(Permanent):
        lake.publish(home, table, wire, batch_id, ROWS, INPUTS)


_KILLED = """
import os, signal, sys
import pyarrow as pa, pyarrow.parquet as pq
from pathlib import Path
from dateline import lake
from dateline.home import Home
real = pq.write_table
def dies(rows, where, **more):
    real(rows, where, **more)
    os.truncate(where, os.path.getsize(where) // 2)
    os.kill(os.getpid(), signal.SIGKILL)
pq.write_table = dies
lake.publish(Home(Path(sys.argv[1])), "quotes", "meridian", "0123456789abcdef0123", pa.table({"id": ["new"]}), {})
"""


def test_s06_killed_while_writing(home):
    """A torn file is never visible, what was there before stays, and the rest is swept after an hour."""
    before = published(home)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(home.root)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert lake.files(home, "quotes") == [before.path] and lake.verify(home, before.file, before.sha256) is None
    assert lake.foreign(home) == []
    (orphan,) = (home.lake / ".tmp").iterdir()
    now = datetime.fromtimestamp(orphan.stat().st_mtime, UTC)
    assert lake.sweep_orphans(home, now + timedelta(minutes=59)) == []
    assert lake.sweep_orphans(home, now + timedelta(minutes=61)) == [orphan]
    assert not orphan.exists() and before.path.exists()


def flips(size: int) -> list[int]:
    return sorted({size * i // 200 for i in range(200)})


def test_s07_a_flipped_byte_in_parquet(home):
    rows = pa.table({"id": [f"a body of words, number {n}" for n in range(40)]})
    file = published(home, rows)
    data = file.path.read_bytes()
    unnoticed = 0
    for at in flips(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 0x10
        file.path.write_bytes(flipped)
        assert lake.verify(home, file.file, file.sha256).code == "store.corrupt"
        if lake.verify(home, file.file) is None:  # without the noted digest: the rows are right whenever it says so
            assert lake.read(home, "quotes", "meridian", BATCH).equals(rows)
            unnoticed += 1
    assert len(flips(len(data))) == 200 and unnoticed < 100  # statistics and the like, which nobody reads


def test_s07_a_flipped_byte_in_raw(home):
    came = datetime(2024, 1, 1, tzinfo=UTC)
    bodies = [os.urandom(60) for _ in range(4)]
    batch = lake.keep(home, [Payload("meridian", f"u{i}", came, b) for i, b in enumerate(bodies)], date(2024, 1, 1))
    path = home.root / batch.file
    data = path.read_bytes()
    for at in flips(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 0x10
        path.write_bytes(flipped)
        assert lake.verify(home, batch.file, batch.sha256).code == "store.corrupt"
    path.write_bytes(data)
    assert lake.verify(home, batch.file, batch.sha256) is None and lake.verify(home, batch.file) is None


def test_s08_foreign_files_are_ignored_and_told(home):
    ours = published(home)
    folder = ours.path.parent
    empty = lake.path(home, "quotes", "meridian", "f" * 20)
    empty.write_bytes(b"")
    torn = lake.path(home, "quotes", "meridian", "e" * 20)
    torn.write_bytes(ours.path.read_bytes()[:-9])
    others = lake.path(home, "quotes", "meridian", "d" * 20)
    pq.write_table(ROWS, others)
    named = folder / "notes.txt"
    named.write_text("remember the milk")
    link = folder / f"{'c' * 20}.parquet"
    link.symlink_to("/etc/passwd")
    warc = home.raw / "meridian" / "2024-01-01" / f"{'b' * 20}.warc.gz"
    warc.parent.mkdir(parents=True)
    warc.write_bytes(b"")
    stray = home.raw / "README"
    stray.write_text("hello")
    assert lake.foreign(home) == sorted([empty, torn, others, named, link]) + sorted([warc, stray])
    assert [lake.stamp(p) for p in (empty, torn, others, named)] == [None] * 4
    assert not lake.is_fresh(home, ["quotes"], "meridian", "f" * 20, {})
    with pytest.raises(Permanent, match=r"store\.corrupt"):
        lake.read(home, "quotes", "meridian", "f" * 20)
    assert ours.path in lake.files(home, "quotes") and link not in lake.files(home, "quotes")


def test_s09_a_missing_file_is_told(home):
    file = published(home)
    file.path.unlink()
    assert lake.verify(home, file.file, file.sha256).code == "store.missing"
    assert not lake.is_fresh(home, ["quotes"], "meridian", BATCH, INPUTS)
    with pytest.raises(Permanent, match=r"store\.missing.*dateline rebuild"):
        lake.read(home, "quotes", "meridian", BATCH)


def test_an_empty_home_has_nothing(home):
    assert lake.foreign(home) == [] and lake.files(home, "quotes") == [] and list(lake.batches(home)) == []
    assert lake.sweep_orphans(home, datetime(2024, 1, 1, tzinfo=UTC)) == []
    assert lake.stamp(Path("/nowhere")) is None
