"""Faults of storage and scheduling, each by its number in the catalogue, on the whole pipeline."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from dateline import lake, steps
from dateline.errors import Busy
from dateline.home import Home, Project
from dateline.warehouse import open_published, published, query, row_hashes

CLOCK = datetime(2031, 1, 15, 12, tzinfo=UTC)  # after every file that a test may write: a drop at rest is an old one


def desk_of(home: Home, **environ: str) -> steps.Desk:
    return steps.desk({"DATELINE_HOME": str(home.root), **environ}, clock=lambda: CLOCK)


def drop(project: Project, home: Home, count: int = 2, start: int = 0) -> list[Path]:
    inbox = home.inbox / "meridian"
    inbox.mkdir(parents=True, exist_ok=True)
    files = sorted((project.samples / "inbox" / "meridian").glob("*.xml"))[start : start + count]
    return [Path(shutil.copy2(path, inbox / path.name)) for path in files]


def run_all(desk: steps.Desk) -> dict[str, Any]:
    steps.ingest(desk, "meridian")
    steps.refine(desk)
    return steps.load(desk)


def asked(home: Home, sql: str) -> list[dict[str, Any]]:
    with open_published(home.warehouse) as con:
        return query(con, sql).to_pylist()


def hashes(home: Home) -> dict[str, str]:
    with open_published(home.warehouse) as con:
        return row_hashes(con)


@pytest.fixture
def loaded(project: Project, home: Home) -> steps.Desk:
    drop(project, home)
    desk = desk_of(home)
    run_all(desk)
    return desk


def test_the_whole_way(loaded: steps.Desk, home: Home) -> None:
    (row,) = asked(home, "SELECT sum(received_count)::BIGINT AS n, sum(stored_count)::BIGINT AS stored FROM captures")
    assert row == {"n": 2, "stored": 2}
    assert asked(home, "SELECT count(*) AS n FROM quotes")[0]["n"] > 0
    assert not list((home.inbox / "meridian").iterdir())


def test_s17_said_twice_is_said_once(loaded: steps.Desk, home: Home, project: Project) -> None:
    before, version = hashes(home), published(home.warehouse)
    drop(project, home)  # the same receipts: name, bytes and time are the same
    again = run_all(loaded)
    assert hashes(home) == before
    assert not again["is_new"] and published(home.warehouse) == version


def test_a_story_that_comes_again_is_a_duplicate(loaded: steps.Desk, home: Home, project: Project) -> None:
    (path,) = drop(project, home, count=1)
    path.touch()
    later = steps.desk({"DATELINE_HOME": str(home.root)}, clock=lambda: datetime.now(UTC) + timedelta(minutes=1))
    run_all(later)
    (row,) = asked(home, "SELECT sum(received_count)::BIGINT AS n, sum(duplicate_count)::BIGINT AS d FROM captures")
    assert row == {"n": 3, "d": 1}
    assert asked(home, "SELECT count(*) AS n FROM article_versions") == [{"n": 2}]


def test_rebuild_gives_the_same_rows(loaded: steps.Desk, home: Home) -> None:
    before = hashes(home)
    shutil.rmtree(home.lake)
    shutil.rmtree(home.warehouse)
    steps.rebuild(loaded)
    assert hashes(home) == before


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("table", ["quotes", "article_versions"])
def test_s07_a_flipped_byte_in_the_lake_is_found_before_it_is_loaded(
    loaded: steps.Desk, home: Home, project: Project, place: float, table: str
) -> None:
    before = hashes(home)
    (path,) = lake.files(home, table)
    flip(path, place)
    (home.warehouse / "live.duckdb").unlink()  # so that the file must be read again
    done = steps.load(loaded)
    if done["faults"]:
        assert done["faults"][0]["code"] == "store.corrupt"
        assert done["faults"][0]["file"] == path.relative_to(home.root).as_posix()
    else:  # the byte lay where Parquet keeps no data
        assert hashes(home) == before


def flip(path: Path, place: float) -> None:
    data = bytearray(path.read_bytes())
    data[int(len(data) * place)] ^= 0xFF
    path.chmod(0o644)
    path.write_bytes(data)


def test_s07_a_flipped_byte_in_raw_is_found_and_named(loaded: steps.Desk, home: Home) -> None:
    (path,) = lake.batches(home)
    flip(path, 0.5)
    steps.refine(loaded, force=frozenset(b.batch_id for b in loaded.ledger.batches()))
    steps.load(loaded)
    codes = {r["reason_code"] for r in asked(home, "SELECT reason_code FROM rejected")}
    assert codes & {"warc.corrupt", "warc.truncated"}


def test_s08_a_foreign_file_in_the_lake_is_ignored_and_reported(loaded: steps.Desk, home: Home) -> None:
    before = hashes(home)
    (home.lake / "quotes" / "meridian" / "notes.parquet").write_bytes(b"")
    (home.lake / "README").write_text("mine")
    done = steps.sweep(loaded)
    assert {Path(name).name for name in done["foreign"]} == {"notes.parquet", "README"}
    assert hashes(home) == before


def test_s09_a_file_that_is_missing_is_made_again_from_raw(loaded: steps.Desk, home: Home) -> None:
    before = hashes(home)
    (path,) = lake.files(home, "mentions")
    path.unlink()
    (home.warehouse / "live.duckdb").unlink()
    done = steps.load(loaded)
    assert [f["code"] for f in done["faults"]] == ["store.missing"]
    assert steps.refine(loaded)["refined"] == 1
    steps.load(loaded)
    assert hashes(home) == before


def test_s10_kept_but_not_told_is_found_and_told_once(project: Project, home: Home) -> None:
    drop(project, home)
    first = desk_of(home)
    steps.ingest(first, "meridian")
    first.ledger.store.engine.dispose()
    for path in home.root.glob("ledger.db*"):
        path.unlink()
    drop(project, home)  # and the files had not been removed
    again = desk_of(home)
    assert steps.ingest(again, "meridian")["batch_id"] is None
    assert len(again.ledger.batches()) == 1
    steps.refine(again)
    steps.load(again)
    assert asked(home, "SELECT count(*) AS n FROM captures") == [{"n": 2}]


def _run_step(home: str, results: Any) -> None:
    try:
        desk = steps.desk({"DATELINE_HOME": home}, clock=lambda: CLOCK)
        steps.ingest(desk, "meridian")
        steps.refine(desk)
        steps.load(desk)
        results.put("done")
    except Busy as error:
        results.put(f"busy {error.exit_code}")


def test_s15_eight_at_once_end_in_the_same_rows(project: Project, home: Home, tmp_path: Path) -> None:
    alone = Home(tmp_path / "alone")
    drop(project, alone)
    run_all(desk_of(alone))
    drop(project, home)
    _ = desk_of(home).reader
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    children = [context.Process(target=_run_step, args=(str(home.root), results)) for _ in range(8)]
    for child in children:
        child.start()
    said = [results.get(timeout=120) for _ in children]
    for child in children:
        child.join(30)
    assert set(said) <= {"done", "busy 75"} and len(said) == 8
    run_all(desk_of(home))
    assert hashes(home) == hashes(alone)


def test_s16_a_lost_event_is_swept(project: Project, home: Home) -> None:
    drop(project, home)
    done = steps.sweep(desk_of(home))
    assert done["inboxes"] == ["meridian"] and done["refined"] == 1
    assert asked(home, "SELECT count(*) AS n FROM articles")[0]["n"] > 0


def test_an_embargo_ends_by_itself(project: Project, home: Home) -> None:
    text = """<nitf><head><docdata management-status="embargoed"><doc-id id-string="e1"/>
    <date.issue norm="20260101T000000Z"/><date.release norm="20260115T130000Z"/></docdata></head><body><body.head>
    <hedline><hl1>Held back</hl1></hedline></body.head>
    <body.content><p>Nato will speak later.</p></body.content></body></nitf>"""
    (home.inbox / "meridian").mkdir(parents=True)
    path = home.inbox / "meridian" / "e.xml"
    path.write_text(text)
    moments = {"before": datetime(2026, 1, 15, 12, 59, 59, tzinfo=UTC), "at": datetime(2026, 1, 15, 13, tzinfo=UTC)}
    clock: Callable[[], datetime] = lambda: moments[when]  # noqa: E731
    when = "before"
    import os

    os.utime(path, (1_700_000_000, 1_700_000_000))
    desk = steps.desk({"DATELINE_HOME": str(home.root)}, clock=clock)
    run_all(desk)
    assert asked(home, "SELECT status FROM article_versions") == [{"status": "embargoed"}]
    assert asked(home, "SELECT 1 FROM articles") == []
    when = "at"
    steps.sweep(desk)
    assert asked(home, "SELECT headline FROM articles") == [{"headline": "Held back"}]


class _Feed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = self.path.startswith("/page")
        feed = (
            '<rss version="2.0"><channel><title>t</title><item><title>Nato talks</title><guid>g1</guid>'
            "<link>http://user:MARKERSECRET@wire.test/page?token=MARKERSECRET&amp;x=1</link></item></channel></rss>"
        )
        story = "<html><body><article><h1>Nato talks</h1>" + "<p>Nato and Russia met again in Brussels today.</p>" * 9
        body = (story if page else feed).encode()
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "text/html" if page else "application/rss+xml")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def test_s25_a_secret_in_an_address_is_nowhere(project: Project, home: Home, tmp_path: Path) -> None:
    """Not in the ledger, the lake, the warehouse, or anything said; raw/ alone holds bytes as they came."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    Thread(target=server.serve_forever, daemon=True).start()
    copy = tmp_path / "project"
    shutil.copytree(project.schemas, copy / "schemas")
    shutil.copytree(project.warehouse, copy / "warehouse")
    (copy / "sources").mkdir()
    (copy / "sources" / "secretive.yml").write_text(
        "name: S\npublisher: S\nformat: rss\n"
        "pull: {by: rss, url: 'http://wire.test/feed?api_key=MARKERSECRET', follow: html}\n"
    )
    said: list[str] = []
    try:
        desk = steps.desk(
            {
                "DATELINE_HOME": str(home.root),
                "DATELINE_PROJECT": str(copy),
                "DATELINE_RESOLVE": f"wire.test:80=127.0.0.1:{server.server_address[1]}",
            },
            clock=lambda: CLOCK,
            tell=said.append,
        )
        said.append(str(steps.ingest(desk, "secretive")))
        said.append(str(steps.refine(desk)))
        said.append(str(steps.load(desk)))
        said.append(str(steps.status(desk)))
    finally:
        server.shutdown()
        server.server_close()
    assert asked(home, "SELECT count(*) AS n FROM captures")[0]["n"] == 2
    files = [p for p in home.root.rglob("*") if p.is_file() and home.raw not in p.parents]
    leaks = [p for p in files if b"MARKERSECRET" in p.read_bytes()]
    rows = [str(row) for t in ("captures", "article_versions", "rejected") for row in asked(home, f"FROM {t}")]
    assert not leaks and not [line for line in [*said, *rows] if "MARKERSECRET" in line]
