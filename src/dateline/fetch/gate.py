"""The one gate every request passes: which address a URL leads to, and whether it may be contacted at all.

A host is resolved here, once for each hop, and the connection is then made to exactly the addresses that were judged,
so a name server that changes its answer (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from types import MappingProxyType
from urllib.parse import urlsplit

from dateline.errors import ConfigError
from dateline.fetch.masking import plain
from dateline.payload import Fault

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

_PORTS = {"http": 80, "https": 443}
_NUMERIC_LABEL = re.compile(r"^(?:[0-9]+|0[xX][0-9a-fA-F]*)$")
_MAPPED = re.compile(
    r"^(?P<host>[A-Za-z0-9.\-]+):(?P<port>\d{1,5})=(?P<ip>[0-9.]+|\[[0-9A-Fa-f:.]+\]):(?P<to>\d{1,5})$", re.ASCII
)
# Prefixes that carry an IPv4 address inside an IPv6 one (RFC 6052, 8215, 3056, 4380) or were once local (RFC 3879).
_TUNNELS = tuple(
    ip_network(text)
    for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "::/96", "::ffff:0:0:0/96")
)
_RELAYS = ip_network("192.88.99.0/24")


class Halt(Exception):
    """Ends a request with a fault. Never leaves this room."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.fault = Fault(code, plain(detail))
        super().__init__(code)


@dataclass(frozen=True)
class Target:
    """Where a request goes: the host as its server knows it, and the checked addresses to connect to."""

    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]
    connect_port: int
    is_own: bool = False
    """A host of DATELINE_RESOLVE."""

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def resolve_map(text: str) -> Mapping[str, str]:
    """The hosts of DATELINE_RESOLVE, `host:port=ip:port` separated by commas, as host:port → ip:port.

    Raises ConfigError for anything else.
    """
    found: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        match = _MAPPED.match(entry)
        if not match or not _is_address(match["ip"]) or max(int(match["port"]), int(match["to"])) > 65535:
            raise ConfigError(
                "DATELINE_RESOLVE",
                expected="host:port=ip:port, separated by commas",
                found=plain(entry, 80),
                todo="For example: DATELINE_RESOLVE=gazette.example:80=127.0.0.1:8000",
            )
        found[f"{match['host'].lower()}:{int(match['port'])}"] = f"{match['ip']}:{int(match['to'])}"
    return MappingProxyType(found)


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def is_forbidden(address: Address) -> bool:
    """Whether an address is anything but a public host's own (RFC 6890 and its kin)."""
    if address.is_multicast or address.is_reserved or not address.is_global:
        return True
    if isinstance(address, IPv4Address):
        return address in _RELAYS
    return address.ipv4_mapped is not None or any(address in tunnel for tunnel in _TUNNELS)


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses the system's resolver gives for a host."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Gate:
    """Judges addresses. `resolve` names the only hosts that may lie in private networks, and where they are."""

    resolve: Mapping[str, str] = field(default_factory=dict)
    resolver: Resolver = look_up
    forbidden: Callable[[Address], bool] = is_forbidden

    def target(self, url: str, seconds: float = 10.0) -> Target:
        """Where `url` leads.

        Raises Halt with fetch.scheme, fetch.private_address, fetch.connection or fetch.deadline.
        """
        scheme, host, port = _parts(url)
        own = self.resolve.get(f"{host}:{port}")
        if own:
            ip, _, to = own.rpartition(":")
            return Target(scheme, host, port, (ip.strip("[]"),), int(to), is_own=True)
        literal = _literal(host)
        texts = [literal] if literal else self._looked_up(host, port, seconds)
        for text in texts:
            if not _is_address(text) or "%" in text or self.forbidden(ip_address(text)):
                raise Halt("fetch.private_address", host if literal else f"{host} is {text}")
        return Target(scheme, host, port, tuple(dict.fromkeys(texts)), port)

    def is_own(self, url: str) -> bool:
        """Whether `url` is on a host of DATELINE_RESOLVE."""
        try:
            _, host, port = _parts(url)
        except Halt:
            return False
        return f"{host}:{port}" in self.resolve

    def _looked_up(self, host: str, port: int, seconds: float) -> list[str]:
        """The resolver's answer, waited for in a thread: getaddrinfo itself knows no deadline."""
        found: list[str] = []
        failure: list[Exception] = []

        def ask() -> None:
            try:
                found.extend(self.resolver(host, port))
            except (OSError, UnicodeError) as error:
                failure.append(error)

        thread = threading.Thread(target=ask, name="dateline-resolve", daemon=True)
        thread.start()
        thread.join(max(seconds, 0.01))
        if thread.is_alive():
            raise Halt("fetch.deadline", f"no answer of the name server for {host}")
        if failure or not found:
            raise Halt("fetch.connection", f"no such host: {host}")
        return found


def _parts(url: str) -> tuple[str, str, int]:
    """Scheme, host in lower case, port. Raises Halt when it is not an http address."""
    try:
        split = urlsplit(url)
        scheme, host, port = split.scheme.lower(), (split.hostname or "").rstrip("."), split.port
    except ValueError as error:
        raise Halt("fetch.scheme", f"not an address: {url}") from error
    if scheme not in _PORTS:
        raise Halt("fetch.scheme", f"{scheme or 'no scheme'}: {url}")
    if not host or port == 0 or any(c.isspace() or not c.isprintable() for c in host):
        raise Halt("fetch.scheme", f"no host: {url}")
    return scheme, host, port or _PORTS[scheme]


def _literal(host: str) -> str | None:
    """The host when it is an address itself; None for a name.

    Raises Halt for the forms of numbers that only C libraries read as addresses (`127.1`, `0x7f.1`, `2130706433`): no
    honest link has them.
    """
    if ":" in host:
        return host
    if not _NUMERIC_LABEL.match(host.rsplit(".", 1)[-1]):
        return None
    try:
        return str(IPv4Address(host))
    except ValueError as error:
        raise Halt("fetch.private_address", f"odd form of an address: {host}") from error
