"""Hostile XML: every attack ends with its reason, quickly, and nothing is fetched or read from disk."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from dateline.formats import safe_xml
from tests.formats.reading import payload, refused

XML_FORMATS = ("nitf", "newsml_g2", "newsml_1", "rss")
LAUGHS = (
    "<!DOCTYPE nitf ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><nitf>&a9;</nitf>"
)
QUADRATIC = f'<!DOCTYPE nitf [<!ENTITY a "{"x" * 50_000}">]><nitf>{"&a;" * 50_000}</nitf>'


def wrapped(format: str, document: str) -> str:
    """The document with the root that the format asks for."""
    return document.replace(
        "nitf", {"nitf": "nitf", "newsml_g2": "newsItem", "newsml_1": "NewsML", "rss": "rss"}[format]
    )


@pytest.mark.parametrize("format", XML_FORMATS)
@pytest.mark.parametrize("bomb", [LAUGHS, QUADRATIC], ids=["laughs", "quadratic"])
def test_c01_entity_bombs_are_refused_at_once(format: str, bomb: str) -> None:
    given = payload(wrapped(format, bomb))
    started = time.perf_counter()
    error = refused(format, given)
    assert error.code == "parse.xml_entities"
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("format", XML_FORMATS)
def test_c02_external_entities_are_neither_read_nor_fetched(format: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        at = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        for document in (
            f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{secret.as_uri()}">]><nitf>&x;</nitf>',
            f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{at}">]><nitf>&x;</nitf>',
            f'<!DOCTYPE nitf [<!ENTITY % p SYSTEM "{at}"> %p;]><nitf/>',
        ):
            error = refused(format, payload(wrapped(format, document)))
            assert error.code == "parse.xml_entities"
            assert "do not read" not in error.detail
        safe_xml.root(payload(f'<!DOCTYPE nitf SYSTEM "{at}.dtd"><nitf/>'))
        with pytest.raises(TimeoutError):
            server.accept()


def test_c02_entity_of_an_external_dtd_is_not_guessed() -> None:
    assert refused("nitf", payload('<!DOCTYPE nitf SYSTEM "x.dtd"><nitf>&house;</nitf>')).code == "parse.xml_entities"


@pytest.mark.parametrize("format", XML_FORMATS)
def test_c03_nesting_without_end_is_refused(format: str) -> None:
    document = wrapped(format, "<nitf>" + "<p>" * 100_000 + "</p>" * 100_000 + "</nitf>")
    assert refused(format, payload(document)).code == "parse.too_deep"


@pytest.mark.parametrize("format", XML_FORMATS)
def test_c04_a_giant_text_node_is_refused(format: str) -> None:
    document = wrapped(format, "<nitf><p>" + "a" * (50 * 1024 * 1024) + "</p></nitf>")
    assert refused(format, payload(document)).code == "parse.node_too_large"


def test_a_payload_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "SIZE_LIMIT", 100)
    assert refused("nitf", payload("<nitf>" + " " * 100 + "</nitf>")).code == "parse.limit"


@pytest.mark.parametrize("format", XML_FORMATS)
def test_nothing_is_parse_empty(format: str) -> None:
    assert refused(format, payload(b" \r\n")).code == "parse.empty"


@pytest.mark.parametrize("document", ["<nitf><p></nitf>", "<nitf>", "<nitf/><nitf/>", "plain", "<nitf>a & b</nitf>"])
def test_broken_xml_names_line_and_column(document: str) -> None:
    error = refused("nitf", payload(document))
    assert error.code == "parse.xml"
    assert error.detail.startswith("line 1, column ")


def test_named_html_entities_and_forbidden_characters_are_resolved() -> None:
    found = safe_xml.root(payload("<?xml version='1.0'?><a>x&nbsp;y &mdash; &amp;amp; \x0c&#12;z</a>"))
    assert found.text == "x\u00a0y — &amp; z"
