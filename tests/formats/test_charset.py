"""Bytes to text: what declares a character set, what the bytes say against it, and characters that are no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import Unreadable
from dateline.formats.characters import clean_text, one_line
from dateline.formats.charset import charset_name, decode

ENGLISH = "The minister said: “We will not be moved”, he told the café’s owner – an old friend. " * 3
RUSSIAN = "Министр обороны заявил, что переговоры с НАТО будут продолжены в Москве на следующей неделе."
CHINESE = "北约秘书长星期五在布鲁塞尔表示，联盟愿意与俄罗斯建立新的合作关系。俄罗斯总理普京称这一决定是正确的。"
POLISH = "Minister spraw zagranicznych powiedział, że żądania są nie do przyjęcia. Źródła w Łodzi mówią co innego."


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "source"),
    [
        (ENGLISH, "cp1252", "text/html; charset=utf-8", "statistics"),
        (ENGLISH, "cp1252", None, "statistics"),
        (ENGLISH, "cp1252", "text/html; charset=ISO-8859-1", "http"),
        (ENGLISH, "utf-8", "text/html; charset=iso-8859-1", "bytes"),
        (ENGLISH, "utf-8-sig", "text/html; charset=koi8-r", "bom"),
        (ENGLISH, "utf-16-le", None, "bytes"),
        (ENGLISH, "utf-16-be", "text/html; charset=utf-8", "bytes"),
        (ENGLISH, "utf-16", None, "bom"),
        (RUSSIAN, "utf-16-le", None, "bytes"),
        (RUSSIAN, "cp1251", "text/html; charset=windows-1251", "http"),
        (RUSSIAN, "koi8-r", "text/html; charset=utf-8", "statistics"),
        (RUSSIAN, "cp1251", None, "statistics"),
        (POLISH, "iso8859-2", None, "statistics"),
        (POLISH, "cp1250", "text/html; charset=utf-8", "statistics"),
        (CHINESE, "gb18030", "text/html; charset=gb2312", "http"),
        (CHINESE, "gb18030", None, "statistics"),
    ],
)
def test_c06_charset_lies_are_seen_through(text: str, encoding: str, declared: str | None, source: str) -> None:
    decoded = decode(text.encode(encoding), declared, "html")
    assert decoded.text == text
    assert decoded.source == source


@pytest.mark.parametrize("wrongly", ["latin-1", "cp1252"])
def test_c06_utf8_encoded_twice_is_turned_back(wrongly: str) -> None:
    text = "Größe: «Übung», sagte Müller. " * 2
    decoded = decode(text.encode().decode(wrongly).encode(), "text/plain; charset=utf-8", "text")
    assert decoded.text == text
    assert decoded.source == "http twice"


def test_c06_meta_behind_1024_bytes_is_found() -> None:
    page = "<html><head>" + "<!-- filler -->" * 200 + '<meta charset="windows-1251"><title>' + RUSSIAN + "</title>"
    decoded = decode(page.encode("cp1251"), "text/html", "html")
    assert RUSSIAN in decoded.text
    assert decoded.source == "meta"


def test_c06_more_than_a_thousandth_of_replacement_characters_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        decode(("word " * 100 + "\ufffd\ufffd").encode(), None, "text")
    assert caught.value.code == "parse.charset"


def test_c06_one_torn_character_in_a_long_text_is_forgiven() -> None:
    body = ("Zażółć gęślą jaźń. " * 300).encode()[:-2] + b"\xc5"
    assert decode(body, "text/plain; charset=utf-8", "text").charset == "utf-8"


@pytest.mark.parametrize("label", ["rot13", "zip", "idna", "base64", "utf-7", "", "no-such", "unicode_escape"])
def test_labels_that_are_no_character_set_are_ignored(label: str) -> None:
    assert charset_name(label) is None


def test_declared_utf16_inside_readable_bytes_means_utf8() -> None:
    assert decode('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode(), None, "xml").text.endswith("<a>é</a>")


@given(st.text())
def test_c07_controls_and_what_hides_are_stripped(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == cleaned
    bad = set(
        map(chr, (*range(9), *range(11, 32), 0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
    )
    assert not bad & set(cleaned)
    assert not any(0xD800 <= ord(char) <= 0xDFFF or ord(char) & 0xFFFE == 0xFFFE for char in cleaned)


def test_c07_examples() -> None:
    assert clean_text("a\x00b\ud800c\u202edcba\u2066x\ufeff\u200b\uffff") == "abcdcbax"
    assert clean_text("\x93quoted\x94 \x96 dash") == "“quoted” – dash"
    assert clean_text("one\r\ntwo\rthree\u2028four") == "one\ntwo\nthree\nfour"
    assert one_line(" a\u00a0\n\t b ") == "a b"
    assert clean_text("a\u200db 👩\u200d🚒") == "ab 👩\u200d🚒"


@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/html; charset=utf-8", "text/plain; charset=windows-1251", "x; charset=\"'"]),
)
def test_any_bytes_are_text_or_refused(body: bytes, media_type: str | None) -> None:
    try:
        decoded = decode(body, media_type, "html")
    except Unreadable as refused:
        assert refused.code == "parse.charset"
    else:
        assert decoded.source
