"""Addresses asked, politely and on our guard: what came back, or the fault that says why nothing did."""

from __future__ import annotations

import contextlib
import http.client
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit

import requests
import urllib3

from dateline import __version__
from dateline.fetch.decoding import PIECE, decoded, encodings
from dateline.fetch.gate import Gate, Halt, Target
from dateline.fetch.masking import masked, plain
from dateline.fetch.transport import Deadline, send
from dateline.payload import Fault

Clock = Callable[[], datetime]
USER_AGENT = f"dateline/{__version__} (+news archive run by its reader; robots.txt is heeded as `dateline`)"
_REDIRECTS = {301, 302, 303, 307, 308}
_NO_ADDRESS = (
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidURL,
)
_CONDITIONS = {"If-None-Match", "If-Modified-Since"}
_ETAG_CHARS = 1024


@dataclass(frozen=True)
class Limits:
    """What one request may cost."""

    deadline_seconds: float = 30.0
    connect_seconds: float = 10.0
    body_bytes: int = 16 * 1024 * 1024
    ratio: int = 200
    layers: int = 5
    redirects: int = 5


@dataclass(frozen=True)
class Answer:
    """What came back from an address. With a `fault` there is no body."""

    url: str
    """The address that was asked, secrets masked."""
    received_at: datetime
    final_url: str = ""
    """Where redirects led, secrets masked."""
    status_code: int | None = None
    media_type: str | None = None
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    retry_after: str | None = None
    is_unchanged: bool = False
    """304: the body is what it was when the validators were given."""
    fault: Fault | None = None


@dataclass(frozen=True)
class _Asked:
    """A request on its way through redirects."""

    url: str
    headers: Mapping[str, str]
    user: tuple[str, str] | None


class Client:
    """Asks addresses. Everything it returns is an Answer; it raises nothing for what servers do.

    `resolve` is the map of DATELINE_RESOLVE; `ca_file` a bundle of certificates to trust instead of the usual ones.
    Proxies, passwords and certificates of the environment are ignored.
    """

    def __init__(
        self,
        resolve: Mapping[str, str],
        clock: Clock,
        limits: Limits | None = None,
        *,
        gate: Gate | None = None,
        user_agent: str = USER_AGENT,
        ca_file: str | os.PathLike[str] | None = None,
    ) -> None:
        self.gate = gate or Gate(resolve)
        self.clock = clock
        self.limits = limits or Limits()
        self._user_agent = user_agent
        self._ca_file = os.fspath(ca_file) if ca_file else None

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """What `url` gives now; with validators, perhaps only that it is unchanged."""
        headers = {"User-Agent": self._user_agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
            if value:
                headers[name] = value
        answer = Answer(url=masked(url), received_at=self.clock(), final_url=masked(url))
        with Deadline(self.limits.deadline_seconds) as deadline:
            try:
                bare, user = _without_user(url)
                return self._followed(answer, _Asked(bare, headers, user), deadline)
            except Halt as halt:
                found = halt.fault
            except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException) as error:
                found = _fault(error)
            except (OSError, ValueError, LookupError) as error:  # sockets, odd addresses, odd headers
                found = Fault("fetch.connection", plain(f"{type(error).__name__}: {error}"))
            if deadline.is_over:
                found = deadline.halt().fault
        return replace(answer, received_at=self.clock(), fault=found)

    def _followed(self, answer: Answer, asked: _Asked, deadline: Deadline) -> Answer:
        """The answer at the end of the redirects; each hop passes the gate anew, and no 30x body is read."""
        seen: set[str] = set()
        first: Target | None = None
        while True:
            if asked.url in seen or len(seen) > self.limits.redirects:
                raise Halt("fetch.redirect_loop", f"at hop {len(seen)}: {asked.url}")
            seen.add(asked.url)
            request = requests.Request("GET", asked.url, headers=dict(asked.headers)).prepare()
            target = self.gate.target(request.url or "", min(self.limits.connect_seconds, deadline.left))
            if first and first.scheme == "https" and target.scheme == "http":
                raise Halt("fetch.scheme", f"redirect from https to http: {asked.url}")
            first = first or target
            if asked.user and target.origin == first.origin:
                request.prepare_auth(asked.user)
            response, adapter = send(request, target, deadline, self.limits.connect_seconds, self._ca_file)
            try:
                answer = replace(answer, final_url=masked(asked.url), status_code=response.status_code)
                if response.status_code in _REDIRECTS and response.headers.get("Location"):
                    asked = replace(asked, url=_next_url(asked.url, response.headers["Location"]))
                    continue
                return self._read(answer, response, asked, deadline)
            finally:
                response.close()
                adapter.close()

    def _read(self, answer: Answer, response: requests.Response, asked: _Asked, deadline: Deadline) -> Answer:
        limits = self.limits
        answer = replace(
            answer,
            received_at=self.clock(),
            media_type=plain(response.headers.get("Content-Type", ""), 200) or None,
            etag=_etag(response.headers.get("ETag")),
            last_modified=self._past_date(response.headers.get("Last-Modified")),
            retry_after=response.headers.get("Retry-After"),
        )
        if response.status_code == 304 and not _CONDITIONS.isdisjoint(asked.headers):
            return replace(answer, is_unchanged=True)
        if response.status_code not in (200, 203):
            said = plain(f"{response.status_code} {response.reason or ''}")
            return replace(answer, fault=Fault("fetch.status", said))
        codings = encodings(response.headers.get("Content-Encoding"), limits.layers)
        try:
            body = decoded(response.raw.stream(PIECE, decode_content=False), codings, limits.body_bytes, limits.ratio)
        except urllib3.exceptions.ProtocolError as error:  # IncompleteRead among them
            raise Halt("fetch.truncated", _cause(error)) from error
        deadline.check()  # a connection shut down by the deadline may look like a body that simply ended
        return replace(answer, received_at=self.clock(), body=body)

    def _past_date(self, text: str | None) -> str | None:
        """A Last-Modified that can serve as validator: a real date, not in the future (with a day for odd clocks)."""
        try:
            date = parsedate_to_datetime(text or "")
            is_past = (date - self.clock()).total_seconds() < 86400
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return text if is_past and text and text.isascii() and text.isprintable() else None


def _etag(text: str | None) -> str | None:
    """The validator when it can be sent back as it came: printable ASCII of a sane length."""
    return text if text and len(text) <= _ETAG_CHARS and text.isascii() and text.isprintable() else None


def _without_user(url: str) -> tuple[str, tuple[str, str] | None]:
    """The address without fragment, user name and password; and these two."""
    try:
        split = urlsplit(urldefrag(url.strip())[0])
    except ValueError as error:
        raise Halt("fetch.scheme", "not an address") from error
    user, at, host = split.netloc.rpartition("@")
    bare = urlunsplit(split._replace(netloc=host))
    if not at:
        return bare, None
    name, _, password = user.partition(":")
    return bare, (unquote(name), unquote(password))


def _next_url(url: str, location: str) -> str:
    """Where a redirect leads. User names and passwords written into a redirect are never used."""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")  # http.client reads headers as Latin-1
    try:
        return _without_user(urljoin(url, location.strip()))[0]
    except ValueError as error:
        raise Halt("fetch.scheme", "a redirect to no address") from error


def _fault(error: Exception) -> Fault:
    """The fault of a failed request. What libraries print of the address never gets in: it may hold secrets."""
    if isinstance(error, requests.exceptions.SSLError):
        return Fault("fetch.tls", _cause(error))
    if isinstance(error, requests.ReadTimeout | urllib3.exceptions.ReadTimeoutError):
        return Fault("fetch.deadline", _cause(error))
    if isinstance(error, _NO_ADDRESS):
        return Fault("fetch.scheme", "not an http address")
    return Fault("fetch.connection", _cause(error))


def _cause(error: BaseException) -> str:
    """The innermost cause in words: the layers above it repeat the whole address."""
    seen: set[int] = set()
    while id(error) not in seen:
        seen.add(id(error))
        inner = [getattr(error, "reason", None), *reversed(error.args)]
        error = next((found for found in inner if isinstance(found, BaseException)), error)
    text = str(error.strerror) if isinstance(error, OSError) and error.strerror else str(error).rpartition(">: ")[2]
    return plain(f"{type(error).__name__}: {text}")
