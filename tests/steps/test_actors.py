"""`dateline actors` as steps: imports that change nothing twice and survive a kill, merges that can be undone."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import shutil
import signal
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline import steps
from dateline.errors import Busy, Permanent, Transient, UsageError
from dateline.home import Home, Project
from dateline.steps.refine import stale_batches
from dateline.warehouse import open_published, query, row_hashes
from tests.fetch.servers import Site, answer, served
from tests.steps.wikidata_answers import HOLDERS, dump, entities_answer
from tests.steps.wikidata_answers import answer as rows_answer

CLOCK = datetime(2031, 1, 15, 12, tzinfo=UTC)
DAY = date(2026, 1, 15)
SERVICE = "http://wikidata.example/sparql"


def desk(home: Home, **environ: str) -> steps.Desk:
    return steps.desk({"DATELINE_HOME": str(home.root), **environ}, clock=lambda: CLOCK)


def tree(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.yml"))}


@pytest.fixture
def rows_file(tmp_path: Path) -> Path:
    path = tmp_path / "answer.json"
    path.write_bytes(rows_answer())
    return path


# --- import -----------------------------------------------------------------------------------------------------------


def test_an_import_twice_is_an_import_once(home: Home, rows_file: Path) -> None:
    first = steps.import_actors(desk(home), [rows_file], DAY)
    assert first["is_new"] and len(first["terms"]) == 3 and first["refused"] == []
    files = tree(home.imported_actors)
    assert "jacinda-ardern 2017-10-26 2023-01-25 | Wikidata Q900000001, retrieved 2026-01-15" in files["people/nz.yml"]
    link = home.imported_actors.readlink()
    again = steps.import_actors(desk(home), [rows_file], date(2027, 7, 7))
    assert not again["is_new"] and again["terms"] == again["persons"] == []
    assert tree(home.imported_actors) == files and home.imported_actors.readlink() == link
    assert steps.imported_actors(desk(home))["terms"] == first["terms"]


def test_a_dry_run_says_the_same_and_writes_nothing(home: Home, rows_file: Path) -> None:
    dry = steps.import_actors(desk(home), [rows_file], DAY, is_dry=True)
    assert not home.authority.exists()
    real = steps.import_actors(desk(home), [rows_file], DAY)
    assert {**dry, "is_new": True} == real


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("entities.json", entities_answer()),
        ("dump.json", dump()),
        ("dump.json.gz", gzip.compress(dump())),
        ("dump.json.bz2", bz2.compress(dump())),
        ("lines.ndjson", b"\n".join(line.rstrip(b",") for line in dump().splitlines()[1:-1])),
        ("pretty.json", json.dumps(json.loads(entities_answer()), indent=1).encode()),
    ],
)
def test_entities_come_in_every_form(home: Home, tmp_path: Path, name: str, body: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    done = steps.import_actors(desk(home), [path], DAY)
    assert done["terms"] == [
        "jacinda-ardern: head_of_government of nz, 2017-10-26 to 2023-01-25",
        "winston-peters: foreign_minister of nz, 2023-11-27 to now",
    ]
    assert done["organisations"] == ["pacific-islands-forum"]
    assert done["ignored"] == [{"reason": "position_not_listed", "count": 1, "examples": ["Q900000104"]}]


def test_torn_lines_of_a_dump_are_named_and_the_rest_is_read(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(dump().replace(b'"P1813"', b'"P1813', 1).replace(b"\n]", b',\n{"P39" \xff torn\n]'))
    done = steps.import_actors(desk(home), [path], DAY)
    assert done["unreadable"] == ["dump.json: line 7", "dump.json: line 8"] and len(done["terms"]) == 2


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", UsageError),
        (b"\x00\x01", UsageError),
        (b'{"type": "FeatureCollection"}', UsageError),
        (b"[" * 100_000, UsageError),
        (b'"text"', UsageError),
        (b'{"entities": 5}', UsageError),
        (gzip.compress(dump())[:-20], Permanent),
        (bz2.compress(dump())[:-20], Permanent),
    ],
)
def test_what_is_no_wikidata_is_refused_whole(home: Home, tmp_path: Path, body: bytes, error: type[Exception]) -> None:
    path = tmp_path / "odd"
    path.write_bytes(body)
    with pytest.raises(error, match="odd"):
        steps.import_actors(desk(home), [path], DAY)
    assert not home.authority.exists()


def test_no_pipe_and_no_folder_is_waited_for(home: Home, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError):
            steps.import_actors(desk(home), [path], DAY)


def test_one_import_at_a_time(home: Home, rows_file: Path) -> None:
    busy = desk(home)
    with busy.ledger.lease("actors", clock=busy.clock), pytest.raises(Busy):
        steps.import_actors(desk(home), [rows_file], DAY)


WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def killing_at(number: int, folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that ends this process, hard, at the given effect on the disk inside a folder."""
    seen = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & WRITING)
        moves = event in {"os.rename", "os.remove", "os.symlink", "os.mkdir", "os.rmdir", "shutil.rmtree"}
        if (writes or moves) and any(folder in str(argument) for argument in arguments):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def test_killed_at_any_point_the_old_state_or_the_new_one_is_there(home: Home, tmp_path: Path) -> None:
    """Never a mixture; and the same again ends as if nothing had happened."""
    import sys

    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_bytes(rows_answer(HOLDERS[:1]))
    new.write_bytes(rows_answer())
    steps.import_actors(desk(home), [old], DAY)
    before, base = tree(home.imported_actors), tmp_path / "base"
    shutil.copytree(home.root, base, symlinks=True)
    steps.import_actors(desk(home), [new], DAY)
    after = tree(home.imported_actors)
    assert before != after
    seen, number = set(), 0
    while True:
        number += 1
        shutil.rmtree(home.root)
        shutil.copytree(base, home.root, symlinks=True)
        child = os.fork()
        if child == 0:
            sys.addaudithook(killing_at(number, str(home.authority)))
            try:
                steps.import_actors(desk(home), [new], DAY)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        found = tree(home.imported_actors)
        assert found in (before, after)
        seen.add(found == after)
        (home.root / "ledger.db").unlink()  # the lease of the dead is not waited for here
        steps.import_actors(desk(home), [new], DAY)
        assert tree(home.imported_actors) == after
        if not os.WIFSIGNALED(status):
            break
    assert number > 6 and seen == {True, False}


# --- refresh ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def site() -> Any:
    with served(Site()) as found:
        yield found


def asking(home: Home, site: Site) -> steps.Desk:
    return desk(home, DATELINE_RESOLVE=site.hosts("wikidata.example"))


def reply(site: Site, body: bytes) -> None:
    """Whatever is asked under /sparql gets this."""

    class Pages(dict[str, bytes]):
        def get(self, path: str, default: Any = None) -> Any:
            return body if path.startswith("/sparql?query=") else default

    site.pages = Pages()  # type: ignore[assignment]


def test_refresh_asks_the_query_that_is_kept_and_imports_the_answer(home: Home, site: Site, project: Project) -> None:
    from urllib.parse import parse_qs, urlsplit

    reply(site, answer(gzip.compress(rows_answer()), content_encoding="gzip"))
    done = steps.refresh_actors(asking(home, site), SERVICE)
    assert done["is_new"] and len(done["terms"]) == 3
    (asked,) = site.asked
    sent = parse_qs(urlsplit(asked.path).query)
    assert sent["format"] == ["json"] and "dateline/" in asked.headers["user-agent"]
    kept = (project.vocabulary / "actors" / "wikidata.rq").read_text("utf-8")
    said = [line.strip() for line in kept.splitlines() if not line.startswith("#")]
    assert sent["query"] == ["\n".join(said)]
    assert "retrieved 2031-01-15" in tree(home.imported_actors)["people/nz.yml"]
    assert not steps.refresh_actors(asking(home, site), SERVICE)["is_new"]


@pytest.mark.parametrize(
    ("body", "error", "says"),
    [
        (answer(b"", "429 Too Many Requests", retry_after="60"), Transient, "asks to wait 60 s"),
        (answer(b"", "503 Service Unavailable"), Transient, "busy"),
        (answer(b"no", "403 Forbidden"), Permanent, "fetch.status 403"),
        (answer(b"<html>a login page</html>"), Permanent, "SPARQL results as JSON"),
        (answer(b'{"results": {"bindings": 5}}'), Permanent, "SPARQL results as JSON"),
        (answer(rows_answer()[:-9], length=len(rows_answer())), Transient, "Is there a network"),
    ],
)
def test_a_refresh_that_fails_changes_nothing(
    home: Home, site: Site, body: bytes, error: type[Exception], says: str
) -> None:
    reply(site, body)
    with pytest.raises(error, match=says):
        steps.refresh_actors(asking(home, site), SERVICE)
    assert not home.authority.exists()


def test_refresh_without_a_network_says_so_and_hides_secrets(home: Home) -> None:
    with pytest.raises(Transient, match="Is there a network") as caught:
        steps.refresh_actors(desk(home), "http://nowhere.invalid/sparql?token=s3cret")
    assert "s3cret" not in str(caught.value) and "***" in str(caught.value)
    with pytest.raises(Permanent, match=r"fetch\.private_address"):
        steps.refresh_actors(desk(home), "http://127.0.0.1/sparql")
    with pytest.raises(UsageError, match="http"):
        steps.refresh_actors(desk(home), "file:///etc/passwd")


# --- merges -----------------------------------------------------------------------------------------------------------

STORY = """<nitf><head><docdata><doc-id id-string="{n}"/><date.issue norm="2024031{n}T120000Z"/></docdata></head><body>
<body.head><hedline><hl1>Harbour works go on</hl1></hedline></body.head><body.content>
<p>"The quay is closed," {name} told reporters on Monday. "Nobody may pass," {name} said.</p>
</body.content></body></nitf>"""


@pytest.fixture
def told(home: Home, tmp_path: Path) -> Home:
    """A home with two stories that name a harbour master whom no authority knows, by two spellings."""
    files = []
    for number, name in ((1, "Wendela Brockmeyer"), (2, "Wendela Brokmeyer")):
        path = tmp_path / f"{number}.xml"
        path.write_text(STORY.format(n=number, name=name), "utf-8")
        files.append(path)
    here = desk(home)
    steps.ingest_files(here, "meridian", files)
    steps.refine(here)
    steps.load(here)
    return home


def counts(home: Home) -> dict[str, tuple[int, int]]:
    with open_published(home.warehouse) as con:
        rows = query(con, "SELECT name, mention_count, quote_count FROM actors WHERE NOT is_in_authority")
        return {row["name"]: (row["mention_count"], row["quote_count"]) for row in rows.to_pylist()}


def hashes(home: Home) -> dict[str, str]:
    with open_published(home.warehouse) as con:
        return {table: found for table, found in row_hashes(con).items() if table != "actor_merges"}


def test_a_merge_moves_everything_outlives_a_rebuild_and_is_undone_without_a_trace(told: Home) -> None:
    kept, other = "Wendela Brockmeyer", "Wendela Brokmeyer"
    before, untouched = counts(told), hashes(told)
    assert {kept, other} <= set(before) and before[other][0] > 0
    done = steps.merge_actors(desk(told), kept, other, "one post, one harbour", "the desk")
    both = tuple(a + b for a, b in zip(before[kept], before[other], strict=True))
    assert done["version"] and counts(told) == {**{k: v for k, v in before.items() if k != other}, kept: both}
    with open_published(told.warehouse) as con:
        speakers = query(con, "SELECT DISTINCT speaker_name FROM quotes WHERE speaker_actor_id IS NOT NULL").to_pylist()
        rows = query(con, "SELECT actor_name, merged_actor_name, evidence, undone_at FROM actor_merges").to_pylist()
    assert {"speaker_name": other} not in speakers
    assert rows == [
        {"actor_name": kept, "merged_actor_name": other, "evidence": "one post, one harbour", "undone_at": None}
    ]
    merged = hashes(told)
    steps.rebuild(desk(told))
    assert hashes(told) == merged and counts(told)[kept] == both
    undone = steps.unmerge_actors(desk(told), other)
    assert undone["undone_at"] == CLOCK.isoformat() and hashes(told) == untouched
    assert [row["undone_at"] for row in steps.merges(desk(told))] == [CLOCK]


def test_what_may_not_be_merged(told: Home) -> None:
    kept, other = "Wendela Brockmeyer", "Wendela Brokmeyer"
    for one, two, says in (
        (kept, kept, "two actors"),
        (kept, "Nobody Atall", "exactly one"),
        (kept, "vladimir-putin", "local:"),
        ("ru", other, "two of one kind"),
    ):
        with pytest.raises(UsageError, match=says):
            steps.merge_actors(desk(told), one, two, "because", "me")
    with pytest.raises(UsageError, match="evidence"):
        steps.merge_actors(desk(told), kept, other, "  ", "me")
    with pytest.raises(UsageError, match="exactly one"):
        steps.unmerge_actors(desk(told), other)
    assert steps.merges(desk(told)) == []
    steps.merge_actors(desk(told), kept, other, "because", "me")
    for one, two in ((other, kept), (kept, other)):
        with pytest.raises(UsageError, match="is not merged"):
            steps.merge_actors(desk(told), one, two, "because", "me")


def test_a_merge_into_a_merged_one_follows_it_to_the_end(told: Home) -> None:
    first, second = "Wendela Brockmeyer", "Wendela Brokmeyer"
    everything = counts(told)
    steps.merge_actors(desk(told), first, second, "one", "me")
    steps.merge_actors(desk(told), "angela-merkel", first, "a test of chains", "me")
    assert not {first, second} & set(counts(told))
    with open_published(told.warehouse) as con:
        ask = "SELECT mention_count, quote_count FROM actors WHERE actor_key = 'angela-merkel'"
        (row,) = query(con, ask).to_pylist()
    assert tuple(row.values()) == tuple(a + b for a, b in zip(everything[first], everything[second], strict=True))
    steps.unmerge_actors(desk(told), first)
    steps.unmerge_actors(desk(told), second)
    assert counts(told) == everything


def test_an_import_makes_what_was_read_before_stale(told: Home, rows_file: Path) -> None:
    assert stale_batches(desk(told)) == []
    steps.import_actors(desk(told), [rows_file], DAY)
    assert len(stale_batches(desk(told))) == 1
    steps.refine(desk(told))
    steps.load(desk(told))
    with open_published(told.warehouse) as con:
        ask = "SELECT holder FROM holder_at('head_of_government', 'New Zealand', DATE '2020-03-01')"
        assert query(con, ask).to_pylist() == [{"holder": "Jacinda Ardern"}]
