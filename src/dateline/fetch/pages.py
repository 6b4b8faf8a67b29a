"""The pages a feed's entries lead to, fetched one at a time, with a pause for each host."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dateline.fetch.http import Answer, Client
from dateline.fetch.leads import Lead
from dateline.fetch.masking import masked
from dateline.fetch.robots import Robots
from dateline.payload import Fault, Payload

_URL_CHARS = 8000
_NO_ANSWER = frozenset({"fetch.deadline", "fetch.connection", "fetch.tls"})
_OWED = _NO_ANSWER | {"fetch.status", "fetch.truncated"}
"""Faults that another try may mend; after all others an entry counts as visited."""
_TOO_BUSY = frozenset({429, 503})
_ASK_AGAIN = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Visit:
    """An entry whose page was fetched, or refused for good: it is not asked for again until the entry changes."""

    url: str
    entry_digest: str
    capture_id: str


def page_url(lead: Lead) -> str:
    """The address a lead's page is known by: secrets masked, and no longer than a row holds."""
    return masked(lead.url)[:_URL_CHARS]


@dataclass
class Walk:
    """A walk along the leads of one feed. `visits` and `is_whole` are true once `pages()` is exhausted."""

    client: Client
    payload: Callable[[Answer], Payload]
    delay_seconds: float
    sleep: Callable[[float], None]
    tell: Callable[[str], None]
    visits: list[Visit] = field(default_factory=list)
    is_whole: bool = True
    """Whether no page is owed any more."""
    _asked: dict[str, float] = field(default_factory=dict)
    _silent: set[str] = field(default_factory=set)
    """Hosts that did not answer or asked for a rest: left alone until the next pull."""

    def pages(self, leads: Sequence[Lead]) -> Iterator[Payload]:
        """Each page once, however many entries lead to it."""
        robots = Robots(self.client)
        done: dict[str, Payload] = {}
        for number, lead in enumerate(leads, 1):
            host = _host(lead.url)
            page = done.get(lead.url)
            if page is None:
                if host in self._silent:
                    self.is_whole = False
                    continue
                self.tell(f"page {number} of {len(leads)}")
                page = done[lead.url] = self.payload(self._answer(lead, host, robots))
                yield page
            if _is_owed(page):
                self.is_whole = False
                if _is_silence(page):
                    self._silent.add(host)
            else:
                self.visits.append(Visit(page.url, lead.entry_digest, page.capture_id))

    def _answer(self, lead: Lead, host: str, robots: Robots) -> Answer:
        url, now = page_url(lead), self.client.clock
        if len(lead.url) > _URL_CHARS:
            return Answer(url, now(), fault=Fault("fetch.scheme", f"an address of {len(lead.url)} characters"))
        if host:
            refusal = robots.refusal(lead.url)
            if refusal:
                if refusal.code in _OWED:
                    self._silent.add(host)
                return Answer(url, now(), fault=refusal)
            if not self.client.gate.is_own(lead.url):
                self._pause(host, max(self.delay_seconds, robots.delay_seconds(lead.url)))
        return self.client.get(lead.url)

    def _pause(self, host: str, seconds: float) -> None:
        left = self._asked.get(host, float("-inf")) + seconds - time.monotonic()
        if left > 0:
            self.sleep(left)
        self._asked[host] = time.monotonic()


def _host(url: str) -> str:
    """The host and port of an http address; "" for anything else."""
    try:
        split = urlsplit(url)
        return split.netloc.rpartition("@")[2].lower() if split.scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""


def _is_owed(page: Payload) -> bool:
    if page.fault is None or page.fault.code not in _OWED:
        return False
    is_gone = page.fault.code == "fetch.status" and 400 <= (page.status_code or 0) < 500
    return not is_gone or page.status_code in _ASK_AGAIN


def _is_silence(page: Payload) -> bool:
    return page.fault is not None and (page.fault.code in _NO_ANSWER or page.status_code in _TOO_BUSY)
