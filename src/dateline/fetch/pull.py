"""A wire asked for what is new: its feed, then the pages its entries lead to, one at a time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from dateline.fetch.http import Answer, Client, Clock
from dateline.fetch.leads import Lead, leads
from dateline.fetch.masking import masked
from dateline.fetch.robots import Robots
from dateline.payload import Fault, Payload
from dateline.sources import Wire

LONGEST_WAIT = timedelta(hours=24)
"""However long a server asks us to stay away, or however often it failed, we look again after this."""
ASK_IN_FULL_AFTER = timedelta(days=7)
"""A server that says `unchanged` for longer is asked without validators: some say so for ever."""
_EARLY = 0.9
"""A schedule fires a little early or late; an address is due again a little before its interval is over."""
_DEFERRED = frozenset({"fetch.deadline", "fetch.connection", "fetch.tls", "fetch.status", "fetch.truncated"})
"""Faults of a page that another try may mend; after all others its entry counts as seen."""


class State(Protocol):
    """What the ledger remembers of a wire's pulls."""

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
    def last_received_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Visit:
    """An entry whose page was fetched, or refused for good: it is not asked for again until the entry changes."""

    url: str
    entry_digest: str
    capture_id: str


@dataclass(frozen=True)
class Outcome:
    """How a pull ended: what the ledger is to remember. Record it after the payloads are kept, not before."""

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
        before = _remembered(self.state)
        if before.failure_count and before.next_due_at and self.clock() < before.next_due_at and not self._is_own():
            self.tell(f"{self.wire.id}: not asked before {before.next_due_at:%Y-%m-%d %H:%M} UTC ({before.last_error_code})")
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
        if answer.is_unchanged or (digest == before.body_sha256 and not before.last_error_code):
            self.tell(f"{self.wire.id}: unchanged")
            self._outcome = self._ended(before, answer, digest, is_unchanged=True)
            return
        feed = self._payload(answer)
        yield feed
        found = leads(answer.body, answer.final_url, answer.media_type)
        if not found.is_feed:  # a login page, a captcha, an error page: the feed is failing, not silent
            self._outcome = self._failed(before, answer, "parse.not_a_feed")
            return
        visits: list[Visit] = []
        is_whole = True
        if self.wire.follow:
            news = [lead for lead in found.entries if not self.seen(masked(lead.url), lead.entry_digest)]
            is_whole = len(news) <= self.page_limit
            for lead, page in self._pages(news[: self.page_limit]):
                yield page
                if page.fault and page.fault.code in _DEFERRED:
                    is_whole = False
                else:
                    visits.append(Visit(page.url, lead.entry_digest, page.capture_id))
        ended = self._ended(before, answer, digest, is_unchanged=False)
        if not is_whole:  # without validators the whole feed comes again, and with it the pages that are still owed
            ended = replace(ended, etag=None, last_modified=None, body_sha256=None)
        self._outcome = replace(ended, visits=tuple(visits), entry_count=found.count)

    def _pages(self, news: list[Lead]) -> Iterator[tuple[Lead, Payload]]:
        """The page each entry leads to; two entries that lead to one page get it once each receipt's worth."""
        robots = Robots(self.client)
        asked: dict[str, float] = {}
        for number, lead in enumerate(news, 1):
            self.tell(f"{self.wire.id}: page {number} of {len(news)}")
            yield lead, self._page(lead, robots, asked)

    def _page(self, lead: Lead, robots: Robots, asked: dict[str, float]) -> Payload:
        if urlsplit(lead.url).scheme.lower() in ("http", "https"):
            if not robots.allows(lead.url):
                return self._payload(Answer(masked(lead.url), self.clock(), fault=Fault("fetch.robots")))
            if not self.client.gate.is_own(lead.url):
                host = urlsplit(lead.url).netloc
                pause = max(self.delay_seconds, robots.delay_seconds(lead.url))
                if host in asked and (left := asked[host] + pause - time.monotonic()) > 0:
                    self.sleep(left)
                asked[host] = time.monotonic()
        return self._payload(self.client.get(lead.url))

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
    backoff = min(interval * 2 ** min(max(failure_count - 1, 0), 16), LONGEST_WAIT)
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


def _remembered(state: State | None) -> Outcome:
    if state is None:
        return Outcome()
    return Outcome(
        etag=state.etag,
        last_modified=state.last_modified,
        body_sha256=state.body_sha256,
        last_full_at=state.last_full_at,
        next_due_at=state.next_due_at,
        failure_count=state.failure_count,
        last_ok_at=state.last_ok_at,
        last_error_code=getattr(state, "last_error_code", None),
        last_received_at=state.last_received_at,
    )
