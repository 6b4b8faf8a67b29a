"""Items made into rows: identity, status, embargo, addresses, language, evidence; and that a row keeps its contract."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.contracts import Contract, contracts, judge, schema
from dateline.normalise import Vocabulary, articles, boilerplate_of, document, fields, sentence_hashes, with_lead
from dateline.normalise.addresses import address, canonical
from dateline.normalise.language import language_of
from dateline.normalise.status import status_of
from dateline.payload import Item, Payload, Record
from dateline.sources import Wire

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
WIRE = Wire("echo", "Evening Echo", "Evening Echo", "text", zone="Europe/London")
BODY = "MOSCOW, Nov 21 (Reuters) - The talks ended on Friday without any agreement between the two sides.\n\nThey will meet again."  # noqa: E501
ITEM = Item(
    guid="urn:echo:1",
    headline="UPDATE 1-Talks end",
    byline="By Anna Kessler",
    published_text="2013-11-21T10:00:00Z",
    body=BODY,
)


@pytest.fixture(scope="module")
def contract() -> Contract:
    return contracts(Path(__file__).parents[2] / "schemas")["article_versions"]


def record(received_at: datetime = NOW) -> Record:
    return Record(Payload("echo", "inbox:a.txt", received_at, b"raw", origin="1"), "raw/echo/2026-01-15/b.warc.gz", 7)


def row(contract: Contract, words: Vocabulary, item: Item, received_at: datetime = NOW) -> dict[str, object]:
    table = articles([(record(received_at), item)], WIRE, contract, words)
    assert table.schema == schema(contract)
    verdict = judge(contract, table)
    assert not verdict.breaches, verdict.breaches
    (found,) = table.to_pylist()
    return dict(found)


def changed(**values: object) -> Item:
    from dataclasses import replace

    return replace(ITEM, **values)  # type: ignore[arg-type]


def test_a_row_holds_what_the_item_says(contract: Contract, words: Vocabulary) -> None:
    found = row(contract, words, ITEM)
    assert found["headline"] == "Talks end"
    assert found["headline_prefix"] == "UPDATE 1"
    assert (found["byline"], found["agency"], found["publisher"]) == ("Anna Kessler", "Reuters", "Evening Echo")
    assert (found["dateline_place"], found["dateline_on"]) == ("MOSCOW", date(2013, 11, 21))
    assert found["published_at"] == datetime(2013, 11, 21, 10, tzinfo=UTC)
    assert (found["date_status"], found["published_zone"], found["published_zone_source"]) == (
        "exact",
        "UTC",
        "printed",
    )
    assert (found["status"], found["language"], found["identity_rule"]) == ("usable", "en", "guid")
    assert (found["raw_file"], found["raw_offset"]) == ("raw/echo/2026-01-15/b.warc.gz", 7)
    assert found["body"] == BODY
    evidence = json.loads(str(found["evidence"]))
    assert evidence["agency"] == "dateline"


def test_c09_a_future_time_gives_no_time_and_a_flag(contract: Contract, words: Vocabulary) -> None:
    found = row(contract, words, changed(published_text="2026-03-01T10:00:00Z"))
    assert (found["published_at"], found["date_status"], found["first_seen_at"]) == (None, "future", NOW)


def test_c09_an_embargo_holds_until_its_time(contract: Contract, words: Vocabulary) -> None:
    found = row(contract, words, changed(embargo_text="2026-01-16T09:30:00Z"))
    assert (found["status"], found["embargo_until_at"]) == ("embargoed", datetime(2026, 1, 16, 9, 30, tzinfo=UTC))
    past = row(contract, words, changed(embargo_text="2014-01-16T09:30:00Z"))
    assert past["status"] == "usable"
    unread = row(contract, words, changed(status="embargoed", embargo_text="when the speech ends"))
    assert (unread["status"], unread["embargo_until_at"]) == ("embargoed", None)


def test_sent_again_after_its_embargo_it_is_the_same_version(contract: Contract, words: Vocabulary) -> None:
    for status in ("usable", "embargoed", "corrected"):
        one = changed(status=status, embargo_text=(NOW + timedelta(hours=1)).isoformat())
        before, after = (row(contract, words, one, at) for at in (NOW, NOW + timedelta(hours=2)))
        assert before["status"] == "embargoed" and before["article_id"] == after["article_id"]
    assert row(contract, words, changed(status="canceled"))["article_id"] != before["article_id"]


@pytest.mark.parametrize(
    ("word", "prefix", "status"),
    [
        ("usable", None, "usable"), ("stat:usable", None, "usable"), (None, None, "usable"), ("stat:canceled", None, "withdrawn"),  # noqa: E501
        ("Canceled", None, "withdrawn"), ("stat:withheld", None, "withdrawn"), ("usable", "KILL", "withdrawn"), (None, "WITHDRAWN", "withdrawn"),  # noqa: E501
        (None, "STORY REMOVED", "withdrawn"), (None, "KORREKTUR", "corrected"), (None, "CORRECTED", "corrected"), ("usable", "CORRECTED, UPDATE 1", "corrected"), ("corrected", None, "corrected"),  # noqa: E501
        ("embargoed", None, "embargoed"), ("odd word", "UPDATE 2", "usable"), ("canceled", "CORRECTED", "withdrawn"),
    ],
)  # fmt: skip
def test_the_senders_words_become_a_status(word: str | None, prefix: str | None, status: str) -> None:
    assert status_of(word, prefix, None, NOW)[0] == status


def test_c12_without_a_guid_the_ladder_says_which_story(contract: Contract, words: Vocabulary) -> None:
    by_url = row(contract, words, changed(guid=None, url="https://echo.example/a?utm_source=x"))
    assert by_url["identity_rule"] == "url"
    assert by_url["story_id"] == row(contract, words, changed(guid=None, url="http://echo.example/a"))["story_id"]
    by_title = row(contract, words, changed(guid=None))
    assert by_title["identity_rule"] == "headline"
    assert by_title["story_id"] == row(contract, words, changed(guid=None, body="Other words."))["story_id"]
    by_words = row(contract, words, Item(body="Only a few words stand here and nothing else at all."))
    assert by_words["identity_rule"] == "content"
    assert len({by_url["story_id"], by_title["story_id"], by_words["story_id"]}) == 3


def test_a_guid_that_moves_to_https_is_the_same_story(contract: Contract, words: Vocabulary) -> None:
    old, new = (row(contract, words, changed(guid=f"{scheme}://echo.example/1")) for scheme in ("http", "https"))
    assert old["story_id"] == new["story_id"]


def test_c17_an_edit_without_a_new_date_is_another_version(contract: Contract, words: Vocabulary) -> None:
    first, second = row(contract, words, ITEM), row(contract, words, changed(body=BODY + " Soon."))
    assert first["story_id"] == second["story_id"]
    assert first["article_id"] != second["article_id"]


def test_the_same_content_received_again_is_the_same_version(contract: Contract, words: Vocabulary) -> None:
    first = row(contract, words, ITEM)
    again = row(contract, words, changed(updated_text="2026-01-10T00:00:00Z"), NOW + timedelta(days=3))
    assert first["article_id"] == again["article_id"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("javascript:alert(1)", "scheme"), ("data:text/html,x", "scheme"), ("ftp://a.example/", "scheme"), ("/relative", "scheme"),  # noqa: E501
        ("https://user:pw@a.example/", "userinfo"), ("https://a.example/" + "x" * 8200, "length"), ("https://a.example/\u202egpj.exe", "characters"),  # noqa: E501
        ("https://a.example/a b", "characters"), ("https:///nowhere", "host"), ("https://a.example:99999/", "host"), ("https://\u0430pple.example/", "look_alike"),  # noqa: E501
    ],
)  # fmt: skip
def test_c26_an_address_that_must_not_be_shown_is_null_with_a_reason(
    contract: Contract, words: Vocabulary, text: str, reason: str
) -> None:
    assert address(text) == (None, reason)
    found = row(contract, words, changed(url=text))
    assert found["url"] is None
    assert reason in str(found["evidence"])


def test_an_address_is_kept_and_its_canonical_form_has_no_tracking() -> None:
    assert address("HTTPS://A.Example:443/x?q=1#top")[0] == "https://a.example/x?q=1#top"
    assert address("https://пример.example/")[0] == "https://xn--e1afmkfd.example/"
    assert canonical("https://a.example/x?utm_source=feed&id=3&fbclid=9#top") == "https://a.example/x?id=3"


def test_a_page_takes_from_its_lead_the_guid_and_what_it_lacks() -> None:
    page = Item(
        headline="On the page", body="Text", url="http://a.example/1", published_text="2024-01-01T00:00:00Z", guid="own"
    )
    lead = Item(
        guid="feed-1",
        headline="In the feed",
        byline="Anna Kessler",
        published_text="Mon, 01 Jan 2024",
        is_lead=True,
        subjects=("War",),
    )
    found = with_lead(page, lead)
    assert (found.guid, found.headline, found.byline) == ("feed-1", "On the page", "Anna Kessler")
    assert found.published_text == "2024-01-01T00:00:00Z"
    assert (found.is_lead, found.subjects, found.body) == (False, ("War",), "Text")


def test_sentence_hashes_do_not_see_case_marks_and_dateline(contract: Contract, words: Vocabulary) -> None:
    assert sentence_hashes("The talks ended on Friday.") == sentence_hashes("the TALKS ended, on Friday")
    assert sentence_hashes("Too short here.") == []
    assert all(0 <= h < 2**63 for h in sentence_hashes(BODY))
    bare = changed(body=BODY.partition(" - ")[2])
    assert row(contract, words, ITEM)["sentence_hashes"] == row(contract, words, bare)["sentence_hashes"]


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The talks ended on Friday without an agreement, and the two sides went home by train.", None, "en"),
        ("Die Gespräche endeten am Freitag ohne Ergebnis, und beide Seiten fuhren nach Hause.", "en", "de"),
        ("Переговоры закончились в пятницу без результата, и обе стороны уехали домой.", None, "ru"),
        ("Ok", "en-GB", "en"), ("Ok", None, "und"), ("", "xx-long-1", "xx"), ("12 34", "English", "und"),
    ],
)  # fmt: skip
def test_the_language_is_the_texts_own(text: str, declared: str | None, language: str) -> None:
    assert language_of(text, declared) == language


def test_a_document_is_json(words: Vocabulary) -> None:
    found = document(ITEM, WIRE, words, NOW)
    assert json.loads(json.dumps(found)) == found
    wanted = {
        "headline",
        "byline",
        "agency",
        "publisher",
        "published_at",
        "published_text",
        "dateline_place",
        "dateline_date",
        "language",
        "body",
        "version",
        "status",
        "guid",
        "url",
    }
    assert wanted <= set(found)
    assert (found["published_at"], found["dateline_date"]) == ("2013-11-21T10:00:00Z", "2013-11-21")


ANY = st.none() | st.text(max_size=40)


@settings(max_examples=60, deadline=None)
@given(
    guid=ANY,
    headline=ANY,
    byline=ANY,
    published_text=ANY,
    url=ANY,
    status=ANY,
    note=ANY,
    body=st.text(max_size=300),
    language=ANY,
)
def test_c07_any_item_becomes_a_row_of_the_contract(contract: Contract, words: Vocabulary, **values: object) -> None:
    found = row(contract, words, Item(**values))  # type: ignore[arg-type]
    for value in found.values():
        if isinstance(value, str):
            value.encode("utf-8")


def test_fields_do_not_depend_on_the_clock_of_receipt(words: Vocabulary) -> None:
    known = boilerplate_of(WIRE, words)
    assert fields(ITEM, WIRE, NOW, known) == fields(ITEM, WIRE, NOW + timedelta(days=9), known)
