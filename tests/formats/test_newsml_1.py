"""NewsML 1.x, field by field."""

from __future__ import annotations

from tests.formats.reading import case, payload, read, refused


def test_fields_come_from_their_elements() -> None:
    first = read("newsml_1", case("newsml_1.xml")).items[0]
    assert first.guid == "urn:newsml:example.com:20060711:nL11"
    assert first.version == "2"
    assert first.headline == "Ministers sign gas accord"
    assert first.byline == "By Ana Pop"
    assert first.dateline_text == "ISTANBUL, July 11"
    assert first.agency == "Example Agency"
    assert first.published_text == "20060711T110000Z"
    assert first.updated_text == "20060711T113000Z"
    assert first.status == "Embargoed"
    assert first.embargo_text == "20060711T150000Z"
    assert first.note == "Adds detail"
    assert first.language == "en"
    assert first.subjects == ("04000000",)
    assert first.body == 'Three ministers signed.\n\n"It is done," one said.'


def test_a_picture_among_stories_is_a_fault_at_its_place() -> None:
    found = read("newsml_1", case("newsml_1.xml"))
    assert [(f.code, f.position) for f in found.faults] == [("parse.not_an_article", 1)]
    assert [(i.position, i.body) for i in found.items][1] == (2, "Alpha.\n\nBeta.")


def test_other_roots_versions_and_emptiness() -> None:
    assert refused("newsml_1", payload("<other/>")).code == "parse.wrong_format"
    assert refused("newsml_1", payload('<NewsML Version="2.0"><NewsItem/></NewsML>')).code == "parse.wrong_format"
    assert refused("newsml_1", payload("<NewsML/>")).code == "parse.empty"


def test_c13_two_items_of_one_identity_are_both_kept_and_marked() -> None:
    parts = "<ProviderId>p</ProviderId><DateId>1</DateId><NewsItemId>n</NewsItemId>"
    identity = f"<Identification><NewsIdentifier>{parts}</NewsIdentifier></Identification>"
    content = "<ContentItem><DataContent>Words.</DataContent></ContentItem>"
    one = f"<NewsItem>{identity}<NewsComponent>{content}</NewsComponent></NewsItem>"
    found = read("newsml_1", payload(f"<NewsML>{one}{one}</NewsML>")).items
    assert [i.body for i in found] == ["Words.", "Words."]
    assert all("guid_not_unique" in i.found for i in found)
