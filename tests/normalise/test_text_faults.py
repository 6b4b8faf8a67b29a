"""C07: characters that nobody wrote to be read, from a payload through format and normaliser into Parquet and back."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline import formats, lake, normalise
from dateline.contracts import contracts, judge
from dateline.errors import Unreadable
from dateline.home import Home, Project
from dateline.normalise import vocabulary
from dateline.payload import Item, Payload, Record
from dateline.sources import Wire
from tests.conftest import ROOT

RECEIVED = datetime(2026, 1, 15, 12, tzinfo=UTC)
CONTRACT = contracts(ROOT / "schemas")["article_versions"]
WORDS = vocabulary(ROOT / "schemas" / "vocabulary")
ODD = [
    "\x00", "\x07", "\x0b", "\x1b[31m", "\x7f", "\x85", "\x9f", "\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0",
    "\U0001fffe", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u2028", "\u2029",
    "\ufff9", "\U000e0041", "\u180e", "\r\n", "e\u0301", "👩\u200d🚀", "“Nato”", " a word ",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(ODD), st.characters(), st.text(max_size=4)), max_size=20).map("".join)
HIDING = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff\u061c\u00ad\u180e"
)


def as_ninjs(text: str) -> bytes:
    story = {"uri": "urn:c07", "headline": f"H {text}", "byline": text, "body_text": f"Nato met. {text}"}
    return json.dumps(story).encode()


def as_text(text: str) -> bytes:
    return f"Headline {text}\n\nNato met on Friday. {text}\n\nIt met again.".encode("utf-8", "surrogatepass")


def as_html(text: str) -> bytes:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday")
    told = "".join(
        f"<p>Nato and Russia met in Brussels on {day} and agreed on nothing. {escape(text)}</p>" for day in days
    )
    story = f"<h1>Nato {escape(text)}</h1>{told}"
    return f"<html><body><article>{story}</article></body></html>".encode("utf-8", "surrogatepass")


def as_nitf(text: str) -> bytes:
    told = "".join(f"&#{ord(char)};" for char in text)
    return (
        f"<nitf><head><docdata><doc-id id-string='c07'/></docdata></head><body><body.head><hedline><hl1>H {told}</hl1>"
        f"</hedline></body.head><body.content><p>Nato met. {told}</p></body.content></body></nitf>"
    ).encode()


MAKERS = {"ninjs": as_ninjs, "text": as_text, "html": as_html, "nitf": as_nitf}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def is_readable(text: str) -> bool:
    """Valid UTF-8 with nothing that a terminal obeys, hides behind or turns round."""
    text.encode("utf-8")
    return not [c for c in text if c in HIDING or (unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t")]


def rows(format_name: str, body: bytes) -> pa.Table:
    wire = Wire(id="test", name="T", publisher="T", format=format_name)
    payload = Payload(wire="test", url="inbox:c07", received_at=RECEIVED, body=body)
    try:
        items = [one for one in formats.items(format_name, payload, wire) if isinstance(one, Item)]
    except Unreadable as error:
        error.detail.encode("utf-8")
        items = []
    return normalise.articles([(Record(payload, "raw/f", 0), item) for item in items], wire, CONTRACT, WORDS)


@pytest.mark.parametrize("format_name", MAKERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("".join(ODD))
@given(TEXTS)
def test_c07_what_nobody_wrote_to_be_read_is_not_stored(tmp_path: Path, format_name: str, text: str) -> None:
    table = rows(format_name, MAKERS[format_name](text))
    kept = judge(CONTRACT, table).kept
    file = lake.publish(Home(tmp_path), "article_versions", "test", "0" * 20, kept, {})
    back = lake.read(Home(tmp_path), "article_versions", "test", "0" * 20)
    assert back.equals(kept) and file.row_count == kept.num_rows
    back.validate(full=True)
    for row in back.to_pylist():
        for name, value in row.items():
            for said in strings(value):
                assert is_readable(said), (name, said)


@pytest.mark.parametrize("format_name", MAKERS)
def test_c07_the_words_around_are_kept(format_name: str) -> None:
    (row,) = rows(format_name, MAKERS[format_name]("\x00bells\u202e and \u200bwhistles\ufffe")).to_pylist()
    assert "bells and whistles" in row["body"] and "Nato" in row["body"]


def test_c07_raw_is_kept_as_it_came(home: Home, project: Project) -> None:
    bodies = [make("".join(ODD)) for make in MAKERS.values()] + [bytes(range(256))]
    payloads = [Payload("test", f"inbox:{n}", RECEIVED, body, origin=str(n)) for n, body in enumerate(bodies)]
    batch = lake.keep(home, payloads, RECEIVED.date())
    assert batch is not None
    found = [record.payload.body for record in lake.records(home, batch.file) if isinstance(record, Record)]
    assert found == bodies
