"""What a sender says beyond the fields of an item: a column of that name in the contract takes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dateline.contracts import Field, contracts
from dateline.formats import items
from dateline.home import Project
from dateline.normalise import articles, vocabulary
from dateline.payload import Payload, Record
from dateline.sources import wires

NITF = """<nitf><head><docdata><doc-id id-string="a"/><urgency ed-urg="{}"/></docdata></head><body><body.head><hedline>
<hl1>Talks</hl1></hedline></body.head><body.content><p>They met.</p></body.content></body></nitf>"""


@pytest.mark.parametrize(
    ("said", "kind", "column"), [("4", "integer", 4), ("4", "string", "4"), ("high", "integer", None)]
)
def test_a_column_already_in_the_data_needs_only_its_contract(
    project: Project, said: str, kind: str, column: object
) -> None:
    contract = contracts(project.schemas)["article_versions"]
    wanted = replace(contract, fields=(*contract.fields, Field("urgency", kind, "Urgency.", "formats/")))
    wire = wires(project.sources)["meridian"]
    payload = Payload("meridian", "inbox:a", datetime(2026, 1, 1, tzinfo=UTC), NITF.format(said).encode())
    read = [(Record(payload, "raw/x", 0), item) for item in items("nitf", payload, wire)]
    words = vocabulary(project.vocabulary)
    assert articles(read, wire, wanted, words).column("urgency").to_pylist() == [column]
    assert "urgency" not in articles(read, wire, contract, words).schema.names
