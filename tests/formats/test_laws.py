"""Whatever bytes come, a format gives items and faults with a known reason, or refuses with one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import Unreadable
from dateline.payload import Fault, Item
from tests.formats.reading import CASES, payload, read

REASONS = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "schemas/vocabulary/reasons.yml").read_text(encoding="utf-8")
)
FORMATS = ("nitf", "newsml_g2", "newsml_1", "ninjs", "rss", "text", "auto")
EXAMPLES = {path.name: path.read_bytes() for path in sorted(CASES.iterdir())}
CHUNKS = [
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"&nbsp;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<p>",
    b"</p>",
    b'"',
    b"{",
    b"}",
    b"[",
    b"\x00",
    b"\xff\xfe",
    b"\xc3",
    b"<!DOCTYPE a [",
    b"<!ENTITY a 'b'>",
    b"\\ud800",
    b"NaN",
    b"<table><tr><td>",
    b"xmlns=''",
    b"\xed\xa0\x80",
]


def lawful(format: str, body: bytes) -> None:
    try:
        found = read(format, payload(body))
    except Unreadable as error:
        assert error.code in REASONS
        error.detail.encode()
        return
    for fault in found.faults:
        check_fault(fault)
    for item in found.items:
        check_item(item)


def check_fault(fault: Fault) -> None:
    assert fault.code in REASONS
    assert fault.position is not None
    fault.detail.encode()


def check_item(item: Item) -> None:
    for name, value in vars(item).items():
        if isinstance(value, str) and name != "body":
            assert value == value.strip() and value, name
            value.encode()
    item.body.encode()
    assert item.body == "\n\n".join(p for p in item.body.split("\n\n") if p.strip() == p and p and "\n" not in p)
    assert not set("\x00\r\u202e\ufeff") & set(item.body)


@given(
    st.sampled_from(FORMATS),
    st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass")),
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_items_faults_or_a_reason(format: str, body: bytes) -> None:
    lawful(format, body)


@given(
    st.sampled_from(sorted(EXAMPLES)),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(CHUNKS) | st.binary(max_size=4)),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(FORMATS),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mutated_examples_give_items_faults_or_a_reason(
    name: str, edits: list[tuple[float, int, bytes]], format: str
) -> None:
    body = EXAMPLES[name]
    for place, gone, put in edits:
        at = int(place * len(body))
        body = body[:at] + put + body[at + gone :]
    lawful(format, body)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_reading_is_pure(name: str) -> None:
    assert read("auto", payload(EXAMPLES[name])) == read("auto", payload(EXAMPLES[name]))
    assert read("auto", payload(EXAMPLES[name])).items
