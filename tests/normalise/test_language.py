"""The language of a text: told by its words, und where they do not tell."""

from __future__ import annotations

import pytest

from dateline.normalise.language import language_of

EN = "The ministers said on Monday that the talks would go on and that nobody expected an answer before the end of the year. "  # noqa: E501
RU = "Министры заявили в понедельник, что переговоры продолжатся и что ответа до конца года никто не ждёт. "
DE = "Die Minister sagten am Montag, dass die Gespräche weitergehen und niemand vor Jahresende eine Antwort erwarte. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (EN * 3, "en"),
        (RU * 3, "ru"),
        (DE * 3, "de"),
        (EN * 9 + RU, "en"),
        (EN + RU, "und"),
        (EN * 3 + DE * 3, "und"),
        ("OK", "und"),
        ("1 2 3 4 5 6 7 8 9 10 100 200 300 400 500 600", "und"),
        ("", "und"),
    ],
)
def test_c42_a_short_or_a_mixed_text_has_no_language(text: str, language: str) -> None:
    assert language_of(text, None) == language


def test_c42_what_the_sender_declares_decides_where_the_text_does_not() -> None:
    assert language_of("OK", "en-GB") == "en"
    assert language_of(EN + RU, "en") == "en"
    assert language_of(RU * 3, "en") == "ru", "the words outweigh a declaration"
