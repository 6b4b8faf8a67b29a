"""NITF, field by field."""

from __future__ import annotations

from tests.formats.reading import case, payload, read, refused


def test_c38_external_dtd_and_latin1_are_read_without_fetching() -> None:
    item = read("nitf", case("nitf_latin1.xml")).item
    assert item.headline == "Envoys meet in a café — again"
    assert item.byline == "By Zoë Hart; By Ned Oake"


def test_fields_come_from_their_elements() -> None:
    item = read("nitf", case("nitf_latin1.xml")).item
    assert item.guid == "urn:example:2011-05-04:7"
    assert item.version == "3"
    assert item.published_text == "20110504T101500Z"
    assert item.embargo_text == "20110504T120000Z"
    assert item.status == "correction"
    assert item.note == "corrects name in paragraph 2"
    assert item.agency == "Example Agency"
    assert item.publisher == "Example News"
    assert item.dateline_text == "GENEVA, May 4"
    assert item.language == "en"
    assert item.url == "https://news.example/7"
    assert item.subjects == ("diplomacy", "subj:11000000", "unrest", "subj:16000000", "Nato", "security")
    assert item.found["guid"] == "nitf/head/docdata/doc-id/@id-string"


def test_body_holds_the_paragraphs_and_nothing_of_media_tables_or_furniture() -> None:
    assert read("nitf", case("nitf_latin1.xml")).item.body.split("\n\n") == [
        "Envoys of Nato met in a café. “We had cake,” one said.",
        "A crosshead",
        "The talks took 3/4 of an hour. They go on.",
        "First point",
        "Second point",
        '"Quoted & kept."',
        "The speaker",
        "Line one goes on.",
        "Line two.",
    ]


def test_a_table_is_read_by_rows_where_there_is_nothing_else() -> None:
    body = "<table><tr><td>Dogs</td><td>3</td></tr><tr><td>Cats</td><td> 4 </td></tr></table>"
    item = read("nitf", payload(f"<nitf><body><body.content>{body}</body.content></body></nitf>")).item
    assert item.body == "Dogs | 3\n\nCats | 4"


def test_c12_missing_guid_is_none_and_not_invented() -> None:
    item = read("nitf", payload("<nitf><body><body.content><p>Text.</p></body.content></body></nitf>")).item
    assert item.guid is None
    assert "guid" not in item.found


def test_management_status_is_told_as_it_is() -> None:
    for status in ("usable", "embargoed", "withheld", "canceled"):
        document = f'<nitf><head><title>T</title><docdata management-status="{status}"/></head></nitf>'
        assert read("nitf", payload(document)).item.status == status


def test_namespace_makes_no_difference() -> None:
    document = '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><p>Text.</p></body.content></body></nitf>'
    assert read("nitf", payload(document)).item.body == "Text."


def test_another_root_is_a_wrong_format() -> None:
    assert refused("nitf", payload("<rss version='2.0'/>")).code == "parse.wrong_format"


def test_neither_headline_nor_text_is_no_article() -> None:
    assert refused("nitf", payload("<nitf><head/><body/></nitf>")).code == "parse.not_an_article"
