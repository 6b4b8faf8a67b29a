"""A wire pulled: its feed, the pages it leads to, and what is remembered for the next time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dateline.fetch import Client, Outcome, Pull, resolve_map, verify, with_verified
from dateline.fetch.gate import Gate
from dateline.fetch.pull import waiting
from dateline.payload import Payload
from dateline.sources import Wire
from tests.fetch.servers import Asked, Site, answer, moved

FEED_URL = "http://site.example/feed.xml"
HOUR = timedelta(hours=1)
Start = Callable[[Site], Site]


def feed(*entries: tuple[str, str]) -> bytes:
    """An RSS feed with an entry for each (link, title)."""
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Wed, 14 Jan 2026 08:00:00 GMT</pubDate></item>"
        for link, title in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


@dataclass
class Moment:
    at: datetime = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Listener:
    """Somebody who pulls the same wire again and again and remembers, as the steps and the ledger do."""

    site: Site
    wire: Wire
    more_hosts: str = ""
    gate: Gate | None = None
    clock: Moment = field(default_factory=Moment)
    state: Outcome | None = None
    visits: set[tuple[str, str]] = field(default_factory=set)
    naps: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    delay_seconds: float = 0.0
    page_limit: int = 100

    def pull(self) -> list[Payload]:
        resolve = resolve_map(f"{self.site.hosts('site.example')},{self.more_hosts}")
        pull = Pull(
            wire=self.wire,
            client=Client(resolve, self.clock, gate=self.gate),
            clock=self.clock,
            state=self.state,
            seen=lambda url, digest: (url, digest) in self.visits,
            tell=self.lines.append,
            delay_seconds=self.delay_seconds,
            page_limit=self.page_limit,
            sleep=self.naps.append,
        )
        payloads = list(pull.payloads())
        self.state = pull.outcome()
        assert all(v.capture_id in {p.capture_id for p in payloads} for v in self.state.visits)
        self.visits |= {(v.url, v.entry_digest) for v in self.state.visits}
        return payloads


def wire(follow: str | None = "html", url: str = FEED_URL) -> Wire:
    return Wire(id="w", name="W", publisher="W", format="rss", url=url, every=HOUR, follow=follow)


@pytest.fixture
def listener(site: Site) -> Listener:
    site.pages |= {
        "/feed.xml": answer(feed(("http://site.example/1", "one"), ("/2", "two")), content_type="application/rss+xml"),
        "/1": answer(b"<p>one</p>", content_type="text/html"),
        "/2": answer(b"<p>two</p>", content_type="text/html"),
    }
    return Listener(site, wire())


def urls(payloads: list[Payload]) -> list[str]:
    return [p.url for p in payloads]


def codes(payloads: list[Payload]) -> list[str | None]:
    return [p.fault.code if p.fault else None for p in payloads]


def test_the_feed_comes_first_and_then_the_pages_it_leads_to(listener: Listener) -> None:
    payloads = listener.pull()
    assert urls(payloads) == [FEED_URL, "http://site.example/1", "http://site.example/2"]
    assert [p.body for p in payloads[1:]] == [b"<p>one</p>", b"<p>two</p>"]
    assert payloads[1].media_type == "text/html"
    assert {p.wire for p in payloads} == {"w"}
    assert all(p.origin == p.received_at.isoformat() for p in payloads)


def test_a_feed_that_holds_its_stories_is_not_followed(site: Site, listener: Listener) -> None:
    listener.wire = wire(follow=None)
    assert urls(listener.pull()) == [FEED_URL]
    assert site.paths() == ["/feed.xml"]


def test_payloads_come_while_the_pull_goes_on(site: Site, listener: Listener) -> None:
    client = Client(resolve_map(site.hosts("site.example")), listener.clock)
    pull = Pull(wire=wire(), client=client, clock=listener.clock)
    coming = pull.payloads()
    assert next(coming).url == FEED_URL
    assert site.paths() == ["/feed.xml"]
    with pytest.raises(ValueError, match="exhausted"):
        pull.outcome()
    assert len(list(coming)) == 2
    assert pull.outcome().entry_count == 2


def test_a_feed_with_the_same_bytes_brings_nothing(site: Site, listener: Listener) -> None:
    listener.pull()
    listener.clock.at += HOUR
    assert listener.pull() == []
    assert listener.state and listener.state.is_unchanged and listener.state.last_ok_at == listener.clock.at


def test_validators_are_sent_and_a_304_brings_nothing(site: Site, listener: Listener) -> None:
    whole = feed(("/1", "one"))

    def page(asked: Asked) -> bytes:
        if asked.headers.get("if-none-match") == '"v1"':
            return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        return answer(whole, etag='"v1"', last_modified="Wed, 14 Jan 2026 08:00:00 GMT")

    site.pages["/feed.xml"] = page
    assert len(listener.pull()) == 2
    listener.clock.at += HOUR
    assert listener.pull() == []
    assert listener.state and (listener.state.etag, listener.state.is_unchanged) == ('"v1"', True)


def test_n22_a_server_that_says_unchanged_for_ever_is_asked_in_full_after_a_week(
    site: Site, listener: Listener
) -> None:
    def page(asked: Asked) -> bytes:
        if "if-none-match" in asked.headers:
            return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        return answer(feed(("/1", f"one, asked {len(site.asked)} times")), etag='"same"')

    site.pages["/feed.xml"] = page
    listener.pull()
    listener.clock.at += timedelta(days=6)
    assert listener.pull() == []
    listener.clock.at += timedelta(days=1)
    assert len(listener.pull()) == 2


def test_n23_validators_of_a_200_replace_the_old_ones(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = answer(feed(("/1", "one")), etag='"old"')
    listener.pull()
    site.pages["/feed.xml"] = answer(feed(("/1", "one")), last_modified="Wed, 14 Jan 2026 08:00:00 GMT")
    listener.pull()
    assert listener.state and listener.state.etag is None
    assert listener.state.last_modified == "Wed, 14 Jan 2026 08:00:00 GMT"


def test_only_new_and_changed_entries_are_followed(site: Site, listener: Listener) -> None:
    listener.pull()
    site.pages["/feed.xml"] = answer(feed(("http://site.example/1", "one, corrected"), ("/2", "two"), ("/3", "three")))
    site.pages["/3"] = answer(b"three")
    assert urls(listener.pull()) == [FEED_URL, "http://site.example/1", "http://site.example/3"]


def test_a_new_address_of_the_wire_forgets_the_validators_of_the_old(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = site.pages["/new.xml"] = answer(feed(("/1", "one")), etag='"v1"')
    listener.pull()
    listener.wire = wire(url="http://site.example/new.xml")
    assert urls(listener.pull()) == ["http://site.example/new.xml"]
    assert "if-none-match" not in site.asked[-1].headers


def test_a_page_that_failed_is_owed_and_comes_later_with_its_feed(site: Site, listener: Listener) -> None:
    site.pages["/2"] = answer(b"", "500 Oh")
    assert codes(listener.pull()) == [None, None, "fetch.status"]
    site.pages["/2"] = answer(b"<p>two</p>")
    assert urls(listener.pull()) == [FEED_URL, "http://site.example/2"]
    assert listener.pull() == []


def test_a_page_that_is_gone_is_not_asked_for_again(site: Site, listener: Listener) -> None:
    del site.pages["/2"]
    assert codes(listener.pull()) == [None, None, "fetch.status"]
    assert listener.pull() == []


def test_a_host_that_does_not_answer_is_left_alone_for_the_rest(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = answer(feed(("http://dead.example/1", "a"), ("http://dead.example/2", "b"), ("/2", "c")))
    listener.more_hosts = "dead.example:80=127.0.0.1:1"
    site.pages["/robots.txt"] = answer(b"")
    payloads = listener.pull()
    assert urls(payloads) == [FEED_URL, "http://dead.example/1", "http://site.example/2"]


def test_a_host_that_asks_for_a_rest_gets_one(site: Site, listener: Listener) -> None:
    site.pages["/1"] = answer(b"", "429 Too Many Requests")
    assert urls(listener.pull()) == [FEED_URL, "http://site.example/1"]


def test_pages_beyond_the_limit_come_with_the_next_pull(site: Site, listener: Listener) -> None:
    listener.page_limit = 1
    assert urls(listener.pull()) == [FEED_URL, "http://site.example/1"]
    assert urls(listener.pull()) == [FEED_URL, "http://site.example/2"]
    assert listener.pull() == []


def test_a_page_that_two_entries_lead_to_is_fetched_once(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = answer(feed(("/1", "one"), ("/1", "one again")))
    assert len(listener.pull()) == 2
    assert len(listener.visits) == 2


def test_a_failing_feed_is_a_payload_with_a_fault(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = answer(b"no", "503 Busy")
    (payload,) = listener.pull()
    assert payload.fault and payload.fault.code == "fetch.status"
    assert (payload.body, payload.status_code, payload.url) == (b"", 503, FEED_URL)
    assert listener.state and (listener.state.failure_count, listener.state.last_error_code) == (1, "fetch.status")


def test_n26_a_page_where_a_feed_should_be_counts_as_a_failure(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = answer(b"<html><body><form>Sign in</form></body></html>", content_type="text/html")
    (payload,) = listener.pull()
    assert payload.body and payload.fault is None  # it is kept; formats says what it is
    assert listener.state and listener.state.last_error_code == "parse.not_a_feed"
    assert site.paths() == ["/feed.xml"]


def test_an_empty_feed_is_a_feed(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = answer(feed())
    assert len(listener.pull()) == 1
    assert listener.state and (listener.state.failure_count, listener.state.entry_count) == (0, 0)


def test_success_ends_a_streak_of_failures(site: Site, listener: Listener) -> None:
    good = site.pages["/feed.xml"]
    site.pages["/feed.xml"] = answer(b"", "500 Oh")
    listener.pull()
    listener.pull()
    assert listener.state and listener.state.failure_count == 2
    site.pages["/feed.xml"] = good
    listener.pull()
    assert (listener.state.failure_count, listener.state.last_error_code) == (0, None)


def far(listener: Listener, start: Start, pages: dict[str, object]) -> Site:
    """A host that is not one of our own: reached by a resolver, at an address that passes for public."""
    site = start(Site(pages=dict(pages), address="127.0.0.2"))  # type: ignore[arg-type]
    listener.gate = Gate(resolver=lambda host, port: ["127.0.0.2"], forbidden=lambda a: str(a) != "127.0.0.2")
    return site


def test_n27_an_address_that_failed_is_left_alone_until_it_is_due(listener: Listener, start: Start) -> None:
    site = far(listener, start, {"/feed.xml": answer(b"", "500 Oh")})
    listener.wire = wire(url=f"http://far.example:{site.port}/feed.xml")
    assert len(listener.pull()) == 1
    listener.clock.at += HOUR / 2
    assert listener.pull() == []
    assert "not asked before" in listener.lines[-1]
    listener.clock.at += HOUR / 2
    assert len(listener.pull()) == 1
    assert len(site.asked) == 2


def test_pages_of_one_host_are_fetched_with_a_pause(listener: Listener, start: Start) -> None:
    site = far(listener, start, {f"/{n}": answer(b"page") for n in range(3)})
    base = f"http://far.example:{site.port}"
    site.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 7\n")
    site.pages["/feed.xml"] = answer(feed(*((f"{base}/{n}", str(n)) for n in range(3))))
    listener.wire = wire(url=f"{base}/feed.xml")
    listener.delay_seconds = 2.0
    assert len(listener.pull()) == 4
    assert len(listener.naps) == 2 and all(6 < nap <= 7 for nap in listener.naps)


ROBOTS = {
    "forbidden": (answer(b"User-agent: dateline\nDisallow: /1\n"), ["fetch.robots", None]),
    "for others": (answer(b"User-agent: other\nDisallow: /\n"), [None, None]),
    "with a mark": (answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /2\n"), [None, "fetch.robots"]),
    "missing": (answer(b"", "404 Not Found"), [None, None]),
    "closed": (answer(b"", "403 Forbidden"), [None, None]),
    "broken": (answer(b"", "500 Oh"), ["fetch.status"]),
    "huge": (answer(b"# " + b"x" * 3_000_000 + b"\nUser-agent: *\nDisallow: /\n"), [None, None]),
}


def test_n30_pages_behind_a_broken_robots_txt_come_once_it_is_mended(site: Site, listener: Listener) -> None:
    site.pages["/robots.txt"] = answer(b"", "500 Oh")
    listener.pull()
    site.pages["/robots.txt"] = answer(b"")
    assert codes(listener.pull()) == [None, None, None]


@pytest.mark.parametrize("case", ROBOTS)
def test_n30_robots_txt_is_heeded(site: Site, listener: Listener, case: str) -> None:
    site.pages["/robots.txt"], expected = ROBOTS[case]
    assert codes(listener.pull())[1:] == expected
    assert site.paths().count("/robots.txt") == 1


LINKS = [
    "file:///etc/passwd",
    "ftp://site.example/x",
    "javascript:alert(1)",
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://[::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://site.example:99999/",
]


@pytest.mark.parametrize("link", LINKS)
def test_n17_links_of_a_feed_pass_the_same_gate(site: Site, listener: Listener, link: str) -> None:
    site.pages["/feed.xml"] = answer(feed((link, "bait"), ("/2", "two")))
    payloads = listener.pull()
    assert codes(payloads)[1] in ("fetch.scheme", "fetch.private_address", "fetch.robots")
    assert codes(payloads)[2] is None
    assert listener.pull() == []


def test_n17_nothing_else_in_a_feed_is_fetched(site: Site, listener: Listener) -> None:
    bait = """<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>t</title>
      <atom:link rel="next" href="http://site.example/next"/><atom:link rel="hub" href="http://site.example/hub"/>
      <image><url>http://site.example/image</url></image>
      <item><title>t</title><link>/1</link><comments>http://site.example/comments</comments>
      <enclosure url="http://site.example/enclosure" type="audio/mpeg" length="1"/>
      <description>&lt;img src="http://site.example/img"&gt;</description></item></channel></rss>"""
    site.pages["/feed.xml"] = answer(bait.encode())
    listener.pull()
    assert site.paths() == ["/feed.xml", "/robots.txt", "/1"]


NO_FEEDS = [b"/etc/passwd", b"", b"\x00" * 100, b"<rss" * 5000, b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>"]


@pytest.mark.parametrize("body", NO_FEEDS)
def test_bytes_that_are_no_feed_never_raise_and_open_no_file(site: Site, listener: Listener, body: bytes) -> None:
    site.pages["/feed.xml"] = answer(body)
    assert len(listener.pull()) == 1
    assert listener.state and listener.state.entry_count == 0


def test_a_link_too_long_for_a_row_is_refused_once(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = answer(feed(("/" + "x" * 9000, "long")))
    payloads = listener.pull()
    assert codes(payloads) == [None, "fetch.scheme"]
    assert len(payloads[1].url) <= 8000
    assert listener.pull() == []


def test_s25_secrets_of_a_wire_are_sent_and_never_kept(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml?token=hunter2"] = answer(feed(("/1?api_key=hunter2", "one")))
    site.pages["/1?api_key=hunter2"] = answer(b"page")
    listener.wire = wire(url="http://me:hunter2@site.example/feed.xml?token=hunter2")
    payloads = listener.pull()
    assert codes(payloads) == [None, None]
    assert urls(payloads) == ["http://***@site.example/feed.xml?token=***", "http://site.example/1?api_key=***"]
    kept = [replace(p, body=b"") for p in payloads]
    assert "hunter2" not in repr((kept, listener.state, listener.lines, listener.visits))
    assert listener.pull() == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("5", timedelta(minutes=54)),
        ("7200", 2 * HOUR),
        ("-1", timedelta(minutes=54)),
        ("1e9", timedelta(minutes=54)),
        ("1000000000", 24 * HOUR),
        ("9" * 5000, 24 * HOUR),
        ("Thu, 15 Jan 2026 15:00:00 GMT", 3 * HOUR),
        ("Thu, 15 Jan 2099 15:00:00 GMT", 24 * HOUR),
        ("Thu, 15 Jan 2001 15:00:00 GMT", timedelta(minutes=54)),
        ("soon", timedelta(minutes=54)),
        ("", timedelta(minutes=54)),
        (None, timedelta(minutes=54)),
    ],
)
def test_n20_retry_after_is_heeded_within_reason(noon: datetime, asked: str | None, expected: timedelta) -> None:
    assert waiting(HOUR, 1, asked, noon) == expected


def test_n27_each_failure_doubles_the_wait_up_to_a_day(noon: datetime) -> None:
    waits = [waiting(HOUR, n, None, noon) for n in range(1, 8)]
    assert waits == sorted(waits) and waits[1] == 2 * waits[0]
    assert waiting(HOUR, 1000, None, noon) == timedelta(hours=24)
    assert waiting(timedelta(days=9), 0, None, noon) <= timedelta(hours=24)


def test_n27_an_address_that_is_gone_for_good_is_left_for_a_day(site: Site, listener: Listener) -> None:
    site.pages["/feed.xml"] = answer(b"", "410 Gone")
    listener.pull()
    assert listener.state and listener.state.next_due_at == listener.clock.at + timedelta(hours=24)


def test_an_address_is_verified_by_really_asking_it(site: Site, listener: Listener, client: Client) -> None:
    found = verify(wire(), client, listener.clock)
    assert (found.ok, found.status, found.entries) == (True, 200, 2)
    assert found.newest == "Wed, 14 Jan 2026 08:00:00 GMT"
    site.pages["/feed.xml"] = moved("/1")
    found = verify(wire(), client, listener.clock)
    assert not found.ok and "parse.not_a_feed" in found.detail
    site.pages["/feed.xml"] = answer(feed())
    assert not verify(wire(), client, listener.clock).ok
    del site.pages["/feed.xml"]
    found = verify(wire(), client, listener.clock)
    assert (found.ok, found.status) == (False, 404)
    assert "fetch.status" in found.detail


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nverified_on:\nb: 2\n", "a: 1\nverified_on: 2026-01-15\nb: 2\n"),
        ("verified_on: 2020-01-01  # by hand\n", "verified_on: 2026-01-15  # by hand\n"),
        ("a: 1\r\nverified_on:\r\nb: 2\r\n", "a: 1\r\nverified_on: 2026-01-15\r\nb: 2\r\n"),
        ("a: 1", "a: 1\nverified_on: 2026-01-15\n"),
        ("# verified_on: never\na: 1\n", "# verified_on: never\na: 1\nverified_on: 2026-01-15\n"),
    ],
)
def test_verified_on_is_written_into_its_own_line(before: str, after: str) -> None:
    assert with_verified(before, date(2026, 1, 15)) == after
    assert with_verified(after, date(2026, 1, 15)) == after


def test_the_digest_of_the_feed_is_remembered(site: Site, listener: Listener) -> None:
    body = listener.pull()[0].body
    assert listener.state and listener.state.body_sha256 == hashlib.sha256(body).hexdigest()
