"""What servers do to us, and what comes of it: one test for each fault of the network."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline import __version__
from dateline.fetch import Client, Gate, Limits, resolve_map
from dateline.fetch.decoding import decoded
from dateline.fetch.gate import Halt
from tests.fetch.servers import Asked, Site, answer, moved

URL = "http://site.example/"
MEBIBYTE = 1024 * 1024
Start = Callable[[Site], Site]


def code_of(client: Client, url: str = URL) -> str | None:
    found = client.get(url)
    assert not (found.fault and found.body)
    return found.fault.code if found.fault else None


def quick(site: Site, noon: datetime, seconds: float = 0.4) -> Client:
    return Client(resolve_map(site.hosts("site.example")), lambda: noon, Limits(deadline_seconds=seconds))


def test_a_page_comes_as_it_is_with_all_that_is_said_of_it(site: Site, client: Client, noon: datetime) -> None:
    site.pages["/a?b=c"] = answer(
        b"\xff\x00body",
        content_type="text/html; charset=latin-1",
        etag='W/"1"',
        last_modified="Wed, 14 Jan 2026 08:00:00 GMT",
    )
    found = client.get("http://site.example/a?b=c#part")
    assert found.fault is None
    assert (found.body, found.status_code, found.received_at) == (b"\xff\x00body", 200, noon)
    assert found.media_type == "text/html; charset=latin-1"
    assert (found.etag, found.last_modified) == ('W/"1"', "Wed, 14 Jan 2026 08:00:00 GMT")


def test_we_say_who_we_are_and_ask_for_what_we_can_read(site: Site, client: Client) -> None:
    site.pages["/"] = answer()
    client.get(URL)
    headers = site.asked[0].headers
    assert headers["user-agent"].startswith(f"dateline/{__version__} (+")
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["host"] == "site.example"
    assert not {"cookie", "authorization", "referer"} & set(headers)


def test_an_unchanged_page_is_told_by_its_validators(site: Site, client: Client) -> None:
    def page(asked: Asked) -> bytes:
        is_same = asked.headers.get("if-none-match") == '"1"' and "if-modified-since" in asked.headers
        return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n" if is_same else answer(b"new")

    site.pages["/"] = page
    assert client.get(URL).body == b"new"
    found = client.get(URL, etag='"1"', last_modified="Wed, 14 Jan 2026 08:00:00 GMT")
    assert found.is_unchanged and found.fault is None and found.body == b""


def test_n01_a_dripping_body_ends_at_the_total_deadline(site: Site, noon: datetime) -> None:
    def page(_: Asked) -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
        yield from site.drip(b"x", 0.05)

    site.pages["/"] = page
    began = time.monotonic()
    assert code_of(quick(site, noon)) == "fetch.deadline"
    assert 0.35 < time.monotonic() - began < 1.4


def test_n01_also_for_a_body_without_a_declared_end(site: Site, noon: datetime) -> None:
    def page(_: Asked) -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        yield from site.drip(b"x", 0.05)

    site.pages["/"] = page
    assert code_of(quick(site, noon)) == "fetch.deadline"


def test_n02_dripping_headers_end_at_the_total_deadline(site: Site, noon: datetime) -> None:
    def page(_: Asked) -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\nX-Slow: "
        yield from site.drip(b"x", 0.05)

    site.pages["/"] = page
    began = time.monotonic()
    assert code_of(quick(site, noon)) == "fetch.deadline"
    assert time.monotonic() - began < 1.4


def test_a_server_that_never_answers_ends_at_the_deadline(site: Site, noon: datetime) -> None:
    site.pages["/"] = lambda _: site.drip(b"", 0.05)
    assert code_of(quick(site, noon)) == "fetch.deadline"


def packed(data: bytes, codings: str) -> bytes:
    for coding in codings.split(", "):
        data = gzip.compress(data, 9) if coding == "gzip" else zlib.compress(data, 9)
    return data


@pytest.mark.parametrize("codings", ["gzip", "deflate", "gzip, gzip", "deflate, gzip, gzip", ", ".join(["gzip"] * 5)])
def test_n03_a_bomb_of_any_depth_stops_at_the_limit(site: Site, client: Client, codings: str) -> None:
    site.pages["/"] = answer(packed(bytes(40 * MEBIBYTE), codings), content_encoding=codings)
    assert code_of(client) == "fetch.decoded_too_large"


def test_n03_a_bomb_is_never_held_whole() -> None:
    bomb = packed(bytes(200 * MEBIBYTE), "gzip")
    tracemalloc.start()
    try:
        with pytest.raises(Halt):
            decoded([bomb], ["gzip"], 16 * MEBIBYTE, ratio=10**6)
        assert tracemalloc.get_traced_memory()[1] < 64 * MEBIBYTE
    finally:
        tracemalloc.stop()


def test_n03_a_ratio_no_honest_page_has_is_refused_below_the_size_limit(site: Site, client: Client) -> None:
    site.pages["/"] = answer(packed(bytes(2 * MEBIBYTE), "gzip"), content_encoding="gzip")
    assert code_of(client) == "fetch.decoded_too_large"


def test_n03_a_plain_body_beyond_the_limit(site: Site, noon: datetime) -> None:
    small = Client(resolve_map(site.hosts("site.example")), lambda: noon, Limits(body_bytes=1000))
    site.pages["/"] = answer(bytes(1000))
    assert code_of(small) is None
    site.pages["/"] = answer(bytes(1001))
    assert code_of(small) == "fetch.decoded_too_large"


def test_n04_the_body_of_a_redirect_is_never_read(site: Site, noon: datetime) -> None:
    def page(_: Asked) -> Iterable[bytes]:
        yield b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Encoding: gzip\r\n\r\n"
        yield from site.drip(packed(bytes(MEBIBYTE), "gzip"), 0.05)

    site.pages |= {"/": page, "/b": answer(b"here")}
    assert quick(site, noon, 5).get(URL).body == b"here"


def test_n05_more_encodings_than_any_honest_server_uses(site: Site, client: Client) -> None:
    codings = ", ".join(["gzip"] * 6)
    site.pages["/"] = answer(packed(b"x", codings), content_encoding=codings)
    assert code_of(client) == "fetch.encoding_chain"


@pytest.mark.parametrize("coding", ["zstd", "br", "compress", "x-unheard-of", "gzip, zstd"])
def test_n06_an_encoding_that_was_not_asked_for_is_never_taken_as_text(site: Site, client: Client, coding: str) -> None:
    site.pages["/"] = answer(b"(\xb5/\xfd body", content_encoding=coding)
    assert code_of(client) == "fetch.unsupported_encoding"


def test_n06_a_body_that_is_not_what_it_is_declared_to_be(site: Site, client: Client) -> None:
    site.pages["/"] = answer(b"<html>plain</html>", content_encoding="gzip")
    assert code_of(client) == "fetch.unsupported_encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_n07_a_compressed_body_cut_short_under_a_true_length(
    site: Site, client: Client, coding: str, kept: float
) -> None:
    whole = packed(bytes(range(256)) * 50, coding)
    site.pages["/"] = answer(whole[: int(len(whole) * kept)], content_encoding=coding)
    assert code_of(client) == "fetch.truncated"


def test_n07_a_damaged_stream(site: Site, client: Client) -> None:
    whole = bytearray(packed(bytes(range(256)) * 50, "gzip"))
    whole[-6] ^= 1  # in the checksum
    site.pages["/"] = answer(bytes(whole), content_encoding="gzip")
    assert code_of(client) == "fetch.truncated"


def test_n08_a_body_shorter_than_declared(site: Site, client: Client) -> None:
    site.pages["/"] = answer(b"half", length=8)
    assert code_of(client) == "fetch.truncated"


@pytest.mark.parametrize("tail", [b"", b"5\r\nhel", b"5\r\nhello\r\n"])
def test_n10_chunks_that_end_early(site: Site, client: Client, tail: bytes) -> None:
    site.pages["/"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + tail
    assert code_of(client) == "fetch.truncated"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_compressed_bodies_of_every_honest_kind_are_read(site: Site, client: Client, coding: str) -> None:
    words = b"".join(b"story %d " % n for n in range(5000))
    site.pages["/"] = answer(packed(words, coding), content_encoding=coding)
    assert client.get(URL).body == words


def test_raw_deflate_and_gzip_members_and_padding_are_read(site: Site, client: Client) -> None:
    raw = zlib.compressobj(wbits=-15)
    site.pages["/"] = answer(raw.compress(b"words") + raw.flush(), content_encoding="deflate")
    assert client.get(URL).body == b"words"
    site.pages["/"] = answer(gzip.compress(b"wo") + gzip.compress(b"rds") + bytes(20), content_encoding="gzip")
    assert client.get(URL).body == b"words"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pieces_of_any_size_decode_to_the_same(size: int) -> None:
    data = bytes(range(256)) * 3000
    stream = gzip.compress(data[:1000]) + gzip.compress(data[1000:])
    pieces = [stream[i : i + size] for i in range(0, len(stream), size)]
    assert decoded(pieces, ["gzip"], 10 * MEBIBYTE, 10**6) == data


LOOPS = {
    "self": {"/": "/"},
    "back": {"/": "/b", "/b": "/c", "/c": "/b"},
    "long": {"/": "/1", **{f"/{n}": f"/{n + 1}" for n in range(1, 32)}},
}


@pytest.mark.parametrize("loop", LOOPS)
def test_n11_redirects_that_do_not_end(site: Site, client: Client, loop: str) -> None:
    site.pages |= {path: moved(to) for path, to in LOOPS[loop].items()}
    assert code_of(client) == "fetch.redirect_loop"
    assert len(site.asked) <= 6


def test_n11_five_redirects_are_followed(site: Site, client: Client) -> None:
    site.pages |= {"/": moved("/1"), **{f"/{n}": moved(f"{n + 1}") for n in range(1, 5)}, "/5": answer(b"end")}
    found = client.get(URL)
    assert (found.body, found.url, found.final_url) == (b"end", URL, "http://site.example/5")


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://site.example/x", "data:text/plain,x", "gopher://site.example/", "http://[::1"],
)
def test_n12_a_redirect_to_something_else_than_http(site: Site, client: Client, location: str) -> None:
    site.pages["/"] = moved(location)
    assert code_of(client) == "fetch.scheme"


def test_n13_credentials_stay_at_their_origin(site: Site, start: Start, noon: datetime) -> None:
    other = start(Site(pages={"/b": answer(b"theirs")}))
    resolve = ",".join([site.hosts("site.example"), site.hosts("site.example", 8080), other.hosts("other.example")])
    client = Client(resolve_map(resolve), lambda: noon)
    site.pages |= {
        "/": answer(b"", "302 Found", location="/same", set_cookie="secret=1"),
        "/same": moved("http://site.example:8080/port"),
        "/port": moved("http://name:word@other.example/b"),
    }
    assert client.get("http://user:pass@site.example/").body == b"theirs"
    sent = {a.path: a.headers for a in [*site.asked, *other.asked]}
    assert sent["/"]["authorization"] == sent["/same"]["authorization"] == "Basic dXNlcjpwYXNz"
    assert "authorization" not in sent["/port"] and "authorization" not in sent["/b"]
    assert not [path for path, headers in sent.items() if "cookie" in headers]


PRIVATE = [
    "http://127.0.0.1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://localhost:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://017700000001:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://[fd00::1]:{port}/",
    "http://[fec0::1]:{port}/",
    "http://[ff02::1]:{port}/",
    "http://10.0.0.1:{port}/",
    "http://172.16.0.1:{port}/",
    "http://192.168.1.1:{port}/",
    "http://100.64.0.1:{port}/",
    "http://169.254.169.254:{port}/latest/meta-data/",
    "http://224.0.0.1:{port}/",
    "http://255.255.255.255:{port}/",
    "http://user:pass@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@site.example/",
    "http://site.example@127.0.0.1:{port}/",
    "http://metadata.example:{port}/",
]


@pytest.mark.parametrize("form", PRIVATE)
def test_n14_no_form_of_an_address_leads_into_a_private_network(start: Start, noon: datetime, form: str) -> None:
    inside = start(Site())

    def resolver(host: str, port: int) -> list[str]:
        return {"localhost": ["127.0.0.1"], "metadata.example": ["93.184.216.34", "169.254.169.254"]}[host]

    client = Client({}, lambda: noon, gate=Gate(resolver=resolver))
    assert code_of(client, form.format(port=inside.port)) == "fetch.private_address"
    assert inside.connections == 0


@pytest.mark.parametrize(
    "form", ["http://１２７.０.０.１:{port}/", "http://127。0。0。1:{port}/", "http://[::1%25]:{port}/"]
)
def test_n14_nor_does_a_form_that_is_no_address_at_all(start: Start, noon: datetime, form: str) -> None:
    inside = start(Site())
    assert code_of(Client({}, lambda: noon), form.format(port=inside.port)) in ("fetch.scheme", "fetch.private_address")
    assert inside.connections == 0


@pytest.mark.parametrize("to", ["http://127.0.0.1:{port}/", "http://2130706433:{port}/", "//127.0.0.1:{port}/x"])
def test_n15_nor_does_a_redirect(site: Site, client: Client, start: Start, to: str) -> None:
    inside = start(Site())
    site.pages["/"] = moved(to.format(port=inside.port))
    assert code_of(client) == "fetch.private_address"
    assert inside.connections == 0


def test_n16_only_the_checked_address_is_connected_to(start: Start, noon: datetime) -> None:
    public = start(Site(pages={"/": answer(b"public"), "/again": moved("/")}, address="127.0.0.2"))
    inside = start(Site(pages={"/": answer(b"inside")}, port=public.port))
    answers = iter([["127.0.0.2"], ["127.0.0.1"], ["127.0.0.1"]])
    gate = Gate(resolver=lambda host, port: next(answers), forbidden=lambda a: str(a) != "127.0.0.2")
    client = Client({}, lambda: noon, gate=gate)
    assert client.get(f"http://flips.example:{public.port}/").body == b"public"
    assert public.asked[0].headers["host"] == f"flips.example:{public.port}"
    assert code_of(client, f"http://flips.example:{public.port}/again") == "fetch.private_address"
    assert inside.connections == 0


def test_n16_an_answer_that_flips_between_two_hops(start: Start, noon: datetime) -> None:
    public = start(Site(pages={"/again": moved("/")}, address="127.0.0.2"))
    inside = start(Site(pages={"/": answer(b"inside")}, port=public.port))
    answers = iter([["127.0.0.2"], ["127.0.0.1"]])
    gate = Gate(resolver=lambda host, port: next(answers), forbidden=lambda a: str(a) != "127.0.0.2")
    client = Client({}, lambda: noon, gate=gate)
    assert code_of(client, f"http://f.example:{public.port}/again") == "fetch.private_address"
    assert inside.connections == 0


def test_a_host_with_a_dead_address_is_asked_at_its_next(start: Start, noon: datetime) -> None:
    alive = start(Site(pages={"/": answer(b"here")}, address="127.0.0.2"))
    gate = Gate(resolver=lambda host, port: ["127.0.0.3", "127.0.0.2"], forbidden=lambda a: False)
    assert Client({}, lambda: noon, gate=gate).get(f"http://two.example:{alive.port}/").body == b"here"


def test_n19_proxies_of_the_environment_are_ignored(
    site: Site, client: Client, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = start(Site())
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    site.pages["/"] = answer(b"direct")
    assert client.get(URL).body == b"direct"
    assert proxy.connections == 0


@pytest.mark.parametrize("tag", ["x" * 2000, "caf\xe9", "a\x01b"])
def test_n24_a_validator_that_cannot_be_sent_back_is_dropped(site: Site, client: Client, tag: str) -> None:
    site.pages["/"] = answer(b"x", etag=f'"{tag}"')
    assert client.get(URL).etag is None


def test_n22_a_last_modified_of_the_future_is_dropped(site: Site, client: Client) -> None:
    site.pages["/"] = answer(b"x", last_modified="Mon, 14 Jan 2041 08:00:00 GMT")
    assert client.get(URL).last_modified is None


STATUSES = {
    "unasked 304": (b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", "fetch.status"),
    "no location": (answer(b"", "302 Found"), "fetch.status"),
    "204": (b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", "fetch.status"),
    "206": (answer(b"part", "206 Partial Content"), "fetch.status"),
    "403": (answer(b"no", "403 Forbidden"), "fetch.status"),
    "500": (answer(b"oh", "500 Internal Server Error"), "fetch.status"),
    "bad status": (b"HTTP/1.1 abc\r\n\r\n", "fetch.connection"),
    "HTTP/0.9": (b"<html>hello</html>", "fetch.connection"),
    "many headers": (answer(b"", **{f"x_{n}": "1" for n in range(200)}), "fetch.connection"),
    "long header": (answer(b"", x="y" * 70_000), "fetch.connection"),
    "nothing": (b"", "fetch.connection"),
}


@pytest.mark.parametrize("case", STATUSES)
def test_n25_odd_answers_have_one_clear_reason_each(site: Site, client: Client, case: str) -> None:
    site.pages["/"], expected = STATUSES[case]
    assert code_of(client) == expected


def test_n25_the_status_is_kept(site: Site, client: Client) -> None:
    site.pages["/"] = answer(b"", "503 Busy", retry_after="120")
    found = client.get(URL)
    assert (found.status_code, found.retry_after) == (503, "120")
    assert found.fault and found.fault.detail == "503 Busy"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for secure.example, signed by itself, in one file."""
    pytest.importorskip("cryptography")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "secure.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("secure.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(pem))
    return path


@pytest.fixture
def secure(start: Start, certificate: Path) -> Site:
    import ssl

    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    return start(Site(pages={"/": answer(b"sealed"), "/down": moved("http://secure.example/")}, tls=tls))


def test_tls_is_judged_by_the_name_although_the_address_is_connected_to(
    secure: Site, certificate: Path, noon: datetime
) -> None:
    resolve = resolve_map(secure.hosts("secure.example", 443) + "," + secure.hosts("wrong.example", 443))
    client = Client(resolve, lambda: noon, ca_file=certificate)
    assert client.get("https://secure.example/").body == b"sealed"
    assert code_of(client, "https://wrong.example/") == "fetch.tls"


def test_n28_a_certificate_nobody_vouches_for(secure: Site, noon: datetime) -> None:
    client = Client(resolve_map(secure.hosts("secure.example", 443)), lambda: noon)
    found = client.get("https://secure.example/")
    assert found.fault and found.fault.code == "fetch.tls"
    assert "self" in found.fault.detail.lower()


def test_n13_a_redirect_from_https_to_http_is_refused(secure: Site, certificate: Path, noon: datetime) -> None:
    resolve = resolve_map(secure.hosts("secure.example", 443) + "," + secure.hosts("secure.example", 80))
    client = Client(resolve, lambda: noon, ca_file=certificate)
    assert code_of(client, "https://secure.example/down") == "fetch.scheme"


def test_n29_a_refused_connection_and_a_host_that_does_not_exist(site: Site, noon: datetime) -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    client = Client(resolve_map("dead.example:80=127.0.0.1:1"), lambda: noon, gate=None)
    assert code_of(client, "http://dead.example/") == "fetch.connection"
    assert code_of(Client({}, lambda: noon, gate=Gate(resolver=resolver)), "http://no.example/") == "fetch.connection"


def test_a_name_server_that_never_answers_ends_at_the_deadline(site: Site, noon: datetime) -> None:
    gate = Gate(resolver=lambda host, port: [*site.drip(b"", 0.05), "1.2.3.4"][:0])
    client = Client({}, lambda: noon, Limits(deadline_seconds=0.3), gate=gate)
    assert code_of(client, "http://slow.example/") == "fetch.deadline"


NO_ADDRESS = ["", "nothing", "file:///etc/passwd", "http://", "http://[", "http://a b/", "http://x:99999/"]


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_address_is_a_fault_and_no_exception(client: Client, url: str) -> None:
    assert code_of(client, url) == "fetch.scheme"


@pytest.mark.parametrize("path", ["gone", "loop", "private", "cut"])
def test_s25_secrets_are_in_no_answer_and_no_fault(site: Site, client: Client, path: str) -> None:
    secret = "hunter2"
    site.pages |= {
        f"/gone?token={secret}": answer(b"", "404 Not Found"),
        f"/loop?token={secret}": moved(f"/loop?token={secret}"),
        f"/private?token={secret}": moved(f"http://u:{secret}@127.0.0.1/?api_key={secret}"),
        f"/cut?token={secret}": answer(b"x", length=9),
    }
    found = client.get(f"http://user:{secret}@site.example/{path}?token={secret}")
    assert found.fault is not None
    assert secret not in repr(replace(found, body=b""))
