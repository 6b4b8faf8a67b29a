"""ninjs of all three generations, and JSON that is not to be trusted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import Unreadable
from dateline.formats import strict_json
from dateline.sources import Wire
from tests.formats.reading import case, payload, read, refused


def test_fields_of_version_3() -> None:
    item = read("ninjs", case("ninjs_3.json")).item
    assert (item.guid, item.version, item.status) == ("urn:example:n:1", "4", "usable")
    assert item.headline == "Main & first"
    assert item.byline == "Ola Moe"
    assert item.agency == "Example Agency"
    assert item.publisher == "Example"
    assert item.published_text == "2019-05-01T10:00:00Z"
    assert item.updated_text == "2019-05-01T12:00:00Z"
    assert item.embargo_text == "2019-05-01T13:00:00Z"
    assert (item.language, item.note, item.subjects) == ("en", "Adds quote", ("Defence", "nato"))
    assert item.body == "One .\n\nTwo."
    assert item.found["body"] == "bodies"


def test_fields_of_version_1() -> None:
    data = {
        "uri": "http://n.example/1",
        "type": "text",
        "versioncreated": "2013-07-09T10:37:00Z",
        "byline": "A B",
        "headline": "H",
        "body_text": "Flat.",
        "body_xhtml": "<p>Rich.</p><p>Two.</p>",
        "version": 2,
    }
    item = read("ninjs", payload(json.dumps(data))).item
    assert (item.guid, item.url, item.version) == ("http://n.example/1", "http://n.example/1", "2")
    assert (item.headline, item.byline, item.published_text) == ("H", "A B", "2013-07-09T10:37:00Z")
    assert item.body == "Rich.\n\nTwo."


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "event", "planning", "graphic"])
def test_other_types_are_no_articles(kind: str) -> None:
    assert read("ninjs", payload(json.dumps({"uri": "urn:x", "type": kind}))).fault.code == "parse.not_an_article"


def test_a_list_keeps_its_good_items() -> None:
    good = {"uri": "urn:1", "headline": "H", "body_text": "T."}
    found = read(
        "ninjs",
        payload(json.dumps([good, 7, {"uri": "urn:2", "headline": 5, "body_text": "T."}, good | {"uri": "urn:3"}])),
    )
    assert [(i.guid, i.position) for i in found.items] == [("urn:1", 0), ("urn:3", 3)]
    assert [(f.code, f.position) for f in found.faults] == [("parse.json", 1), ("schema.drift", 2)]
    assert found.faults[1].detail.startswith("/2/headline: ")


def test_c13_two_items_of_one_uri_are_both_kept_and_marked() -> None:
    found = read("ninjs", payload(json.dumps([{"uri": "urn:1", "body_text": text} for text in ("A.", "B.")]))).items
    assert [i.body for i in found] == ["A.", "B."]
    assert all("guid_not_unique" in i.found for i in found)


def test_c12_no_uri_is_none() -> None:
    assert read("ninjs", payload('{"headline": "H", "body_text": "T."}')).item.guid is None


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ('{"uri": "a", "standard": {"name": "ninjs", "version": "9.0"}, "headline": "H"}', "/standard/version: "),
        ('{"uri": "a", "people": [{}, {"name": "x", "name": "y"}]}', "/people/1/name: "),
        ('{"uri": "a", "uri": "b"}', "/uri: "),
        ('{"uri": "a", "x": [1, NaN]}', "/x/1: "),
        ('{"uri": "a", "x": -Infinity}', "/x: "),
        ('{"uri": "a", "x": 1e999}', "/x: "),
        ('{"uri": "a", "x": {"y": 9223372036854775808}}', "/x/y: "),
        ('{"uri": "a", "x": ' + "9" * 10_000 + "}", "/x: "),
        ('{"uri": "a", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "/x/0/0/"),
        ('{"uri": "a", "x": ' + '{"y":' * 100_000, "/x/y/y/"),
        ('{"uri": "a", "bodies": [{"value": "cut', "/bodies/0/value: "),
        ('{"uri": "a", "x": tru}', "/x: "),
        ("7", "/: "),
    ],
)
def test_c39_odd_json_is_refused_with_a_pointer(document: str, pointer: str) -> None:
    error = refused("ninjs", payload(document))
    assert error.code == "parse.json"
    assert error.detail.startswith(pointer), error.detail
    assert len(error.detail) < 400


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ('{"uri": "a", "bodies": {"value": "x"}}', "/bodies: expected an array, found dict"),
        ('{"uri": "a", "headlines": ["x"]}', "/headlines/0: expected an object, found str"),
        ('{"uri": ["a"], "headline": "H"}', "/uri: expected a string, found list"),
        ('{"uri": "a", "headline": "H", "body_text": "T", "urgency": [4]}', "/urgency: expected a string or a number"),
        (
            '{"uri": "a", "headline": "H", "body_text": "T", "urgency": true}',
            "/urgency: expected a string or a number",
        ),
    ],
)
def test_c46_a_retyped_property_is_drift(document: str, pointer: str) -> None:
    error = refused("ninjs", payload(document))
    assert error.code == "schema.drift"
    assert error.detail.startswith(pointer), error.detail


def test_c46_a_new_property_is_told_and_the_item_read() -> None:
    data = {
        "uri": "urn:1",
        "headline": "H",
        "body_text": "T.",
        "mood": "calm",
        "aiSummary": {"text": "x"},
        "urgency": 4.0,
    }
    item = read("ninjs", payload(json.dumps(data))).item
    assert (item.headline, item.further, item.found["unread"]) == ("H", {"urgency": "4"}, "aiSummary, mood")
    wire = Wire(id="w", name="W", publisher="W", format="ninjs", ignore=("mood", "AISummary"))
    assert "unread" not in read("ninjs", payload(json.dumps(data)), wire).item.found


def test_subject_codes_stand_beside_their_names() -> None:
    subjects = [{"name": "war", "code": "medtop:20000056"}, {"name": "Nato", "code": "x:1"}]
    data = {"uri": "urn:1", "headline": "H", "body_text": "T.", "subject": subjects}
    assert read("ninjs", payload(json.dumps(data))).item.subjects == ("war", "medtop:20000056", "Nato")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(json_values)
def test_c39_honest_json_is_read_as_it_is(value: Any) -> None:
    assert strict_json.loads(json.dumps(value)) == value


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "uri",
                "type",
                "headline",
                "headlines",
                "bodies",
                "body_text",
                "version",
                "subjects",
                "provider",
                "standard",
            ]
        ),
        json_values,
    )
)
def test_c39_any_values_give_items_faults_or_a_reason(value: dict[str, Any]) -> None:
    try:
        read("ninjs", payload(json.dumps(value)))
    except Unreadable as error:
        assert error.code.startswith("parse.") or error.code == "schema.drift"
        error.detail.encode()
