from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.normalise import Vocabulary
from dateline.normalise.credit import credit, persons_and_agencies

AP, PA = "Associated Press", "PA Media"


@pytest.mark.parametrize(
    ("byline", "persons", "agencies"),
    [
        ("By Anna Kessler", ["Anna Kessler"], []),
        ("By Anna Kessler and Tom Reed", ["Anna Kessler", "Tom Reed"], []),
        ("Anna Kessler, Tom Reed & Ivo Lang", ["Anna Kessler", "Tom Reed", "Ivo Lang"], []),
        ("BY ANNA KESSLER", ["Anna Kessler"], []),
        ("By Anna Kessler, Diplomatic Correspondent", ["Anna Kessler"], []),
        ("By Anna Kessler Chief Correspondent", ["Anna Kessler"], []),
        ("Anna Kessler in Brussels and Tom Reed in Moscow", ["Anna Kessler", "Tom Reed"], []),
        ("By Anna Kessler CNN", ["Anna Kessler"], []),
        ("By Anna Kessler\nBBC News, Moscow", ["Anna Kessler"], []),
        ("By Anna Kessler Updated 3:15 pm", ["Anna Kessler"], []),
        ("Par Anna Kessler (avec AFP)", ["Anna Kessler"], ["Agence France-Presse"]),
        ("Reporting by Anna Kessler; Editing by Tom Reed", ["Anna Kessler"], []),
        ("By Telegraph Reporters", [], []),
        ("USA TODAY", [], []),
        ("Moscow", [], []),
        ("Reuters", [], ["Reuters"]),
        ("AP in Brussels", [], [AP]),
        ("The Associated Press", [], [AP]),
        ("PA Media", [], [PA]),
        ("Anna Kessler with Tass", ["Anna Kessler"], ["TASS"]),
        ("Anna Kessler, Reuters", ["Anna Kessler"], ["Reuters"]),
        ("Anna Kessler and agencies", ["Anna Kessler"], []),
        ("Staff and agencies", [], []),
        ("Our foreign staff", [], []),
        ("Reuters Staff", [], ["Reuters"]),
        ("The Daily", [], []),
        ("Jean-Claude Petit", ["Jean-Claude Petit"], []),
        ("By Seán O'Brien", ["Seán O'Brien"], []),
        ("https://example.org/authors/x", [], []),
        ("desk@example.org", [], []),
        ("Anna Kessler, Anna Kessler", ["Anna Kessler"], []),
        ("Sammy Davis, Jr.", ["Sammy Davis Jr"], []),
        ("Von Max Muster und Erika Beispiel", ["Max Muster", "Erika Beispiel"], []),
        ("Par Jean Dupont et Marie Durand avec AFP", ["Jean Dupont", "Marie Durand"], ["Agence France-Presse"]),
        ("Por Juan Pérez y Ana Gómez", ["Juan Pérez", "Ana Gómez"], []),
        ("José Ortega y Gasset", ["José Ortega y Gasset"], []),
        ("di Mario Rossi", ["Mario Rossi"], []),
        ("AFP/Max Muster", ["Max Muster"], ["Agence France-Presse"]),
        ("Anna Kessler (Reuters)", ["Anna Kessler"], ["Reuters"]),
        ("ANNA KESSLER Associated Press", ["Anna Kessler"], [AP]),
        ("By Anna Kessler, BBC News, Moscow", ["Anna Kessler"], []),
        ("Story by Anna Kessler; photos by Tom Reed", ["Anna Kessler"], []),
        ("By Anna Kessler a.kessler@daily.example @akessler", ["Anna Kessler"], []),
        ("CNN's Anna Kessler", ["Anna Kessler"], []),
        ("Anna Kessler, The Western Journal", ["Anna Kessler"], []),
        ("Redaktion", [], []),
        ("Special to The Post", [], []),
        ("", [], []),
        (None, [], []),
    ],
)
def test_persons_are_told_from_agencies(
    words: Vocabulary, byline: str | None, persons: list[str], agencies: list[str]
) -> None:
    found = persons_and_agencies(byline, "The Daily", words)
    assert (list(found[0]), list(found[1])) == (persons, agencies)


@pytest.mark.parametrize(
    ("sent", "in_dateline", "body", "own", "agency", "rule"),
    [
        ("Reuters", None, "Text.", None, "Reuters", "field"),
        ("The Daily", None, "Text.", None, None, None),
        (None, "AP", "Text.", None, AP, "dateline"),
        (None, None, "Text of it.\n\nReuters", None, "Reuters", "text"),
        (None, None, "Text of it.\n\n– Reuters", None, "Reuters", "text"),
        (None, None, "Text of it. (with Tass)", None, "TASS", "text"),
        (None, None, "Reuters said so on Monday.\n\nMore of it.", None, None, None),
        (None, None, "Text.", "Meridian", "Meridian", "wire"),
        (None, "Meridian", "Text.", "Meridian", "Meridian", "dateline"),
    ],
)
def test_the_agency_is_the_first_that_is_named(
    words: Vocabulary, sent: str, in_dateline: str, body: str, own: str, agency: str | None, rule: str | None
) -> None:
    found = credit(None, sent, in_dateline, body, "The Daily", own, words)
    assert (found.agency, found.agency_rule) == (agency, rule)


@given(st.text(max_size=120))
def test_no_byline_raises_and_no_person_is_an_agency(text: str) -> None:
    persons, _ = persons_and_agencies(text, "The Daily", Vocabulary({"reuters": "Reuters"}))
    assert "Reuters" not in persons
