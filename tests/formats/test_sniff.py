"""Which format bytes are of, and that formats are found by their folder."""

from __future__ import annotations

import pytest

from dateline import formats
from dateline.errors import ConfigError, Unreadable
from dateline.formats.sniff import format_of
from tests.formats.reading import case, payload, read, refused


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("nitf_latin1.xml", "nitf"),
        ("g2_message.xml", "newsml_g2"),
        ("newsml_1.xml", "newsml_1"),
        ("feed_rss2.xml", "rss"),
        ("feed_atom.xml", "rss"),
        ("feed_rss1.xml", "rss"),
        ("ninjs_3.json", "ninjs"),
    ],
)
def test_auto_reads_what_the_named_format_reads(name: str, format: str) -> None:
    assert format_of(case(name)) == format
    assert read("auto", case(name)) == read(format, case(name))


@pytest.mark.parametrize(
    ("body", "format"),
    [
        ("<!DOCTYPE html><title>x</title><p>y", "html"),
        ("<!-- c --><html><body>", "html"),
        ("<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><html xmlns='x'/>", "html"),
        ("<div><p>One</p></div>", "html"),
        ("OSLO (Meridian) - Words.", "text"),
        ("[A note] in brackets begins it.", "text"),
        ("<3 is how it began, and 4 > 3.", "text"),
        ("<?xml version='1.0'?><!-- c --><!DOCTYPE nitf SYSTEM 'x' [<!ELEMENT a ANY>]><nitf/>", "nitf"),
        ("<NewsItem/>", "newsml_1"),
        ('\ufeff  {"uri": 1}', "ninjs"),
    ],
)
def test_formats_are_told_by_how_they_begin(body: str, format: str) -> None:
    assert format_of(payload(body)) == format


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.4 x",
        b"PK\x03\x04xxxx",
        b"\x89PNG\r\n",
        b"<?xml version='1.0'?><groupSet/>",
        b"<contentSet><p/></contentSet>",
    ],
)
def test_other_kinds_are_unknown(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        format_of(payload(body))
    assert caught.value.code == "parse.unknown_format"


def test_nothing_is_empty() -> None:
    assert refused("auto", payload(b"\n")).code == "parse.empty"


def test_formats_are_found_by_folder() -> None:
    found = formats.formats()
    assert {"nitf", "newsml_g2", "newsml_1", "ninjs", "rss", "text", "html"} <= found.keys()
    assert not {"charset", "characters", "safe_xml", "prose", "sniff", "strict_json"} & found.keys()
    assert all(module.__name__ == f"dateline.formats.{name}" for name, module in found.items())


def test_an_unknown_format_says_which_there_are() -> None:
    with pytest.raises(ConfigError, match="nitf"):
        formats.items("nitff", payload("x"))
    with pytest.raises(ConfigError):
        formats.items("charset", payload("x"))
