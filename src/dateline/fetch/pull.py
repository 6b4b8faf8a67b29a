"""A wire asked for what is new: its feed, then the pages its entries lead to, one at a time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

from dateline.fetch.http import Answer, Client, Clock
from dateline.fetch.leads import leads
from dateline.fetch.masking import masked
from dateline.fetch.pages import Visit, Walk, page_url
from dateline.payload import Payload
from dateline.sources import Wire

LONGEST_WAIT = timedelta(hours=24)
"""However long a server asks us to stay away, or however often it failed, we look again after this."""
ASK_IN_FULL_AFTER = timedelta(days=7)
"""A server that says `unchanged` for longer is asked without validators: some say so for ever."""
_EARLY = 0.9
"""A schedule fires a little early or late; an address is due again a little before its interval is over."""


class State(Protocol):
    """What the ledger remembers of a wire's pulls."""

    @property
    def url(self) -> str | None: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def body_sha256(self) -> str | None: ...
    @property
    def last_full_at(self) -> datetime | None: ...
    @property
    def next_due_at(self) -> datetime | None: ...
    @property
    def failure_count(self) -> int: ...
    @property
    def last_ok_at(self) -> datetime | None: ...
    @property
    def last_error_code(self) -> str | None: ...
    @property
    def last_received_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Outcome:
    """How a pull ended: what the ledger is to remember. Record it after the payloads are kept, not before."""

    url: str | None = None
    """The address that was asked, secrets masked."""
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    last_full_at: datetime | None = None
    next_due_at: datetime | None = None
    failure_count: int = 0
    last_ok_at: datetime | None = None
    last_error_code: str | None = None
    last_received_at: datetime | None = None
    visits: tuple[Visit, ...] = ()
    is_unchanged: bool = False
    entry_count: int = 0


_STATE = tuple(f.name for f in fields(Outcome) if f.name not in ("visits", "is_unchanged", "entry_count"))


@dataclass
class Pull:
    """One look at a wire. Exhaust `payloads()`, keep them, then hand `outcome()` to the ledger.

    `seen` tells whether a page was fetched for an entry with that digest; `tell` takes lines about progress.
    `delay_seconds` is the pause between two pages of one host; hosts of our own (DATELINE_RESOLVE) need none.
    """

    wire: Wire
    client: Client
    clock: Clock
    state: State | None = None
    seen: Callable[[str, str], bool] = lambda url, digest: False
    tell: Callable[[str], None] = lambda line: None
    delay_seconds: float = 1.0
    page_limit: int = 100
    sleep: Callable[[float], None] = time.sleep
    _outcome: Outcome | None = field(default=None, init=False)

    def outcome(self) -> Outcome:
        """What to remember. Raises ValueError while payloads() is not exhausted."""
        if self._outcome is None:
            raise ValueError("the outcome of a pull is known once its payloads are exhausted")
        return self._outcome

    def payloads(self) -> Iterator[Payload]:
        """The feed, then the pages of entries not seen before. What could not be had is a payload with a fault.

        Nothing comes when the feed is unchanged, or when an address that failed is not due again.
        """
        before = _remembered(self.state, masked(self.wire.url or ""))
        if before.failure_count and before.next_due_at and self.clock() < before.next_due_at and not self._is_own():
            due = f"{before.next_due_at:%Y-%m-%d %H:%M} UTC"
            self.tell(f"{self.wire.id}: not asked before {due} ({before.last_error_code})")
            self._outcome = before
            return
        url = self.wire.url or ""
        etag, last_modified = self._validators(before)
        answer = self.client.get(url, etag=etag, last_modified=last_modified)
        if answer.fault:
            yield self._payload(answer)
            self._outcome = self._failed(before, answer, answer.fault.code)
            self.tell(f"{self.wire.id}: {answer.fault.code} {answer.fault.detail}")
            return
        digest = hashlib.sha256(answer.body).hexdigest()
        if answer.is_unchanged or digest == before.body_sha256:
            self.tell(f"{self.wire.id}: unchanged")
            self._outcome = self._ended(before, answer, digest, is_unchanged=True)
            return
        yield self._payload(answer)
        found = leads(answer.body, answer.final_url, answer.media_type)
        if not found.is_feed:  # a login page, a captcha, an error page: the feed is failing, not silent
            self._outcome = self._failed(before, answer, "parse.not_a_feed")
            return
        walk = Walk(self.client, self._payload, self.delay_seconds, self.sleep, self._tell_page)
        if self.wire.follow:
            news = [lead for lead in found.entries if not self.seen(page_url(lead), lead.entry_digest)]
            yield from walk.pages(news[: self.page_limit])
            walk.is_whole = walk.is_whole and len(news) <= self.page_limit
        ended = self._ended(before, answer, digest, is_unchanged=False)
        if not walk.is_whole:  # without validators the feed comes whole again, and with it the pages still owed
            ended = replace(ended, etag=None, last_modified=None, body_sha256=None)
        self._outcome = replace(ended, visits=tuple(walk.visits), entry_count=found.count)

    def _tell_page(self, line: str) -> None:
        self.tell(f"{self.wire.id}: {line}")

    def _payload(self, answer: Answer) -> Payload:
        return Payload(
            wire=self.wire.id,
            url=answer.url,
            received_at=answer.received_at,
            body=answer.body,
            media_type=answer.media_type,
            status_code=answer.status_code,
            origin=answer.received_at.isoformat(),
            fault=answer.fault,
        )

    def _is_own(self) -> bool:
        return self.client.gate.is_own(self.wire.url or "")

    def _validators(self, before: Outcome) -> tuple[str | None, str | None]:
        if before.last_full_at is None or self.clock() - before.last_full_at >= ASK_IN_FULL_AFTER:
            return None, None
        return before.etag, before.last_modified

    def _ended(self, before: Outcome, answer: Answer, digest: str, *, is_unchanged: bool) -> Outcome:
        now = self.clock()
        is_full = not answer.is_unchanged
        return Outcome(
            url=before.url,
            etag=answer.etag if is_full else before.etag,
            last_modified=answer.last_modified if is_full else before.last_modified,
            body_sha256=digest if is_full else before.body_sha256,
            last_full_at=now if is_full else before.last_full_at,
            next_due_at=now + waiting(self.wire.every, 0, answer.retry_after, now),
            last_ok_at=now,
            last_received_at=before.last_received_at if is_unchanged else answer.received_at,
            is_unchanged=is_unchanged,
        )

    def _failed(self, before: Outcome, answer: Answer, code: str) -> Outcome:
        count = before.failure_count + 1
        now = self.clock()
        wait = LONGEST_WAIT if answer.status_code == 410 else waiting(self.wire.every, count, answer.retry_after, now)
        return replace(before, failure_count=count, last_error_code=code, next_due_at=now + wait)


def waiting(every: timedelta, failure_count: int, retry_after: str | None, now: datetime) -> timedelta:
    """How long to stay away: the wire's interval, doubled for each failure after the first, or what the server asks.

    Never shorter than (nearly) the interval, never longer than a day, whatever the server says.
    """
    interval = min(every, LONGEST_WAIT) * _EARLY
    doublings: int = 2 ** min(max(failure_count - 1, 0), 16)
    backoff = min(interval * doublings, LONGEST_WAIT)
    return max(interval, min(max(backoff, _asked_wait(retry_after, now)), LONGEST_WAIT))


def _asked_wait(retry_after: str | None, now: datetime) -> timedelta:
    """Retry-After as a span (RFC 9110, 10.2.3: seconds or a date); nothing for what is neither."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:12]), int(LONGEST_WAIT.total_seconds())))
    try:
        return min(max(parsedate_to_datetime(text) - now, timedelta()), LONGEST_WAIT)
    except (ValueError, TypeError, IndexError, OverflowError):
        return timedelta()


def _remembered(state: State | None, url: str) -> Outcome:
    """The state as an outcome to go on from; a new one when the wire's address has changed since."""
    if state is None or state.url != url:
        return Outcome(url=url)
    return Outcome(**{name: getattr(state, name) for name in _STATE})
