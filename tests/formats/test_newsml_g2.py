"""NewsML-G2, field by field, and where it is broken."""

from __future__ import annotations

import pytest

from tests.formats.reading import Result, case, payload, read, refused

NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
TEXT = '<contentSet><inlineData contenttype="text/plain">Words.</inlineData></contentSet>'


def item(attributes: str = 'guid="urn:x" version="1" standard="NewsML-G2" standardversion="2.35"', ns: str = NS) -> str:
    return f"<newsItem {ns} {attributes}><contentMeta><headline>H</headline></contentMeta>{TEXT}</newsItem>"


@pytest.fixture(scope="module")
def message() -> Result:
    return read("newsml_g2", case("g2_message.xml"))


def test_fields_come_from_their_elements(message: Result) -> None:
    first = message.items[0]
    assert (first.guid, first.version, first.position) == ("urn:example:a", "2", 1)
    assert first.headline == "Main line"
    assert first.byline == "By Ines Roth and Ole Lie"
    assert first.agency == "Other Agency"
    assert first.publisher == "Example Agency"
    assert first.published_text == "2015-02-03T08:00:00+01:00"
    assert first.updated_text == "2015-02-03T09:30:00+01:00"
    assert first.embargo_text == "2015-02-03T12:00:00+01:00"
    assert first.dateline_text == "OSLO, Feb 3 (Other Agency) -"
    assert first.language == "en-GB"
    assert first.status == "correction"
    assert first.note == "Hold until noon."
    assert first.subjects == ("politics", "medtop:11000000", "medtop:20000593", "Nato")


def test_body_is_the_story_with_its_dateline_and_without_teaser_header_and_caption(message: Result) -> None:
    assert message.items[0].body == "OSLO, Feb 3 (Other Agency) - The talks began.\n\nCrosshead\n\nThey went on."


def test_a_withdrawal_needs_no_text(message: Result) -> None:
    assert (message.items[1].status, message.items[1].body) == ("stat:canceled", "")


def test_plain_text_inside_and_an_embargo_without_end(message: Result) -> None:
    assert message.items[2].body == "First paragraph, wrapped.\n\nSecond paragraph."
    assert (message.items[2].status, message.items[2].embargo_text) == ("embargoed", None)


def test_what_is_no_article_is_a_fault_at_its_place(message: Result) -> None:
    assert [(f.code, f.position) for f in message.faults] == [("parse.not_an_article", n) for n in (0, 4, 5)]
    assert "packageItem" in message.faults[0].detail
    assert "127.0.0.1:9/text.xml" in message.faults[1].detail
    assert "picture" in message.faults[2].detail


@pytest.mark.parametrize("name", ["packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem"])
def test_other_items_are_no_articles(name: str) -> None:
    fault = read("newsml_g2", payload(f'<{name} {NS} guid="urn:x" version="1"/>')).fault
    assert (fault.code, fault.position) == ("parse.not_an_article", 0)
    assert name in fault.detail


def test_c37_no_guid() -> None:
    fault = read("newsml_g2", payload(item('version="1" standardversion="2.20"'))).fault
    assert fault.code == "row.required"
    assert "guid" in fault.detail


def test_c37_unknown_version() -> None:
    for attributes in ('guid="urn:x" standardversion="3.0"', 'guid="urn:x" standard="NewsML-G3" standardversion="2.0"'):
        assert read("newsml_g2", payload(item(attributes))).fault.code == "parse.wrong_format"


def test_c37_wrong_namespace() -> None:
    for ns in ("", 'xmlns="http://iptc.org/std/nar/2005-10-01/"'):
        assert refused("newsml_g2", payload(item(ns=ns))).code == "parse.wrong_format"
    assert refused("newsml_g2", payload("<other/>")).code == "parse.wrong_format"


def test_c13_c37_two_items_of_one_guid_are_both_kept_and_marked() -> None:
    both = f"<newsMessage {NS}><itemSet>{item()}{item()}</itemSet></newsMessage>"
    found = read("newsml_g2", payload(both)).items
    assert [i.guid for i in found] == ["urn:x", "urn:x"]
    assert all("guid_not_unique" in i.found for i in found)


def test_two_versions_of_one_guid_are_nothing_odd() -> None:
    second = item('guid="urn:x" version="2" standard="NewsML-G2" standardversion="2.35"')
    both = f"<newsMessage {NS}><itemSet>{item()}{second}</itemSet></newsMessage>"
    found = read("newsml_g2", payload(both)).items
    assert [i.version for i in found] == ["1", "2"]
    assert not any("guid_not_unique" in i.found for i in found)


def test_c37_a_remote_catalogue_is_never_fetched() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        href = f"http://127.0.0.1:{server.getsockname()[1]}/catalog.xml"
        document = item().replace("<contentMeta>", f'<catalogRef href="{href}"/><contentMeta>')
        assert read("newsml_g2", payload(document)).item.body == "Words."
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_message_without_items_is_empty() -> None:
    assert refused("newsml_g2", payload(f"<newsMessage {NS}><itemSet/></newsMessage>")).code == "parse.empty"
