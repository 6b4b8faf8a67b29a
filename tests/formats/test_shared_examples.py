"""Official and real example files, where this machine has them: read or refused with a reason, some asserted by eye."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dateline.errors import Unreadable
from tests.conftest import ROOT, SHARED
from tests.formats.reading import Result, payload, read

WIRES = SHARED / "data" / "wires"
FILES = sorted(path for path in WIRES.rglob("*") if path.suffix in (".xml", ".json")) if WIRES.is_dir() else []
REASONS = yaml.safe_load((ROOT / "schemas/vocabulary/reasons.yml").read_text(encoding="utf-8"))
STATUS, PUBLISHED, BYLINE, EMBARGO, DATELINE, VERSION, AGENCY = (
    "status",
    "published_text",
    "byline",
    "embargo_text",
    "dateline_text",
    "version",
    "agency",
)

KNOWN = {
    "dpa/output/embargoed.xml": (
        "urn:newsml:dpa.com:20090101:250123-930-353124",
        "Steinmeier: Russland zerstört kulturelles Erbe der Ukraine",
        {
            VERSION: "1",
            STATUS: "stat:usable",
            EMBARGO: "2025-01-23T19:00:00+01:00",
            DATELINE: "Berlin (dpa) -",
            AGENCY: "dpa",
        },
    ),
    "dpa/output/with_dateline.xml": (
        "urn:newsml:dpa.com:20090101:250128-930-357319",
        "DeepSeek-Schock aus China: Zeichen für KI-Zeitenwende?",
        {VERSION: "2", BYLINE: "Von Andrej Sokolow, dpa", DATELINE: "New York (dpa) -", "language": "de"},
    ),
    "dpa/output/no_notepad.xml": (
        "urn:newsml:ap.org:20230101:cd1ee53edee0df1bf00de01b044366b4",
        "Shares in India's Adani Group plunge 20% after US bribery, fraud indictments",
        {VERSION: "4", BYLINE: "By ASHOK SHARMA"},
    ),
    "dpa/output/dw-1.xml": (
        "urn:newsml:dpa.com:20090101:240923-930-240378",
        "«Mythos Jungfernhäutchen» - Zwischen Aufklärung und Kommerz",
        {VERSION: "2", STATUS: "correction"},
    ),
    "dpa/output/eil.xml": (
        "urn:newsml:dpa.com:20090101:240925-930-242744",
        "Grünen-Spitze tritt nach Wahlniederlagen ab",
        {VERSION: "1"},
    ),
    "newsml-g2/LISTING_1_A_NewsML-G2_News_Item.xml": (
        "urn:newsml:acmenews.com:20161018:US-FINANCE-FED",
        'Fed to halt QE to avert "bubble"',
        {VERSION: "11", EMBARGO: "2018-10-23T12:00:00Z", PUBLISHED: "2016-10-18T13:12:21-05:00"},
    ),
    "newsml-g2/LISTING_2_NewsML-G2_Text_Document.xml": (
        "urn:newsml:acmenews.com:20161121:US-FINANCE-FED",
        'Fed to halt QE to avert "bubble"',
        {VERSION: "11", BYLINE: "By Meredith Jameson", AGENCY: "Associated Press"},
    ),
    "newsml-g2/LISTING_22_Sports_story_in_NewsML-G2NITF.xml": (
        "tag:xmlteam.com,2016:xt.5932656-preview",
        "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.",
        {VERSION: "11"},
    ),
    "ninjs/ninjsExSimpleText1.json": (
        "http://ninjs.example.com/newsitems/20130709simp123",
        "Captain of wrecked cruise ship on trial in Italy",
        {BYLINE: "Paulo Santalucia and Frances d'Emilio", PUBLISHED: "2013-07-09T10:37:00Z"},
    ),
    "ninjs/ninjsExSimpleText_3.json": (
        "http://ninjs.example.com/newsitems/20130709simp123",
        "Captain of wrecked cruise ship on trial in Italy",
        {},
    ),
    "ninjs/dpa_text.json": (
        "urn:newsml:dpa.com:20090101:190510-99-167362",
        "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?",
        {VERSION: "2", STATUS: "usable", BYLINE: "Von Christian Hollmann, dpa"},
    ),
    "ninjs/ntb_text.json": (
        "urn:8d19cf88-b3ab-4972-8fec-1207599f2872",
        "Google har kjøpt giganttomt i Skien",
        {VERSION: "6", "note": "Noe utvidet."},
    ),
    "ninjs/tt_text_image_3.json": (
        "http://tt.se/media/text/210526-militarovning-a0f2d045",
        "Militärövning i jätteformat hålls 2023",
        {VERSION: "1", STATUS: "usable", AGENCY: "TT"},
    ),
}


def result(path: Path) -> Result:
    return read("auto", payload(path.read_bytes()))


@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: path.name if path else "absent")
def test_every_example_gives_items_or_a_reason(path: Path | None) -> None:
    if path is None:
        pytest.skip(f"shared data is absent: {WIRES} (set DATELINE_SHARED)")
    try:
        found = result(path)
    except Unreadable as error:
        assert error.code in REASONS
        assert error.code != "parse.crash"
        return
    assert found.items or found.faults
    assert all(fault.code in REASONS for fault in found.faults)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_known_examples_are_read_as_they_say(name: str) -> None:
    if not (WIRES / name).is_file():
        pytest.skip(f"shared data is absent: {WIRES} (set DATELINE_SHARED)")
    guid, headline, fields = KNOWN[name]
    item = result(WIRES / name).item
    assert (item.guid, item.headline) == (guid, headline)
    assert {field: getattr(item, field) for field in fields} == fields


def test_the_embargoed_example_begins_with_its_dateline_and_has_no_notes_in_it() -> None:
    path = WIRES / "dpa/output/embargoed.xml"
    if not path.is_file():
        pytest.skip(f"shared data is absent: {WIRES} (set DATELINE_SHARED)")
    paragraphs = result(path).item.body.split("\n\n")
    assert paragraphs[0].startswith("Berlin (dpa) - Bundespräsident Frank-Walter Steinmeier hat")
    assert len(paragraphs) == 8
    assert "Sperrfrist" not in "".join(paragraphs)


def test_the_seed_story_shows_its_shape() -> None:
    found = sorted((SHARED / "data" / "seed").glob("*.txt"))
    if not found:
        pytest.skip(f"shared data is absent: {SHARED} (set DATELINE_SHARED)")
    item = read("text", payload(found[0].read_bytes())).item
    assert item.headline == "Nato overture to Russia"
    assert item.agency == "Reuters"
    assert item.published_text == "Saturday 19 September 2009 00:00 BST"
    assert item.body.split("\n\n")[8].startswith("Nato has proposed a new era")
