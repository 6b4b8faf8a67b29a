"""raw/: payloads kept whole, read back exactly, and damage told exactly."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from dateline import lake
from dateline.errors import Permanent
from dateline.home import Home
from dateline.payload import Fault, Payload, Record

DAY = date(2024, 3, 1)
CAME = datetime(2024, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def payload(n: int, body: bytes | None = None, **more) -> Payload:
    return Payload("meridian", f"inbox:story%20{n}.xml", CAME, b"<nitf/>%d" % n if body is None else body, **more)


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path)


def sound(home: Home, file: str) -> list[Payload]:
    return [r.payload for r in lake.records(home, file) if isinstance(r, Record)]


def broken(home: Home, file: str) -> list[lake.BrokenRecord]:
    return [r for r in lake.records(home, file) if isinstance(r, Fault)]


texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
payloads = st.builds(
    Payload,
    wire=st.just("meridian"),
    url=texts,
    received_at=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)),
    body=st.binary(max_size=300),
    media_type=st.none() | texts,
    status_code=st.none() | st.integers(100, 599),
    name=st.none() | texts,
    origin=texts,
    fault=st.none() | st.builds(Fault, st.just("fetch.deadline"), texts, st.none() | st.integers(0, 9)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_payloads=st.lists(payloads, min_size=1, max_size=4, unique_by=lambda p: p.capture_id))
def test_what_is_kept_is_read_back_exactly(tmp_path_factory, given_payloads):
    home = Home(tmp_path_factory.mktemp("home"))
    batch = lake.keep(home, iter(given_payloads), DAY)
    assert [r.payload for r in lake.records(home, batch.file)] == given_payloads
    assert lake.batch(home, batch.file) == batch
    assert [k.capture_id for k in batch.records] == [p.capture_id for p in given_payloads]


def test_other_readers_read_it_too(home):
    given_payloads = [payload(1, b"x" * 70_000), payload(2, fault=Fault("fetch.deadline", "30 s")), payload(3, b"")]
    batch = lake.keep(home, given_payloads, DAY)
    with (home.root / batch.file).open("rb") as stream:
        by_warcio = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in WarcioIterator(stream)]
    with (home.root / batch.file).open("rb") as stream:
        by_fastwarc = [(r.stream_pos, r.reader.read()) for r in ArchiveIterator(stream, parse_http=False)]
    assert by_warcio == [(k, p.url) for k, p in zip(("resource", "metadata", "resource"), given_payloads, strict=True)]
    assert [offset for offset, _ in by_fastwarc] == [k.offset for k in batch.records]
    assert [body for _, body in by_fastwarc][::2] == [p.body for p in given_payloads][::2]


def test_offsets_lead_to_the_record(home):
    batch = lake.keep(home, [payload(1), payload(2, b"second")], DAY)
    data = (home.root / batch.file).read_bytes()[batch.records[1].offset :]
    assert gzip.GzipFile(fileobj=io.BytesIO(data)).read().split(b"\r\n\r\n")[1] == b"second"


def test_nothing_to_keep_leaves_nothing(home):
    assert lake.keep(home, [], DAY) is None
    assert [p for p in home.root.rglob("*") if p.is_file()] == []


def test_a_failure_on_the_way_leaves_nothing(home):
    def breaks():
        yield payload(1)
        raise OSError("the wire broke")

    with pytest.raises(OSError, match="the wire broke"):
        lake.keep(home, breaks(), DAY)
    assert [p for p in home.root.rglob("*") if p.is_file()] == []


def test_payloads_are_written_as_they_come(home):
    """Ten bodies of 8 MB never stand in memory together."""
    import tracemalloc

    tracemalloc.start()
    lake.keep(home, (payload(n, bytes([n]) * 8_000_000) for n in range(10)), DAY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 45_000_000


def test_a_batch_is_of_one_wire(home):
    with pytest.raises(Permanent, match="payloads of meridian only"):
        lake.keep(home, [payload(1), Payload("gazette", "u", CAME)], DAY)
    with pytest.raises(Permanent, match="letters, digits"):
        lake.keep(home, [Payload("../up", "u", CAME)], DAY)


def test_the_same_capture_twice_is_kept_once(home):
    batch = lake.keep(home, [payload(1), payload(1), payload(2)], DAY)
    assert [k.url for k in batch.records] == [payload(1).url, payload(2).url]


def test_s10_kept_twice_is_kept_once(home, tmp_path):
    first = lake.keep(home, [payload(1), payload(2)], DAY)
    before = (home.root / first.file).read_bytes()
    assert lake.keep(home, [payload(1), payload(2)], DAY) == first
    assert lake.keep(home, [payload(1), payload(2)], DAY + timedelta(days=1)) == first
    assert [p for p in home.raw.rglob("*") if p.is_file()] == [home.root / first.file]
    other = Home(tmp_path / "other")
    assert lake.keep(other, [payload(1), payload(2)], DAY) == first
    assert (other.root / first.file).read_bytes() == before


def test_s10_a_damaged_file_is_mended_when_its_payloads_come_again(home):
    first = lake.keep(home, [payload(1), payload(2)], DAY)
    path = home.root / first.file
    path.write_bytes(path.read_bytes()[:-30])
    assert lake.keep(home, [payload(1), payload(2)], DAY + timedelta(days=1)) == first
    assert broken(home, first.file) == []


def test_c40_cut_anywhere(home):
    given_payloads = [payload(n, b"body of number %d" % n * 3) for n in range(5)]
    batch = lake.keep(home, given_payloads, DAY)
    path = home.root / batch.file
    data = path.read_bytes()
    bounds = [k.offset for k in batch.records] + [len(data)]
    points = sorted({len(data) * i // 200 for i in range(200)} | set(bounds[:-1]))
    assert len(points) >= 200
    for point in points:
        path.write_bytes(data[:point])
        before = [p for p, end in zip(given_payloads, bounds[1:], strict=True) if end <= point]
        assert sound(home, batch.file) == before, point
        (fault,) = broken(home, batch.file)
        assert fault.code == "warc.truncated"
        assert fault.offset == bounds[len(before)] and str(fault.offset) in fault.detail


def test_c41_a_flipped_bit_costs_its_own_record_at_most(home):
    given_payloads = [payload(n, b"body of number %d" % n) for n in range(4)]
    batch = lake.keep(home, given_payloads, DAY)
    path = home.root / batch.file
    data = path.read_bytes()
    start, end = batch.records[1].offset, batch.records[2].offset
    others = [given_payloads[0], *given_payloads[2:]]
    header = set(range(start + 4, start + 10))  # time, flags and system of the gzip member: nobody's content
    for at in range(start, end):
        flipped = bytearray(data)
        flipped[at] ^= 1 << (at % 8)
        path.write_bytes(flipped)
        found, faults = sound(home, batch.file), broken(home, batch.file)
        if not faults and at in header:
            assert found == given_payloads
            continue
        assert [f.code for f in faults] == ["warc.corrupt"], at
        assert found == others and faults[0].offset == start


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Content-Length: 7", b"Content-Length: 6"),
        (b"Content-Length: 7", b"Content-Length: 99999999"),
        (b"Content-Length: 7", b"Content-Length: -1"),
        (b"Content-Length: 7", b"Content-Length: \xc2\xb2"),
        (b"<nitf/>", b"<nitf!>"),
        (b"WARC/1.1", b"WORC/1.1"),
        (b"WARC-Date: 2024", b"WARC-Date: when"),
        (b"Dateline-Origin", b"Dateline-Region"),
    ],
)
def test_c41_lies_with_a_right_checksum(home, before, after):
    batch = lake.keep(home, [payload(1, b"first"), payload(2, b"<nitf/>"), payload(3, b"third")], DAY)
    path = home.root / batch.file
    data = path.read_bytes()
    start, end = batch.records[1].offset, batch.records[2].offset
    record = gzip.decompress(data[start:end])
    assert before in record
    path.write_bytes(data[:start] + gzip.compress(record.replace(before, after)) + data[end:])
    assert [p.body for p in sound(home, batch.file)] == [b"first", b"third"]
    assert [(f.code, f.offset) for f in broken(home, batch.file)] == [("warc.corrupt", start)]


def test_c41_foreign_bytes_in_front_and_between(home):
    batch = lake.keep(home, [payload(1), payload(2)], DAY)
    path = home.root / batch.file
    data, at = path.read_bytes(), batch.records[1].offset
    path.write_bytes(b"junk \x1f\x8b\x08 junk" + data[:at] + gzip.compress(b"not a record") + data[at:])
    assert sound(home, batch.file) == [payload(1), payload(2)]
    assert {f.code for f in broken(home, batch.file)} == {"warc.corrupt"}


def test_a_decompression_bomb_is_corrupt(home, monkeypatch):
    monkeypatch.setattr("dateline.lake.members.LIMIT_BYTES", 3_000_000)
    batch = lake.keep(home, [payload(1, b"0" * 5_000_000), payload(2)], DAY)
    assert [f.code for f in broken(home, batch.file)] == ["warc.corrupt"]
    assert sound(home, batch.file) == [payload(2)]


def test_records_of_others_are_passed_over(home):
    from warcio.warcwriter import WARCWriter

    path = home.raw / "meridian" / DAY.isoformat() / "visitor.warc.gz"
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        writer.write_record(writer.create_warcinfo_record("visitor.warc.gz", {"software": "other"}))
    assert list(lake.records(home, path)) == []


def test_batches_are_found_in_order(home):
    kept = [lake.keep(home, [payload(n)], DAY + timedelta(days=n % 2)) for n in range(4)]
    kept.append(lake.keep(home, [Payload("gazette", "u", CAME)], DAY))
    (home.raw / "meridian" / "2024-03-01" / "notes.warc.gz").write_bytes(b"")
    assert sorted(home.root / b.file for b in kept) == list(lake.batches(home))
    assert [lake.batch(home, p).wire for p in lake.batches(home, "gazette")] == ["gazette"]


def test_a_missing_file_is_told(home):
    file = f"raw/meridian/2024-03-01/{'0' * 20}.warc.gz"
    assert [f.code for f in broken(home, file)] == ["store.missing"]
    with pytest.raises(Permanent, match=r"store\.missing"):
        lake.batch(home, file)


@pytest.mark.parametrize("file", ["../etc/passwd", "/etc/passwd", "raw/../../x"])
def test_a_name_never_leads_out_of_the_home(home, file):
    with pytest.raises(Permanent):
        list(lake.records(home, Path(file)))
