"""C05, S03, S21: hostile pages end the process that reads them, and nothing else."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from dateline import formats, steps
from dateline.errors import Unreadable
from dateline.home import Home
from dateline.payload import Fault, Item, Payload
from dateline.steps.confined import Confined
from dateline.warehouse import open_published, query
from tests.steps.own_sources import desk_with

NOON = datetime(2031, 1, 15, 12, tzinfo=UTC)
PARAGRAPH = (
    "<p>The harbour office said on Friday that the ferry number {} would sail at noon, whatever the weather.</p>"
)
PAGE = (
    "<html><head><title>The ferry sails</title></head><body><article><h1>The ferry sails</h1>"
    + "".join(PARAGRAPH.format(n) for n in range(12))
    + "</article></body></html>"
).encode()
HEAVY = (
    b"<html><body><article>"
    + b"<div class='related'>" * 400
    + "".join(f"<p>{'The ferry sails at noon. ' * 6}<b>{n}</b></p>" for n in range(12_000)).encode()
    + b"</div>" * 400
    + b"</article></body></html>"
)
HOSTILE = {
    "20 MB": b"<html><body><p>" + b"The ferry sails at noon. " * 840_000 + b"</p></body></html>",
    "50k paragraphs": b"<html><body>" + b"<p>The ferry sails at noon.</p>" * 50_000 + b"</body></html>",
    "colspan": b"<html><body><table><tr><td colspan=9000000000000000>The ferry sails.</td></tr></table></body></html>",
    "depth": b"<html><body>" + b"<div>" * 100_000 + b"The ferry sails" + b"</div>" * 100_000,
    "attributes": b"<html><body><p "
    + b" ".join(b"a%d=1" % n for n in range(100_000))
    + b">The ferry</p></body></html>",
    "heavy": HEAVY,
}


def payload(body: bytes) -> Payload:
    return Payload("w", "http://site.example/1", NOON, body, media_type="text/html; charset=utf-8")


def told(reader: Confined, body: bytes) -> list[Item | Fault] | Unreadable:
    try:
        return list(reader.items("html", payload(body)))
    except Unreadable as error:
        return error


@pytest.fixture
def reader() -> Iterator[Confined]:
    with Confined() as opened:
        yield opened


def is_gone(pid: int) -> bool:
    """Whether the process ends within a minute."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(60_000))
    finally:
        os.close(descriptor)


def test_the_answer_is_that_of_the_format(reader: Confined) -> None:
    pages = [payload(PAGE), payload(PAGE.replace(b"ferry", "fähre \ud83d\ude00".encode("utf-8", "surrogatepass")))]
    for page in pages[:1]:
        assert list(reader.items("html", page)) == list(formats.items("html", page))
        assert list(reader.items("auto", page)) == list(formats.items("html", page))
    error = told(reader, b"<html><body><p>Nothing.</p></body></html>")
    assert isinstance(error, Unreadable) and error.code == "parse.not_an_article"


def test_small_payloads_of_other_formats_need_no_process(reader: Confined) -> None:
    story = Payload("w", "inbox:1", NOON, b"The ferry sails\n\nThe ferry sails at noon, the harbour office said.\n")
    assert list(reader.items("text", story)) == list(formats.items("text", story))
    assert list(reader.items("auto", story)) == list(formats.items("text", story))
    assert reader.pid is None
    large = Payload("w", "inbox:1", NOON, b"The ferry sails at noon, the harbour office said.\n\n" * 30_000)
    assert list(reader.items("text", large)) == list(formats.items("text", large))
    assert reader.pid is not None


@pytest.mark.parametrize("name", HOSTILE)
def test_c05_hostile_pages_are_answered_and_the_next_one_is_read(reader: Confined, name: str) -> None:
    answer = told(reader, HOSTILE[name])
    if isinstance(answer, Unreadable):
        assert answer.code in ("parse.limit", "parse.not_an_article")
    else:
        assert name in ("colspan", "heavy")
    assert told(reader, PAGE) == list(formats.items("html", payload(PAGE)))


def test_c05_a_page_beyond_its_time_is_refused_and_the_next_one_is_read() -> None:
    with Confined(seconds=0) as reader:  # what is left of the second that has begun
        answers = [told(reader, HEAVY) for _ in range(10)]
        late = [answer.detail for answer in answers if isinstance(answer, Unreadable) and answer.code == "parse.limit"]
        assert late and all("longer" in detail for detail in late)
    with Confined(seconds=1) as reader:
        assert told(reader, PAGE) == list(formats.items("html", payload(PAGE)))


def test_c05_a_page_beyond_its_memory_is_refused_and_the_next_one_is_read(reader: Confined) -> None:
    assert isinstance(told(reader, PAGE), list)
    size = next(
        line for line in Path(f"/proc/{reader.pid}/status").read_text().splitlines() if line.startswith("VmPeak")
    )
    with Confined(address_space=int(size.split()[1]) * 1024 + 12_000_000) as narrow:
        answer = told(narrow, HEAVY)
        assert isinstance(answer, Unreadable) and answer.code == "parse.limit", answer
        assert told(narrow, PAGE) == list(formats.items("html", payload(PAGE)))


def test_killed_once_the_page_is_read_again(reader: Confined) -> None:
    wanted = told(reader, PAGE)
    first = reader.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)  # so that the request is on its way, for certain, and without an answer
    answers: list[object] = []
    asking = Thread(target=lambda: answers.append(told(reader, PAGE)))
    asking.start()
    os.kill(first, signal.SIGKILL)
    asking.join()
    assert answers == [wanted] and reader.pid not in (first, None)


def test_killed_again_and_again_the_page_is_refused(reader: Confined) -> None:
    answers: list[object] = []
    asking = Thread(target=lambda: answers.append(told(reader, HEAVY)))
    asking.start()
    while asking.is_alive():
        if (pid := reader.pid) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    (answer,) = answers
    assert isinstance(answer, Unreadable) and answer.code == "parse.limit" and "SIGKILL" in answer.detail
    assert told(reader, PAGE) == list(formats.items("html", payload(PAGE)))


def test_s21_a_crash_is_told_apart_from_a_limit(reader: Confined) -> None:
    assert isinstance(told(reader, PAGE), list)
    first = reader.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    answers: list[object] = []
    asking = Thread(target=lambda: answers.append(told(reader, HEAVY)))
    asking.start()
    while b"\x00" not in Path(f"/proc/{first}/cmdline").read_bytes() or not _waits(first):
        pass
    os.kill(first, signal.SIGABRT)
    os.kill(first, signal.SIGCONT)
    asking.join()
    (answer,) = answers
    assert isinstance(answer, Unreadable) and (answer.code, "SIGABRT" in answer.detail) == ("parse.crash", True)


def _waits(pid: int) -> bool:
    """Whether something lies in the stopped process's pipe that it has not read."""
    import fcntl
    import struct
    import termios

    descriptor = os.open(f"/proc/{pid}/fd/0", os.O_RDONLY | os.O_NONBLOCK)
    try:
        return bool(struct.unpack("i", fcntl.ioctl(descriptor, termios.FIONREAD, b"\0\0\0\0"))[0])
    finally:
        os.close(descriptor)


def test_closed_it_leaves_no_process_behind() -> None:
    with Confined() as reader:
        assert isinstance(told(reader, PAGE), list)
        pid = reader.pid
        assert pid is not None
    assert not Path(f"/proc/{pid}").exists()  # not even a zombie


def test_its_parent_killed_it_ends() -> None:
    script = (
        "import sys, time; from tests.steps.test_confined import *\n"
        "reader = Confined(); told(reader, PAGE); print(reader.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
        assert is_gone(pid)


def test_it_is_given_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_LEDGER", "postgresql://user:secret@db/x")
    with Confined() as reader:
        assert isinstance(told(reader, PAGE), list)
        assert b"DATELINE" not in Path(f"/proc/{reader.pid}/environ").read_bytes()


def test_c05_in_a_batch_the_neighbours_are_stored(home: Home, tmp_path: Path) -> None:
    files = {"a.html": PAGE, "b.html": HOSTILE["20 MB"], "c.html": HOSTILE["50k paragraphs"]}
    files["d.html"] = PAGE.replace(b"ferry", b"night train")
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    wire = "name: Pages\npublisher: Pages\nformat: html\ninbox: {}\n"
    desk = desk_with(tmp_path / "project", home, NOON, {"pages": wire})
    steps.ingest_files(desk, "pages", [tmp_path / name for name in files])
    done = steps.refine(desk)
    assert (done["kept"], done["rejected"]) == (2, 2)
    steps.load(desk)
    with open_published(home.warehouse) as con:
        rows = query(con, "SELECT state, reason_code FROM rejected").to_pylist()
        (sums,) = query(
            con, "SELECT sum(received_count)::INT AS n, sum(quarantined_count)::INT AS q FROM captures"
        ).to_pylist()
    assert rows == [{"state": "quarantined", "reason_code": "parse.limit"}] * 2
    assert sums == {"n": 4, "q": 2}
