"""Wikidata's JSON read into facts: what is said is read, what is not certain is left out with a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.formats.wikidata import Facts, Place, day_written, entity_id, results
from dateline.formats.wikidata_entities import Positions, take
from tests.steps.wikidata_answers import (
    ARDERN,
    ENTITIES,
    HOLDERS,
    MAYOR,
    NEW_ZEALAND,
    NZ,
    PM,
    PM_NZ,
    answer,
    claim,
    item,
    person,
    row,
    text,
    time,
)


@pytest.mark.parametrize(
    ("time", "precision", "day", "fault"),
    [
        ("2017-10-26T00:00:00Z", 11, "2017-10-26", None),
        ("+2017-10-26T00:00:00Z", 11, "2017-10-26", None),
        ("+2017-10-00T00:00:00Z", 10, "2017-10", None),
        ("2017-10-01T00:00:00Z", 10, "2017-10", None),
        ("+2017-00-00T00:00:00Z", 9, "2017", None),
        ("2017-10-26T00:00:00Z", None, "2017-10-26", None),
        ("2017-01-01T00:00:00Z", None, None, "precision_unknown"),
        ("+1900-00-00T00:00:00Z", 7, None, "date_too_coarse"),
        ("+2017-10-00T00:00:00Z", 11, None, "date_too_coarse"),
        ("-0044-03-15T00:00:00Z", 11, None, "date_unknown"),
        ("http://www.wikidata.org/.well-known/genid/1", 11, None, "date_unknown"),
        (None, 11, None, "date_unknown"),
    ],
)
def test_a_day_is_as_exact_as_it_is_known(time: Any, precision: Any, day: str | None, fault: str | None) -> None:
    assert day_written(time, precision) == (day, fault)


@pytest.mark.parametrize("value", ["Q0", "Q", "L5", "Q1-F1", "http://evil.example/entity/Q5", "Q5 ", None, 5, ["Q5"]])
def test_what_is_no_entity_has_no_id(value: object) -> None:
    assert entity_id(value) is None


def test_rows_that_differ_in_names_are_one_term_of_one_person() -> None:
    found = results(json.loads(answer())).persons[ARDERN]
    assert (found.label, found.sex, found.countries) == ("Jacinda Ardern", "f", [Place(NZ)])
    assert found.names == [("ru", "Джасинда Ардерн"), ("en", "Jacinda Kate Ardern")]
    (tenure,) = found.tenures
    assert (tenure.first, tenure.last, tenure.fault) == ("2017-10-26", "2023-01-25", None)
    assert (tenure.position.wikidata, tenure.position.label) == (PM_NZ, PM)
    assert tenure.position.of == (Place(NZ, "nz", "New Zealand"),)


def test_odd_rows_are_counted_and_stop_nobody() -> None:
    odd = [
        {"thing": text("x")},
        {"person": {"type": "uri", "value": "http://www.wikidata.org/.well-known/genid/abc"}},
        "no row",
        {"person": "no cell"},
    ]
    found = results({"results": {"bindings": [*odd, *HOLDERS]}})
    assert found.ignored == {("variable_unknown", "?thing"): 1, ("row_without_person", ""): 2}
    assert found.unreadable == ["row 3", "row 4"]
    assert len(found.persons) == 4


def test_a_statement_with_two_beginnings_has_none() -> None:
    rows = [row(ARDERN, "Jacinda Ardern", PM_NZ, PM, NEW_ZEALAND, day) for day in ("2017-10-26", "2017-10-27")]
    for one in rows:
        one["statement"] = text("the same")
    (tenure,) = results({"results": {"bindings": rows}}).persons[ARDERN].tenures
    assert (tenure.first, tenure.fault) == (None, "dates_disagree")


def taken(entities: list[dict[str, Any]]) -> Facts:
    facts, positions = Facts(), Positions(lambda label: label in (PM, "Minister of Foreign Affairs"))
    for one in entities:
        positions.learn(one)
    for one in entities:
        take(facts, one, positions)
    return facts


def test_entities_say_the_same_as_rows() -> None:
    found = taken(ENTITIES)
    ardern, rows = found.persons[ARDERN], results(json.loads(answer())).persons[ARDERN]
    assert (ardern.label, ardern.sex, ardern.tenures) == (rows.label, rows.sex, rows.tenures)
    assert ("ru", "Джасинда Ардерн") in ardern.names
    assert found.ignored == {("position_not_listed", MAYOR): 1}
    (body,) = found.organisations.values()
    assert (body.label, body.acronyms) == ("Pacific Islands Forum", ["PIF"])


@pytest.mark.parametrize(
    ("held", "fault"),
    [
        (claim(item(PM_NZ)), "start_missing"),
        (claim(item(PM_NZ), P580={"snaktype": "somevalue"}), "date_unknown"),
        (claim(item(PM_NZ), P580=time("2017-10-26"), P582={"snaktype": "somevalue"}), "date_unknown"),
        (claim(item(PM_NZ), P580=time("2017-10-26", 7)), "date_too_coarse"),
    ],
)
def test_a_term_without_sure_days_has_a_fault(held: dict[str, Any], fault: str) -> None:
    entities = [*ENTITIES[:2], person(ARDERN, "Jacinda Ardern", "Q6581072", NZ, [held])]
    (tenure,) = taken(entities).persons[ARDERN].tenures
    assert tenure.fault == fault


def test_what_wikidata_has_given_up_is_not_read() -> None:
    held = {**claim(item(PM_NZ), P580=time("2017-10-26")), "rank": "deprecated"}
    assert taken([*ENTITIES[:2], person(ARDERN, "Jacinda Ardern", "Q6581072", NZ, [held])]).persons == {}


WORDS = ["results", "bindings", "person", "value", "position", "start", "id", "labels", "en", "claims", "P39",
    "P31",
    "mainsnak", "datavalue", "snaktype", "qualifiers", "P580", "time", "precision", "aliases", "name",
    "P297"]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["Q5", "Q664", "+2017-10-26"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(WORDS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_no_json_is_a_crash(value: Any) -> None:
    assert isinstance(results(value), Facts)
    assert isinstance(results({"results": {"bindings": value}}), Facts)
    entity = {"id": "Q900000009", "labels": {"en": {"value": PM}}, "claims": value, "aliases": value}
    taken([entity, {**entity, "claims": {"P31": [claim(item("Q5"))], "P39": value, "P21": value}}])
