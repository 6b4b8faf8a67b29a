"""One request sent to one checked address, under a total deadline. On requests and urllib3, below their sessions.

requests.Session is left out on purpose: it follows redirects, keeps cookies, and reads proxies and passwords from the
environment. An adapter does none of these.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from dateline.fetch.gate import Halt, Target

_ADDRESSES = 4
"""How many of a host's addresses are tried when it does not answer at one."""


class Deadline:
    """Ends whatever a request is doing, in any phase, once its seconds are over.

    Time-outs of sockets begin anew with every byte, so a server that drips is stopped from outside: its connection is
    shut down. The clock is the monotonic one.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    @property
    def is_over(self) -> bool:
        return self.left <= 0

    @property
    def left(self) -> float:
        return self._ends - time.monotonic()

    def check(self) -> None:
        """Raises Halt with fetch.deadline when it is over."""
        if self.is_over:
            raise self.halt()

    def halt(self) -> Halt:
        return Halt("fetch.deadline", f"not done after {self.seconds:g} s")

    def watch(self, connection: socket.socket | None) -> None:
        """Takes a connection into its care; one at a time."""
        with self._lock:
            self._socket = connection
        if self.is_over:
            self._shut()

    def _shut(self) -> None:
        with self._lock:
            if self._socket is not None:
                # The plain method, also for TLS: SSLSocket.shutdown would take the TLS state from under the reader.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class _Pinned(HTTPAdapter):
    """An adapter that knows one address and goes nowhere else, whatever the request's URL says."""

    def __init__(self, target: Target, address: str, deadline: Deadline) -> None:
        super().__init__(max_retries=0)
        self._pool = _pool(target, address, deadline)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:
        return self._pool

    def close(self) -> None:
        self._pool.close()
        super().close()


def _pool(target: Target, address: str, deadline: Deadline) -> HTTPConnectionPool:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    if target.scheme == "http":
        plain = HTTPConnectionPool(address, target.connect_port, maxsize=1)
        plain.ConnectionCls = Plain
        return plain
    secure = HTTPSConnectionPool(
        address, target.connect_port, maxsize=1, assert_hostname=target.host, server_hostname=target.host
    )
    secure.ConnectionCls = Secure
    return secure


def send(
    request: requests.PreparedRequest, target: Target, deadline: Deadline, connect_seconds: float, ca_file: str | None
) -> tuple[requests.Response, HTTPAdapter]:
    """The answer's head, its body unread, and the adapter to close after it.

    Tries a host's addresses in turn while none can be connected to. Raises what requests and urllib3 raise, and Halt.
    """
    request.headers["Host"] = target.host_header
    for number, address in enumerate(target.addresses[:_ADDRESSES], 1):
        deadline.check()
        adapter = _Pinned(target, address, deadline)
        timeout = (min(connect_seconds, deadline.left), max(deadline.left, 0.01))
        try:
            return adapter.send(request, stream=True, timeout=timeout, verify=ca_file or True, proxies=None), adapter
        except requests.ConnectionError as error:
            adapter.close()
            is_last = number == min(len(target.addresses), _ADDRESSES)
            if is_last or isinstance(error, requests.exceptions.SSLError) or not _never_connected(error):
                raise
        except BaseException:
            adapter.close()
            raise
    raise Halt("fetch.connection", f"no address of {target.host}")


def _never_connected(error: requests.ConnectionError) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ in ("NewConnectionError", "ConnectTimeoutError")
