"""Published versions: no lock error ever, old files stay while they are read, faults are told in words."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from dateline.errors import Busy, Permanent, UsageError
from dateline.warehouse import open_published, published, query, row_hashes, verify_published
from tests.warehouse.rows import NOW, ROOT
from tests.warehouse.world import Batch, Payload, Told, load, sides, warehouse


def told(n: int) -> Batch:
    return Batch("meridian", (Payload(n, (Told(f"s{n}", f"Story number {n}."),)),))


def publish(home: Path, *batches: Batch, now: datetime = NOW):
    house = warehouse(home)
    with house.writing() as db:
        load(home, db, batches)
        sides(home, db)
        house.derive(db, now)
        return house.publish(db, now)


def count(folder: Path) -> int:
    with open_published(folder) as con:
        return query(con, "SELECT count(*) AS n FROM articles").column("n")[0].as_py()


@pytest.fixture
def folder(tmp_path) -> Path:
    return warehouse(tmp_path).folder


def test_from_nothing_to_an_answer(tmp_path, folder):
    made = publish(tmp_path, told(1), told(2))
    assert (made.version, made.name, made.is_new, made.counts["articles"]) == (1, "dateline-000001", True, 2)
    assert (folder / "dateline.duckdb").readlink() == Path("versions/dateline-000001.duckdb")
    assert made.path.stat().st_mode & 0o777 == 0o444
    assert published(folder).sha256 == made.sha256 and verify_published(folder) is None
    with open_published(folder) as con:
        assert query(con, "SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 2}]
        assert query(con, "SELECT 1 AS a WHERE 2 = $1", [2]).num_rows == 1
        schemas = query(con, "SELECT DISTINCT schema_name FROM duckdb_tables()").column(0).to_pylist()
    assert schemas == ["main"]


def test_the_same_content_is_published_once(tmp_path, folder):
    assert publish(tmp_path, told(1)).is_new
    again = publish(tmp_path, told(1), now=NOW + timedelta(days=1))
    assert (again.version, again.is_new) == (1, False)
    assert publish(tmp_path, told(2)).version == 2


def test_old_versions_go_when_they_are_old_and_many(tmp_path, folder):
    for n in range(5):
        publish(tmp_path, told(n))
    written = published(folder).path.stat().st_mtime
    names = lambda: [p.stem for p in sorted((folder / "versions").glob("*.duckdb"))]  # noqa: E731
    assert len(names()) == (5 if written > (NOW - timedelta(hours=1)).timestamp() else 3)
    publish(tmp_path, told(5), now=datetime.fromtimestamp(written, UTC) + timedelta(hours=2))
    assert names() == ["dateline-000004", "dateline-000005", "dateline-000006"]
    assert len(list((folder / "versions").iterdir())) == 6
    assert count(folder) == 6


def test_nothing_published_says_what_to_do(folder):
    with pytest.raises(Permanent, match="dateline run"):
        open_published(folder)
    assert published(folder) is None and verify_published(folder).code == "store.missing"


_WRITER = """
import sys
from datetime import timedelta
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.warehouse.test_published import publish, told
from tests.warehouse.rows import NOW
home = Path(sys.argv[1])
for n in range(1, 100000):
    publish(home, told(n), now=NOW + timedelta(days=3000))
    print(n, flush=True)
    if (home / "enough").exists():
        break
"""


def test_s12_readers_never_meet_the_writers_lock(tmp_path, folder):
    publish(tmp_path, told(0))
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path), str(ROOT)], stdout=subprocess.PIPE, text=True
    )
    seen, counts = 0, []
    try:
        while seen < 200 or (len(set(counts)) < 3 and seen < 5000):
            counts.append(count(folder))
            seen += 1
            assert writer.poll() is None
    finally:
        (tmp_path / "enough").touch()
        out, _ = writer.communicate(timeout=60)
    assert writer.returncode == 0 and counts == sorted(counts) and len(set(counts)) >= 3
    assert count(folder) == 1 + len(out.split())


def test_s12_a_second_writer_is_told_busy(tmp_path, folder):
    publish(tmp_path, told(0))
    code = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "live.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(Busy, match="being written"), warehouse(tmp_path).writing():
            pass
        assert count(folder) == 1
    finally:
        holder.communicate(timeout=60)


def test_s13_a_reader_keeps_its_version_and_the_next_one_gets_the_new(tmp_path, folder):
    publish(tmp_path, told(1))
    with open_published(folder) as old:
        for n in range(2, 7):
            publish(tmp_path, told(n), now=NOW + timedelta(days=3000))
        assert not (folder / "versions" / "dateline-000001.duckdb").exists()
        with open_published(folder) as new:
            assert query(new, "SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 6}]
        assert query(old, "SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 1}]
        assert query(old, "SELECT body FROM articles").to_pylist() == [{"body": "Story number 1."}]


def test_s14_a_file_of_another_duckdb(tmp_path, folder):
    made = publish(tmp_path, told(1))
    manifest = made.path.with_suffix(".json")
    manifest.write_text(manifest.read_text().replace(f'"{duckdb.__version__}"', '"9.9.9"'))
    made.path.chmod(0o644)
    data = bytearray(made.path.read_bytes())
    data[12:20] = (9999).to_bytes(8, "little")  # the storage version; the checksum before it covers the block's rest
    made.path.write_bytes(data)
    with pytest.raises(Permanent) as raised:
        open_published(folder)
    text = str(raised.value)
    assert "DuckDB 9.9.9" in text and duckdb.__version__ in text and "dateline rebuild" in text


def test_s14_a_file_of_an_older_storage_version_is_read(tmp_path, folder):
    made = publish(tmp_path, told(1))
    old = tmp_path / "old.duckdb"
    with duckdb.connect() as db:
        db.execute(f"ATTACH '{made.path}' AS new (READ_ONLY); ATTACH '{old}' AS old (STORAGE_VERSION 'v1.0.0')")
        db.execute("CREATE TABLE old.main.articles AS FROM new.main.articles")
    old.replace(made.path)
    assert count(folder) == 1


@pytest.mark.parametrize("damage", [lambda d: b"", lambda d: d[:5000], lambda d: b"x" * len(d)])
def test_a_half_built_file_is_told(tmp_path, folder, damage):
    made = publish(tmp_path, told(1))
    data = made.path.read_bytes()
    made.path.chmod(0o644)
    made.path.write_bytes(damage(data))
    assert verify_published(folder).code == "store.corrupt"
    with pytest.raises(Permanent, match="dateline rebuild"), open_published(folder) as con:
        query(con, "SELECT sum(length(body)) FROM articles")


def test_s07_a_flipped_byte_in_the_published_file(tmp_path, folder):
    made = publish(tmp_path, told(1))
    data = made.path.read_bytes()
    made.path.chmod(0o644)
    points = sorted({len(data) * i // 200 for i in range(200)})
    assert len(points) == 200
    with made.path.open("r+b") as stream:
        for at in points:
            os.pwrite(stream.fileno(), bytes([data[at] ^ 1]), at)
            assert verify_published(folder).code == "store.corrupt"
            os.pwrite(stream.fileno(), data[at : at + 1], at)
    assert verify_published(folder) is None


def test_s11_a_broken_live_file_is_set_aside_and_begun_anew(tmp_path, folder):
    publish(tmp_path, told(1))
    for n, broken in enumerate((b"", b"not a database at all" * 999), 1):
        (folder / "live.duckdb").write_bytes(broken or b"\0" * 4096)
        (folder / "live.duckdb.wal").write_bytes(b"half a log")
        house = warehouse(tmp_path)
        with house.writing() as db:
            assert house.loaded(db) == {}
        assert (folder / f"live.duckdb.broken-{n}").exists() and (folder / f"live.duckdb.wal.broken-{n}").exists()
    assert count(folder) == 1
    assert publish(tmp_path, told(1)).is_new is False


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("", "one statement"),
        ("-- nothing", "one statement"),
        ("SELECT 1; SELECT 2", "found 2"),
        ("CREATE TABLE t (i INT)", "read-only"),
        ("DELETE FROM articles", "read-only"),
        ("COPY articles TO '/tmp/stolen.csv'", "read-only"),
        ("SET threads = 1", "read-only"),
        ("ATTACH 'x.duckdb'", "read-only"),
        ("INSTALL httpfs", "read-only"),
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM articles", "nothing"),
        ("SELECT * FROM read_csv('/etc/passwd')", "Permission"),
        ("SELECT * FROM read_text('/etc/passwd')", "Permission"),
        ("FROM '/etc/passwd'", "found"),
        ("SELECT 1 / 'a'", "found"),
    ],
)
def test_only_one_question_at_a_time_and_nothing_but_the_tables(tmp_path, folder, sql, expected):
    publish(tmp_path)
    with open_published(folder) as con, pytest.raises(UsageError, match=expected):
        query(con, sql)


@pytest.mark.parametrize("sql", ["FROM articles", "DESCRIBE articles", "SHOW TABLES", "EXPLAIN SELECT 1", "VALUES (1)"])
def test_questions_in_other_words(tmp_path, folder, sql):
    publish(tmp_path)
    with open_published(folder) as con:
        assert query(con, sql).num_columns > 0


def test_times_are_in_utc(tmp_path, folder):
    publish(tmp_path, told(1))
    with open_published(folder) as con:
        found = query(con, "SELECT first_seen_at, CAST(first_seen_at AS VARCHAR) AS text FROM articles").to_pylist()
        assert len(row_hashes(con)["articles"]) == 64 and "check_results" not in row_hashes(con)
    assert found[0]["text"] == "2024-03-01 06:01:00+00"
    assert found[0]["first_seen_at"] == datetime(2024, 3, 1, 6, 1, tzinfo=UTC)
