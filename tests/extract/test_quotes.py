"""Who said what: words, speaker, cue, day and addressee of an attribution."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dateline.contracts import judge
from dateline.extract import Reader, mentions, quotes
from tests.extract.articles import article


def said(reader: Reader, body: str, on: date = date(2010, 5, 5)) -> list[dict[str, Any]]:
    table = article(body, on=on)
    rows = quotes(table, mentions(table, reader), reader)
    verdict = judge(reader.contracts["quotes"], rows)
    assert verdict.breaches == ()
    return rows.to_pylist()


@pytest.mark.parametrize(
    ("body", "kind", "text", "speaker"),
    [
        ('"We agree," Angela Merkel said.', "direct", "We agree,", "Angela Merkel"),
        ('"We agree," said Angela Merkel.', "direct", "We agree,", "Angela Merkel"),
        ('Angela Merkel said: "We agree on this."', "direct", "We agree on this.", "Angela Merkel"),
        (
            "Angela Merkel told reporters:\n\n“We agree on all of it.”",
            "direct",
            "We agree on all of it.",
            "Angela Merkel",
        ),
        ('Angela Merkel described the plan as "brave".', "mixed", 'the plan as "brave"', "Angela Merkel"),
        ("Angela Merkel said that the talks had failed.", "indirect", "that the talks had failed", "Angela Merkel"),
        ("The talks had failed, Angela Merkel said.", "indirect", "The talks had failed", "Angela Merkel"),
        ("The talks have failed, according to Angela Merkel.", "indirect", "The talks have failed", "Angela Merkel"),
        ("Angela Merkel called for more talks in Vienna.", "indirect", "more talks in Vienna", "Angela Merkel"),
        ("Moscow said the talks had failed.", "indirect", "the talks had failed", "Russia"),
    ],
)
def test_one_attribution(reader: Reader, body: str, kind: str, text: str, speaker: str) -> None:
    (row,) = said(reader, body)
    assert (row["kind"], row["text"], row["speaker_name"]) == (kind, text, speaker)


def test_an_interrupted_quote_is_one_with_two_spans(reader: Reader) -> None:
    (row,) = said(reader, "“We agree,” Angela Merkel said, “and we go home.”")
    assert row["text"] == "We agree, and we go home."
    assert len(row["spans"]) == 2


def test_an_anonymous_source_is_a_speaker_without_an_actor(reader: Reader) -> None:
    (row,) = said(reader, "A senior official said the talks had failed.")
    assert (row["speaker_text"], row["speaker_actor_id"], row["resolved_by"]) == (
        "A senior official",
        None,
        "anonymous",
    )


@pytest.mark.parametrize("body", ["The so-called “hotline” was never used.", 'The ship "Northern Star" left the port.'])
def test_scare_quotes_and_titles_are_no_quotes(reader: Reader, body: str) -> None:
    assert said(reader, body) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday", date(2010, 5, 4)),
        ("on Monday", date(2010, 5, 3)),
        ("on 1 May", date(2010, 5, 1)),
        ("last week", None),
        ("", None),
    ],
)
def test_the_day_it_was_said(reader: Reader, words: str, day: date | None) -> None:
    (row,) = said(reader, f"Angela Merkel said {words} that the talks had failed.")
    assert row["said_on"] == day


def test_to_whom_it_was_said(reader: Reader) -> None:
    (row,) = said(reader, "Angela Merkel told the Bundestag that the talks had failed.")
    assert row["addressee"] == "the Bundestag"


def test_the_same_words_of_the_same_speaker_are_one_utterance(reader: Reader) -> None:
    (one,) = said(reader, '"We agree," Angela Merkel said.')
    (two,) = said(reader, "It was late. “We agree”, said Angela Merkel.")
    (other,) = said(reader, '"We agree," Vladimir Putin said.')
    assert one["utterance_id"] == two["utterance_id"] != other["utterance_id"]


def test_stance_of_the_cue(reader: Reader) -> None:
    (row,) = said(reader, "Angela Merkel called for more talks in Vienna.")
    assert row["cue_stance"] == "commissive"


def test_another_language_is_not_read_with_the_wrong_grammar(reader: Reader) -> None:
    table = article("„Wir sind einig“, sagte Angela Merkel.", language="de")
    assert mentions(table, reader).num_rows == 0
