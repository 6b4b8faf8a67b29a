"""Plain text: what a page's copy, a mail, a wire's line and bare prose show of their shape."""

from __future__ import annotations

import pytest

from tests.formats.reading import payload, read, refused

PAGE = """Sign up for alerts

Alerts can be switched off in your settings.

Nato holds out a hand

{credit}
{date}
Comments

A word from us about money, which we need.

The alliance offered talks on Friday, and "nobody laughed".

They go on.

Join the conversation
"""


@pytest.mark.parametrize(
    ("credit", "date", "field"),
    [
        ("Reuters", "Saturday 19 September 2009 00:00 BST", "agency"),
        ("By Jane Hill in Oslo", "3 May 2014, 14:05 GMT", "byline"),
        ("Jane Hill, Diplomatic Editor", "March 3, 2014 9:15 a.m. EST", "byline"),
        ("Agence France-Presse", "2014-05-03 10:00 +02:00", "agency"),
        ("Jane Hill", "09/07/2016 16:30", "byline"),
    ],
)
def test_headline_credit_and_date_of_a_copied_page(credit: str, date: str, field: str) -> None:
    item = read("text", payload(PAGE.format(credit=credit, date=date))).item
    assert item.headline == "Nato holds out a hand"
    assert getattr(item, field) == credit
    assert item.published_text == date
    assert item.body.split("\n\n") == [
        "Sign up for alerts",
        "Alerts can be switched off in your settings.",
        "Comments",
        "A word from us about money, which we need.",
        'The alliance offered talks on Friday, and "nobody laughed".',
        "They go on.",
        "Join the conversation",
    ]


def test_a_spoilt_date_is_kept_as_printed() -> None:
    item = read("text", payload(PAGE.format(credit="Jane Hill in Madrid", date="W?dn 2? Jun? 2O22 l8:O5 B5T"))).item
    assert (item.headline, item.byline) == ("Nato holds out a hand", "Jane Hill in Madrid")
    assert item.published_text == "W?dn 2? Jun? 2O22 l8:O5 B5T"


def test_published_and_updated_on_one_line() -> None:
    dates = "Published: 3 May 2014 10:00 GMT | Updated: 4 May 2014 11:00 GMT"
    text = f"A headline here\nBy Jane Hill\n{dates}\n\nWords of the story follow.\n"
    item = read("text", payload(text)).item
    assert (item.published_text, item.updated_text) == ("3 May 2014 10:00 GMT", "4 May 2014 11:00 GMT")
    assert (item.headline, item.byline, item.body) == ("A headline here", "By Jane Hill", "Words of the story follow.")


def test_a_mail() -> None:
    text = (
        "From: desk@x.example\nTo: a@b.example\nSubject: Envoys meet\n again\nDate: Fri, 18 Sep 2009 10:00:00 +0000\n"
        "Message-ID: <1@x.example>\n\nThey met.\n\nThey left.\n"
    )
    item = read("text", payload(text)).item
    assert (item.headline, item.guid, item.published_text) == (
        "Envoys meet again",
        "1@x.example",
        "Fri, 18 Sep 2009 10:00:00 +0000",
    )
    assert item.body == "They met.\n\nThey left."


def test_a_wire_text_with_wrapped_lines() -> None:
    text = (
        "Envoys meet again\n\nOSLO, Sept 18 (Meridian) - Envoys met on Friday for the third time and they\n"
        "agreed on where to have their lunch, which had been open for many months and\nso was new."
        '\n\n"Soup," one said.\n'
    )
    item = read("text", payload(text)).item
    assert item.headline == "Envoys meet again"
    assert item.body.split("\n\n") == [
        "OSLO, Sept 18 (Meridian) - Envoys met on Friday for the third time and they agreed on where to have their "
        "lunch, which had been open for many months and so was new.",
        '"Soup," one said.',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Envoys met on Friday. They left.\n\nThey came back on 3 May 2014 and stayed.",
        "One paragraph without an end",
        '"A quotation first," he said\n\nand then some more words that make it a long second paragraph.',
        "- a list\n- of things\n\nand a paragraph after it that is long enough to look like prose.",
        "Short\n\nlines\n\nonly",
    ],
)
def test_bare_prose_keeps_every_word_in_the_body(text: str) -> None:
    item = read("text", payload(text)).item
    assert item.headline is None
    assert item.body.split() == text.split()


def test_nothing_to_see_is_empty() -> None:
    for body in (b"", b" \n\t", b"\xef\xbb\xbf", "\u200b\ufeff\n".encode()):
        assert refused("text", payload(body)).code == "parse.empty"


def test_c07_controls_never_reach_the_body() -> None:
    item = read("text", payload("One\x00 two\x07 \u202ethree\u202c.\r\n\r\nFour \x93x\x94.".encode())).item
    assert item.body == "One two three.\n\nFour “x”."


def test_binary_is_no_text() -> None:
    assert refused("text", payload(bytes(range(1, 32)) * 20)).code == "parse.unknown_format"
