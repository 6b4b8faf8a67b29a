"""N26: a login, captcha or error page with status 200 at a feed's address: the feed is failing, not silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline import steps
from dateline.board.today import today
from dateline.board.verdicts import complete
from dateline.home import Home
from dateline.warehouse import open_published, query
from tests.fetch.servers import Site, answer, served
from tests.steps.own_sources import desk_with

NOON = datetime(2031, 1, 15, 12, tzinfo=UTC)
WIRE = """name: Harbour News
publisher: Harbour News
format: rss
pull: {{by: rss, url: "http://site.example/feed.xml", every: 1h{follow}}}
expect: {{per_day: [24, 100]}}
"""
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>The ferry sails</title>'
    b"<link>http://site.example/1</link><guid>1</guid><pubDate>Wed, 15 Jan 2031 08:00:00 GMT</pubDate>"
    b"<description>The ferry sails at noon, the harbour office said on Wednesday.</description></item></channel></rss>"
)
PAGES = {
    "login": b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form><input name=q></form></body></html>",
    "captcha": b"<html><body><h1>Are you a robot?</h1><script src='/c.js'></script></body></html>",
    "error": b"<?xml version='1.0'?>\n<!-- <rss> -->\n<html xmlns='http://www.w3.org/1999/xhtml'><body>Oops</body></html>",
    "a page with a feed's words": b"<html><body>Sign in <rss version='2.0'><channel></channel></rss></body></html>",
    "plain": b"Service temporarily unavailable",
    "json": b'{"error": "rate limited"}',
}


@pytest.fixture
def site() -> Iterator[Site]:
    with served(Site()) as opened:
        yield opened


def desk_at(now: datetime, folder: Path, home: Home, site: Site, follow: str = "") -> steps.Desk:
    wires = {"harbour": WIRE.format(follow=follow)}
    return desk_with(folder, home, now, wires, DATELINE_RESOLVE=site.hosts("site.example"))


def pulled(desk: steps.Desk) -> None:
    steps.ingest(desk, "harbour")
    steps.refine(desk)
    steps.load(desk)


@pytest.mark.parametrize("name", PAGES)
def test_n26_it_is_deferred_and_the_feed_is_failing(name: str, site: Site, home: Home, tmp_path: Path) -> None:
    follow = ", follow: html" if name in ("login", "captcha") else ""
    site.pages["/feed.xml"] = answer(PAGES[name], content_type="text/html")
    desk = desk_at(NOON, tmp_path / "project", home, site, follow)
    pulled(desk)
    with open_published(home.warehouse) as con:
        rejected = query(con, "SELECT wire, state, reason_code FROM rejected").to_pylist()
        accounts = query(con, "SELECT received_count AS n, deferred_count AS d FROM captures").to_pylist()
        wires = query(con, "SELECT failing_code, failing_count FROM wires").to_pylist()
        coverage = query(con, "SELECT verdict FROM coverage_calendar").to_pylist()
        shown = today(con, desk.reasons, NOON)
    assert rejected == [{"wire": "harbour", "state": "deferred", "reason_code": "parse.not_a_feed"}]
    assert accounts == [{"n": 1, "d": 1}]
    assert wires == [{"failing_code": "parse.not_a_feed", "failing_count": 1}]
    assert coverage == [{"verdict": "no_feed"}]
    (row,) = steps.status(desk)["failing"]
    assert (row["wire"], row["reason_code"], row["failed_pulls"]) == ("harbour", "parse.not_a_feed", 1)
    verdict = complete(shown.wires)
    assert verdict.word == "Failing" and "parse.not_a_feed" in " ".join(verdict.particulars)
    assert shown.last_received_at is None  # a page in place of the feed makes nothing fresh


def test_n26_it_is_tried_again_and_all_is_well(site: Site, home: Home, tmp_path: Path) -> None:
    site.pages["/feed.xml"] = answer(PAGES["login"], content_type="text/html")
    for hour in range(3):
        pulled(desk_at(NOON + timedelta(days=hour), tmp_path / "project", home, site))
    with open_published(home.warehouse) as con:
        assert query(con, "SELECT failing_count AS n FROM wires").to_pylist() == [{"n": 3}]
    site.pages["/feed.xml"] = answer(FEED, content_type="application/rss+xml")
    desk = desk_at(NOON + timedelta(days=4), tmp_path / "project", home, site)
    pulled(desk)
    assert steps.status(desk)["failing"] == []
    with open_published(home.warehouse) as con:
        assert query(con, "SELECT failing_code AS c, failing_count AS n FROM wires").to_pylist() == [
            {"c": None, "n": 0}
        ]
        accounts = query(
            con, "SELECT received_count AS n, stored_count AS s, deferred_count AS d FROM captures"
        ).to_pylist()
    assert {name: sum(row[name] for row in accounts) for name in "nsd"} == {"n": 4, "s": 1, "d": 3}
