"""The ledger: what is told is kept once, whoever tells it and however often."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dateline.errors import Busy, ConfigError, Transient
from dateline.ledger import Ledger, PullState, tables
from dateline.ledger.lease import is_dead, this_process

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def clock() -> datetime:
    return NOON


def later(by: timedelta) -> Callable[[], datetime]:
    return lambda: NOON + by


@dataclass(frozen=True)
class Kept:
    capture_id: str
    url: str = "http://site.example/"
    sha256: str = "0" * 64
    received_at: datetime = NOON
    offset: int = 0


@dataclass(frozen=True)
class Batch:
    batch_id: str = "b1"
    wire: str = "w"
    file: str = "raw/w/2026-01-15/b1.warc.gz"
    sha256: str = "1" * 64
    received_on: date = date(2026, 1, 15)
    records: tuple[Kept, ...] = (Kept("c1"), Kept("c2", offset=2**40))


@dataclass(frozen=True)
class Visit:
    url: str
    entry_digest: str
    capture_id: str = "c1"


@dataclass(frozen=True)
class Outcome(PullState):
    visits: tuple[Visit, ...] = ()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of its own for the test."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/var/ledger.db"
        return
    server = request.getfixturevalue("postgres_url")
    engine = Ledger(server).store.engine
    tables.metadata.drop_all(engine)
    yield server
    tables.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def ledger(url: str) -> Ledger:
    return Ledger(url)


def test_a_batch_is_known_with_its_receipts(ledger: Ledger) -> None:
    assert not ledger.known("c1") and ledger.batches() == []
    assert ledger.register(Batch(), NOON)
    (batch,) = ledger.batches()
    assert (batch.batch_id, batch.wire, batch.file) == ("b1", "w", "raw/w/2026-01-15/b1.warc.gz")
    assert (batch.received_on, batch.kept_at, batch.payload_count) == (date(2026, 1, 15), NOON, 2)
    assert ledger.known("c1") and ledger.known("c2") and not ledger.known("c3")


def test_s10_a_batch_that_is_told_again_is_there_once(ledger: Ledger, url: str) -> None:
    assert ledger.register(Batch(), NOON)
    assert not Ledger(url).register(Batch(), NOON + MINUTE)
    (batch,) = ledger.batches()
    assert batch.kept_at == NOON
    with ledger.store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.receipts)).scalar() == 2


def test_s10_a_batch_is_told_whole_or_not_at_all(ledger: Ledger) -> None:
    broken = replace(Batch(), records=(Kept("c1"), Kept("c2", received_at=datetime(2026, 1, 15))))
    with pytest.raises(sa.exc.StatementError, match="without a zone"):
        ledger.register(broken, NOON)
    assert ledger.batches() == [] and not ledger.known("c1")
    assert ledger.register(Batch(), NOON)


def test_a_batch_of_thousands_is_told_at_once(ledger: Ledger) -> None:
    ledger.register(replace(Batch(), records=tuple(Kept(f"c{n}") for n in range(2500))), NOON)
    assert ledger.batches()[0].payload_count == 2500
    assert ledger.known("c2499")


def test_a_receipt_in_two_batches_belongs_to_the_first(ledger: Ledger) -> None:
    ledger.register(Batch(), NOON)
    assert ledger.register(replace(Batch(), batch_id="b2", records=(Kept("c2"), Kept("c3"))), NOON)
    with ledger.store.reading() as connection:
        rows = connection.execute(sa.select(tables.receipts.c.capture_id, tables.receipts.c.batch_id)).all()
    assert {tuple(row) for row in rows} == {("c1", "b1"), ("c2", "b1"), ("c3", "b2")}


def test_batches_come_in_an_order_that_does_not_depend_on_their_arrival(ledger: Ledger) -> None:
    for batch_id, wire, day in [("b3", "w", 16), ("b1", "x", 15), ("b2", "w", 15)]:
        ledger.register(Batch(batch_id, wire, "f", "0", date(2026, 1, day), ()), NOON)
    assert [b.batch_id for b in ledger.batches()] == ["b2", "b1", "b3"]


def test_times_come_back_in_utc_to_the_microsecond(ledger: Ledger) -> None:
    at = datetime(1969, 7, 20, 20, 17, 40, 123457, tzinfo=timezone(timedelta(hours=-5)))
    ledger.record_pull("w", PullState(last_ok_at=at))
    state = ledger.pull_state("w")
    assert state and state.last_ok_at == at and state.last_ok_at.tzinfo == UTC


def test_what_a_pull_leaves_behind_is_remembered(ledger: Ledger) -> None:
    assert ledger.pull_state("w") is None
    first = Outcome("u", '"1"', "d", "s", NOON, NOON, 2, NOON, "fetch.tls", NOON, (Visit("u1", "d1"),))
    ledger.record_pull("w", first)
    assert ledger.pull_state("w") == PullState("u", '"1"', "d", "s", NOON, NOON, 2, NOON, "fetch.tls", NOON)
    assert ledger.seen("w", "u1", "d1") and not ledger.seen("w", "u1", "d2") and not ledger.seen("x", "u1", "d1")
    ledger.record_pull("w", Outcome(visits=(Visit("u1", "d1"), Visit("u1", "d2"))))
    assert ledger.pull_state("w") == PullState()
    assert ledger.seen("w", "u1", "d1") and ledger.seen("w", "u1", "d2")
    assert ledger.pulls() == {"w": PullState()}


def test_wires_are_switched(ledger: Ledger) -> None:
    assert ledger.switches() == {}
    ledger.switch("b", True)
    ledger.switch("a", False)
    ledger.switch("b", False)
    assert ledger.switches() == {"a": False, "b": False}


def check_row(run: int, check: str = "quotes__span", passed: bool = True) -> dict[str, Any]:
    return {
        "run_id": f"r{run}",
        "check_id": check,
        "table_name": "quotes",
        "claim": "the span is the text",
        "severity": "error",
        "engine": "sql",
        "is_passed": passed,
        "breach_count": 0 if passed else 2,
        "sample_keys": [] if passed else ["k1", "k2"],
        "warehouse_version": "v1",
        "run_at": NOON + run * MINUTE,
    }


def test_results_of_checks_come_back_as_they_were_told(ledger: Ledger) -> None:
    rows = [check_row(1, "a"), check_row(1, "b", passed=False)]
    ledger.record_checks(rows)
    ledger.record_checks(rows)
    assert ledger.check_results() == rows


def test_only_the_newest_runs_of_checks_are_given_back(ledger: Ledger) -> None:
    ledger.record_checks([check_row(n) for n in range(5)])
    assert [row["run_id"] for row in ledger.check_results(runs=2)] == ["r3", "r4"]


def test_loads_and_replays_are_kept_once(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.record_load("v1", NOON, "versions/v1.duckdb", "0" * 64, {"articles": 3})
        ledger.record_replay("x1", {"rejected_id": "x1", "rejected_at": NOON}, NOON, "kept")
    ledger.record_replay("x1", {"rejected_id": "x1"}, NOON + MINUTE, "rejected")
    assert [(row["version"], row["row_counts"]) for row in ledger.loads()] == [("v1", {"articles": 3})]
    assert [(row["replayed_at"], row["outcome"]) for row in ledger.replays()] == [
        (NOON, "kept"),
        (NOON + MINUTE, "rejected"),
    ]
    assert ledger.replays()[0]["row"]["rejected_at"].startswith("2026-01-15")


def test_a_lease_has_one_holder(ledger: Ledger, url: str) -> None:
    with ledger.lease("load", clock=clock) as held:
        assert held.still_held()
        with pytest.raises(Busy, match=f"process {os.getpid()}") as error, Ledger(url).lease("load", clock=clock):
            pytest.fail("two holders")
        assert error.value.exit_code == 75
        with ledger.lease("other", clock=clock):
            pass
    assert not held.still_held()
    with ledger.lease("load", clock=clock) as again:
        assert again.token == held.token + 1


def test_a_lease_is_given_back_when_its_work_fails(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), ledger.lease("load", clock=clock):
        raise RuntimeError
    with ledger.lease("load", clock=clock):
        pass


def test_s19_a_holder_who_comes_back_too_late_changes_nothing(ledger: Ledger, url: str) -> None:
    other = Ledger(url)
    with ledger.lease("ingest:w", ttl=MINUTE, clock=clock) as stopped:
        with other.lease("ingest:w", ttl=MINUTE, clock=later(2 * MINUTE)) as fresh:
            assert fresh.token > stopped.token
            assert not stopped.still_held()
            for late in (
                lambda: ledger.register(Batch(), NOON),
                lambda: ledger.record_pull("w", PullState()),
                lambda: ledger.switch("w", True),
            ):
                with pytest.raises(Busy, match="another holder"):
                    late()
            assert other.register(replace(Batch(), batch_id="b2"), NOON)
        # given back by the other: still not ours
        with pytest.raises(Busy):
            ledger.register(Batch(), NOON)
    assert [b.batch_id for b in ledger.batches()] == ["b2"]
    assert ledger.register(Batch(), NOON)  # outside the lease, as anybody


def test_s19_coming_back_late_does_not_take_the_lease_from_its_new_holder(ledger: Ledger, url: str) -> None:
    stopped = ledger.lease("load", ttl=MINUTE, clock=clock)
    stopped.__enter__()
    with Ledger(url).lease("load", clock=later(2 * MINUTE)) as fresh:
        stopped.__exit__(None, None, None)
        assert fresh.still_held()


def test_a_lease_is_renewed_while_its_holder_lives(ledger: Ledger, url: str) -> None:
    import threading

    now = [NOON]
    beaten = threading.Event()

    def ticking() -> datetime:
        if threading.current_thread().name.startswith("dateline-lease"):
            beaten.set()
        return now[0]

    with ledger.lease("load", ttl=timedelta(seconds=0.3), clock=ticking) as held:
        now[0] = NOON + 10 * MINUTE
        beaten.clear()
        assert beaten.wait(5)
        beaten.clear()
        assert beaten.wait(5)  # the beat before has been written by now
        with pytest.raises(Busy), Ledger(url).lease("load", clock=lambda: NOON + 10 * MINUTE):
            pytest.fail("two holders")
        assert held.still_held()


HOLD = """
import sys, time
from datetime import UTC, datetime
from dateline.ledger import Ledger
with Ledger(sys.argv[1]).lease("load", clock=lambda: datetime(2026, 1, 15, 12, tzinfo=UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="dead processes are told by /proc")
def test_s01_the_lease_of_a_killed_process_is_free_at_once(ledger: Ledger, url: str) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, url], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(Busy, match=str(holder.pid)), ledger.lease("load", clock=clock):
            pytest.fail("two holders")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with ledger.lease("load", clock=clock) as held:
            assert held.token == 2


def test_only_processes_of_this_very_machine_are_told_dead() -> None:
    host, space, pid, began, mark = this_process().split(" ")
    assert not is_dead(" ".join([host, space, pid, began, mark]))
    assert not is_dead(" ".join(["elsewhere", space, "1", "1", mark]))
    assert not is_dead(" ".join([host, "another.boot", "1", "1", mark]))
    assert not is_dead("somebody")
    if space != "-":
        assert is_dead(" ".join([host, space, pid, "1", mark]))


def _at_once(url: str, number: int, start: Any, results: Any) -> None:
    try:
        start.wait(30)
        ledger = Ledger(url)
        for n in range(5):
            ledger.register(Batch(f"b{number}-{n}", records=(Kept(f"c{number}-{n}"), Kept("shared"))), NOON)
        ledger.register(Batch("same", records=(Kept("same"),)), NOON)
        try:
            with ledger.lease("load", clock=clock) as held:
                results.put(("held", held.token))
        except Busy as error:
            results.put(("busy", error.exit_code))
    except BaseException as error:
        results.put(("failed", repr(error)))


def test_s15_eight_processes_at_once_make_one_ledger_and_lose_nothing(url: str) -> None:
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(8), context.Queue()
    crowd = [context.Process(target=_at_once, args=(url, n, start, results)) for n in range(8)]
    for process in crowd:
        process.start()
    found = [results.get(timeout=90) for _ in crowd]
    for process in crowd:
        process.join()
    assert {word for word, _ in found} <= {"held", "busy"}, found
    assert {value for word, value in found if word == "busy"} <= {75}
    tokens = [value for word, value in found if word == "held"]
    assert tokens and len(set(tokens)) == len(tokens)
    ledger = Ledger(url)
    assert len(ledger.batches()) == 8 * 5 + 1
    with ledger.store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.receipts)).scalar() == 8 * 5 + 2
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.schema_version)).scalar() == 1


@pytest.mark.parametrize(("version", "word"), [(tables.VERSION + 1, "newer"), (tables.VERSION - 1, "older")])
def test_s26_a_ledger_of_another_version_is_refused(ledger: Ledger, url: str, version: int, word: str) -> None:
    ledger.switch("w", True)
    with ledger.store.writing() as connection:
        connection.execute(sa.update(tables.schema_version).values(version=version))
    with pytest.raises(ConfigError, match=f"version {version}, made by an? {word}") as error:
        Ledger(url).switches()
    assert error.value.exit_code == 2


def test_a_file_that_is_no_ledger_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is somebody's diary\n" * 100)
    with pytest.raises(ConfigError, match="a ledger of Dateline"):
        Ledger(f"sqlite:///{path}").batches()
    assert path.read_bytes().startswith(b"this is somebody's diary")


@pytest.mark.parametrize("url", ["", "nothing", "mysql://x/y", "sqlite"])
def test_s24_a_url_that_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="DATELINE_LEDGER"):
        Ledger(url)


def test_s22_a_database_that_is_away_is_worth_another_try_and_its_password_stays_ours() -> None:
    with pytest.raises(Transient) as error:
        Ledger("postgresql://me:hunter2@127.0.0.1:1/db").batches()
    assert "hunter2" not in str(error.value)


def test_nothing_is_made_before_the_ledger_is_first_asked(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path}/var/ledger.db")
    assert not (tmp_path / "var").exists()
    ledger.batches()
    assert (tmp_path / "var" / "ledger.db").exists()


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    ledger = Ledger(url)
    ledger.switch("w", True)
    with ledger.store.writing() as connection:
        connection.execute(sa.update(tables.switches).values(is_on=False))
        assert Ledger(url).switches() == {"w": True}
    assert Ledger(url).switches() == {"w": False}


def test_a_reader_that_writes_afterwards_does_not_trip_over_another_writer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    ledger = Ledger(url)
    with ledger.lease("load", clock=clock):
        Ledger(url).switch("a", True)
        ledger.switch("b", True)
    assert set(ledger.switches()) == {"a", "b"}


def test_the_file_is_plain_sqlite_with_a_write_ahead_log(tmp_path: Path) -> None:
    Ledger(f"sqlite:///{tmp_path}/ledger.db").switch("w", True)
    connection = sqlite3.connect(tmp_path / "ledger.db")
    try:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT wire, is_on FROM switches").fetchall() == [("w", 1)]
    finally:
        connection.close()


@pytest.mark.parametrize("text", ["'; DROP TABLE batches; --", "%s", "\x00", "☃" * 1000, ""])
def test_hostile_text_is_only_text(tmp_path: Path, text: str) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    ledger.register(replace(Batch(), records=(Kept("c1", url=text),)), NOON)
    ledger.record_pull("w", Outcome(visits=(Visit(text, text),)))
    assert ledger.seen("w", text, text) and not ledger.seen("w", text + "x", text)
    assert len(ledger.batches()) == 1
