"""Servers on loopback that do exactly what a test tells them, honest or not."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request as it came: path, and headers by lower-case name."""

    path: str
    headers: dict[str, str]


Reply = bytes | Callable[[Asked], bytes | Iterable[bytes]]


def answer(body: bytes = b"", status: str = "200 OK", *, length: int | None = None, **headers: str) -> bytes:
    """A whole HTTP answer; `content_type="…"` becomes `Content-Type: …`."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    head += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def moved(location: str, status: str = "302 Found", body: bytes = b"") -> bytes:
    """A redirect."""
    return answer(body, status, location=location)


@dataclass
class Site:
    """A server on an ephemeral port: `pages` says what each path gives, the rest is 404."""

    pages: dict[str, Reply] = field(default_factory=dict)
    address: str = "127.0.0.1"
    port: int = 0
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def hosts(self, name: str, port: int = 80) -> str:
        """An entry of DATELINE_RESOLVE that gives this server a made-up name."""
        return f"{name}:{port}={self.address}:{self.port}"

    def drip(self, piece: bytes, seconds: float) -> Iterator[bytes]:
        """The piece again and again, one every so often, until the server is stopped."""
        while not self.over.wait(seconds):
            yield piece

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.connections += 1
        with contextlib.suppress(OSError):
            head = b"".join(iter(self.rfile.readline, b"\r\n"))
            first, *lines = head.decode("latin-1").split("\r\n")
            if not first:
                return
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
            asked = Asked(first.split(" ")[1], headers)
            site.asked.append(asked)
            reply: Any = site.pages.get(asked.path, answer(b"", "404 Not Found"))
            reply = reply(asked) if callable(reply) else reply
            for piece in [reply] if isinstance(reply, bytes) else reply:
                self.wfile.write(piece)
                self.wfile.flush()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        connection.settimeout(10)
        site: Site = self.site  # type: ignore[attr-defined]
        if site.tls:
            try:
                connection = site.tls.wrap_socket(connection, server_side=True)
            except OSError:
                connection.close()
                raise
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients of these tests hang up in the middle: that is what is tested."""


@contextlib.contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site, answering for the length of a with-block."""
    with _Server((site.address, site.port), _Handler) as server:
        server.site = site  # type: ignore[attr-defined]
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.over.set()
            server.shutdown()
            thread.join()
