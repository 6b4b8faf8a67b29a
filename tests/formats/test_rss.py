"""Feeds of four kinds, broken ones, and pages where a feed was asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.payload import Payload
from tests.formats.reading import case, feed_wire, payload, read, refused


def feed(name: str) -> Payload:
    return replace(case(name), url="http://feed.example/feed.xml")


def test_fields_of_rss_2() -> None:
    first = read("rss", feed("feed_rss2.xml")).items[0]
    assert (first.guid, first.headline) == ("tag:1", "Bread & circuses")
    assert first.url == "http://feed.example/news/1?a=1&b=2"
    assert (first.byline, first.agency) == ("Ann Lee", "Example Agency")
    assert first.published_text == "Fri, 18 Sep 2009 10:00:00 GMT"
    assert (first.language, first.subjects) == ("en-GB", ("Nato",))
    assert first.body == "First “one”.\n\nSecond line."
    assert first.found["body"] == "content"
    assert not first.is_lead


def test_fields_of_atom() -> None:
    first, second = read("rss", feed("feed_atom.xml")).items
    assert (first.guid, first.headline, first.byline) == ("urn:entry:1", "Le titre", "Eve Roy, Guy Sol")
    assert (first.published_text, first.updated_text) == ("2012-01-01T00:00:00Z", "2012-01-02T03:04:05Z")
    assert (first.body, first.subjects, first.url) == ("Un.\n\nDeux.", ("Otan",), "https://atom.example/1")
    assert (second.published_text, second.found["published_text"]) == ("2012-01-03T00:00:00Z", "updated")


def test_fields_of_rss_1() -> None:
    item = read("rss", feed("feed_rss1.xml")).item
    assert (item.headline, item.body, item.published_text) == ("Old kind", "Text of it.", "2003-04-05T06:07:08Z")


def test_entries_lead_to_pages_only_where_the_wire_follows_and_there_is_a_page() -> None:
    items = read("rss", feed("feed_rss2.xml"), feed_wire("html")).items
    assert [item.is_lead for item in items] == [True, True, False, False, False]
    assert not any(item.is_lead for item in read("rss", feed("feed_rss2.xml"), feed_wire(None)).items)


def test_c12_missing_guid_is_none() -> None:
    second = read("rss", feed("feed_rss2.xml")).items[1]
    assert (second.guid, second.url) == (None, "http://feed.example/news/2")


def test_c13_two_entries_of_one_guid_are_both_kept_and_marked() -> None:
    items = read("rss", feed("feed_rss2.xml")).items
    same = [item for item in items if item.guid == "tag:3"]
    assert [item.body for item in same] == ["One.", "Two."]
    assert all("guid_not_unique" in item.found for item in same)
    assert not any("guid_not_unique" in item.found for item in items if item.guid != "tag:3")


def test_links_that_are_no_web_pages_are_dropped() -> None:
    odd = read("rss", feed("feed_rss2.xml")).items[4]
    assert (odd.headline, odd.url) == ("Odd link", None)


def test_an_entry_that_says_nothing_is_a_fault_at_its_place() -> None:
    (fault,) = read("rss", feed("feed_rss2.xml")).faults
    assert (fault.code, fault.position) == ("parse.not_an_article", 5)


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><head><title>Sign in</title></head><body><form></form></body></html>",
        "<html><body><h1>502</h1></body></html>",
        '{"error": "captcha"}',
        "Access denied",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
    ],
)
def test_n26_a_page_at_a_feed_address_is_not_a_feed(page: str) -> None:
    assert refused("rss", payload(page)).code == "parse.not_a_feed"


def test_n09_a_torn_feed_gives_its_whole_entries_and_never_the_torn_one() -> None:
    whole = (
        "<rss version='2.0'><channel><item><title>Whole</title></item><item><title>Torn</title><description>half a sent"
    )
    found = read("rss", payload(whole))
    assert [item.headline for item in found.items] == ["Whole"]
    assert [(f.code, f.position) for f in found.faults] == [("parse.xml", 1)]


def test_a_feed_that_is_not_well_formed_is_read() -> None:
    found = read("rss", payload("<rss version='2.0'><channel><item><title>Fish & chips</title></item></channel></rss>"))
    assert found.item.headline == "Fish & chips"


def test_an_empty_feed_is_a_feed_without_items() -> None:
    found = read("rss", payload("<rss version='2.0'><channel><title>T</title></channel></rss>"))
    assert (found.items, found.faults) == ([], [])


def test_c06_feed_that_lies_about_its_charset() -> None:
    item = "<item><title>Caf\u00e9 \u201cd\u00e9j\u00e0 vu\u201d</title></item>"
    feed = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{item}</channel></rss>"
    body = feed.encode("cp1252")
    assert read("rss", payload(body, media_type="application/rss+xml; charset=utf-8")).item.headline == "Café “déjà vu”"


def test_a_blank_in_the_address_of_a_namespace_is_no_feed() -> None:
    torn = feed("feed_rss1.xml")
    body = torn.body.replace(b'xmlns:rdf="http://www.w3.org/', 'xmlns:rdf="http://www.w3.org/\u00a0'.encode())
    assert body != torn.body
    assert refused("rss", replace(torn, body=body)).code == "parse.not_a_feed"
