"""Files dropped into an inbox, by friends and by others."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.fetch import dropped, drops, has_drops, resting, taken
from dateline.payload import Payload

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOON


def put(folder: Path, name: str | bytes, body: bytes = b"words", seconds_ago: float = 60) -> Path:
    """A file that was last written so long before noon."""
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(name)))
    path.write_bytes(body)
    at = int((NOON.timestamp() - seconds_ago) * 1e9)
    os.utime(path, ns=(at, at))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "inbox" / "w"
    made.mkdir(parents=True)
    return made


def look(folder: Path, limit_bytes: int = 1000) -> list[Payload]:
    return list(drops(folder, "w", clock, limit_bytes=limit_bytes))


def code(payload: Payload) -> str | None:
    return payload.fault.code if payload.fault else None


def test_a_file_is_taken_and_then_gone(folder: Path) -> None:
    path = put(folder, "story.xml", b"<x/>")
    (payload,) = look(folder)
    assert (payload.wire, payload.url, payload.name) == ("w", "inbox:story.xml", "story.xml")
    assert (payload.body, payload.fault, payload.received_at) == (b"<x/>", None, NOON)
    assert payload.origin == str(path.stat().st_mtime_ns)
    assert path.exists()
    assert taken(folder, payload) and not path.exists()
    assert look(folder) == []
    assert not taken(folder, payload)


def test_files_come_in_order_of_their_names(folder: Path) -> None:
    for name in ("b", "a", "C", "10", "9"):
        put(folder, name)
    assert [p.name for p in look(folder)] == ["10", "9", "C", "a", "b"]


def test_no_folder_no_drops(tmp_path: Path) -> None:
    assert look(tmp_path / "nowhere") == []
    assert not has_drops(tmp_path / "nowhere", clock)
    assert resting(tmp_path / "nowhere", clock) == frozenset()


NAMES = [
    *(b"-rf", b"a\nb.xml", b"..hidden", b"%2e%2e%2fx", b"caf\xe9.xml", b"\xff\xfe", b"a b?c#d&e=f"),
    *(b"x" * 255, b"$(id)", b"'; DROP--", b"C:\\x"),
]


@pytest.mark.parametrize("name", NAMES)
def test_c31_names_are_data_and_never_paths(folder: Path, name: bytes) -> None:
    path = put(folder, name)
    if name.startswith(b"."):
        assert look(folder) == []
        return
    (payload,) = look(folder)
    assert payload.url.startswith("inbox:") and payload.url.isascii() and payload.url.isprintable()
    assert not set(payload.url.removeprefix("inbox:")) & set("/ \n#?")
    assert payload.name is not None and payload.name.encode("utf-8")  # no lone surrogates
    assert taken(folder, payload) and not path.exists()


ELSEWHERE = ["inbox:..%2Fkeep", "inbox:%2Fetc%2Fpasswd", "inbox:..", "inbox:", "inbox:a%00b", "http://x/"]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_c31_an_address_from_elsewhere_removes_nothing_outside(folder: Path, url: str) -> None:
    keep = put(folder.parent, "keep")
    payload = Payload("w", url, NOON, b"words", origin=str(keep.stat().st_mtime_ns))
    assert not taken(folder, payload)
    assert keep.exists()


def make_link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


ODD = {"link": make_link, "pipe": os.mkfifo, "folder": os.mkdir, "socket": make_socket}


@pytest.mark.parametrize("kind", ODD)
def test_c32_what_is_no_file_is_refused_and_set_aside(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    ODD[kind](Path("odd"))
    put(folder, "story")
    refused, story = look(folder)
    assert (code(refused), refused.body, refused.url) == ("inbox.not_regular", b"", "inbox:odd")
    assert refused.fault and kind in refused.fault.detail
    assert look(folder)[0].capture_id == refused.capture_id
    assert taken(folder, refused) and taken(folder, story)
    assert look(folder) == []
    assert [p.name for p in (folder / ".refused").iterdir()] == [f"{refused.capture_id}-odd"]


def test_c32_a_link_to_a_file_is_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret", b"hunter2")
    (folder / "story").symlink_to(secret)
    (payload,) = look(folder)
    assert code(payload) == "inbox.not_regular" and b"hunter2" not in payload.body
    taken(folder, payload)
    assert secret.read_bytes() == b"hunter2"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_c32_a_device_is_refused(folder: Path) -> None:
    try:
        os.mknod(folder / "null", 0o666 | 0o020000, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("devices cannot be made here")
    assert [code(p) for p in look(folder)] == ["inbox.not_regular"]


@pytest.mark.parametrize("name", [".hidden", "a.part", "a.TMP", "a.xml~", ".a.swp", "a.filepart"])
def test_c33_unfinished_names_are_waited_for(folder: Path, name: str) -> None:
    put(folder, name)
    assert look(folder) == []
    assert not has_drops(folder, clock)


def test_c33_a_file_is_waited_for_until_it_has_rested(folder: Path) -> None:
    path = put(folder, "story", seconds_ago=0.5)
    assert look(folder) == []
    assert [p.name for p in drops(folder, "w", lambda: NOON + timedelta(seconds=0.6))] == ["story"]
    path.unlink()


def test_c33_a_file_moved_in_with_an_older_time_is_taken_at_once(folder: Path, tmp_path: Path) -> None:
    put(tmp_path, "elsewhere", seconds_ago=5).rename(folder / "story")
    assert len(look(folder)) == 1


def test_c33_a_file_of_the_future_does_not_wait_for_it(folder: Path) -> None:
    path = put(folder, "story", seconds_ago=-10 * 365 * 86400)
    arrived = path.stat().st_ctime
    assert [p.name for p in drops(folder, "w", lambda: datetime.fromtimestamp(arrived + 2, UTC))] == ["story"]
    assert list(drops(folder, "w", lambda: datetime.fromtimestamp(arrived + 0.5, UTC))) == []


def leases_work(folder: Path) -> bool:
    import fcntl

    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    path = put(folder, ".probe")
    with path.open("ab"), path.open("rb") as stream:
        try:
            fcntl.fcntl(stream.fileno(), fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except BlockingIOError:
            return True
        except OSError:
            return False
    return False


def test_c33_a_slow_writer_is_waited_for_however_long_it_pauses(folder: Path) -> None:
    if not leases_work(folder):
        pytest.skip("this system cannot tell whether a file is open for writing")
    path = put(folder, "story", b"half")
    with path.open("ab") as stream:
        os.utime(path, ns=(0, 0))
        assert look(folder) == []
        assert resting(folder.parent, clock) == frozenset()
        stream.write(b" and half")
    os.utime(path, ns=(0, 0))
    assert [p.body for p in look(folder)] == [b"half and half"]


def test_c33_a_file_written_again_after_it_was_read_stays_and_comes_anew(folder: Path) -> None:
    put(folder, "story", b"first")
    (first,) = look(folder)
    put(folder, "story", b"second", seconds_ago=30)
    assert not taken(folder, first)
    (second,) = look(folder)
    assert second.body == b"second" and second.capture_id != first.capture_id
    assert taken(folder, second)


def test_c34_one_name_with_other_bytes_and_other_names_with_one_body(folder: Path) -> None:
    put(folder, "a", b"x")
    (first,) = look(folder)
    put(folder, "a", b"y")
    put(folder, "b", b"x")
    again = look(folder)
    assert len({p.capture_id for p in [first, *again]}) == 3
    assert first.sha256 == again[1].sha256


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """The rest of the test is run by a user without privileges, where we are root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_c35_a_file_that_cannot_be_read_is_told_and_stays(
    folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = put(folder, "story")
    path.chmod(0)
    for above in [folder, *folder.parents][: len(folder.parts) - 2]:
        if above.owner() == Path(tmp_path).owner() and str(above).startswith("/tmp/"):
            above.chmod(0o755 if above != folder else 0o777)
    request.getfixturevalue("as_nobody")
    (payload,) = look(folder)
    assert (code(payload), payload.body) == ("inbox.permission", b"")
    assert look(folder)[0].capture_id == payload.capture_id  # so it is told once, not at each look
    assert not taken(folder, payload) and path.exists()


def test_a_file_larger_than_the_inbox_takes_is_refused(folder: Path) -> None:
    put(folder, "large", b"x" * 1001)
    put(folder, "fits", b"x" * 1000)
    fits, large = look(folder)
    assert (code(fits), code(large), large.body) == (None, "inbox.too_large", b"")
    assert taken(folder, large)
    assert [p.name for p in look(folder)] == ["fits"]


def test_the_refused_are_not_taken_through_a_planted_link(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / ".refused").symlink_to(elsewhere)
    (folder / "odd").mkdir()
    (payload,) = look(folder)
    assert not taken(folder, payload)
    assert list(elsewhere.iterdir()) == []


def test_what_lies_at_rest_is_seen_across_inboxes(folder: Path) -> None:
    path = put(folder, "story", b"12345")
    put(folder, "writing", seconds_ago=0)
    assert has_drops(folder, clock)
    assert resting(folder.parent, clock) == {("w", "story", path.stat().st_mtime_ns, 5)}


def test_a_file_named_by_a_person_is_read_and_stays(folder: Path, tmp_path: Path) -> None:
    path = put(tmp_path, "story.txt", b"words", seconds_ago=0)
    payload = dropped(path, "w", clock)
    assert (payload.url, payload.name, payload.body) == ("inbox:story.txt", "story.txt", b"words")
    put(folder, "story.txt", b"words", seconds_ago=0)
    assert dropped(path, "w", clock).capture_id == payload.capture_id
    assert replace(payload, received_at=NOON) == payload
    assert code(dropped(tmp_path, "w", clock)) == "inbox.not_regular"
    with pytest.raises(UsageError):
        dropped(tmp_path / "missing", "w", clock)
