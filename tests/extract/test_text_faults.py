"""Texts that try a reader: very long ones (C43), quotation marks of all kinds (C44), characters of all sizes (C45)."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import extract
from dateline.contracts import judge
from dateline.extract import Reader
from tests.extract.articles import article

SAID = "“We have a plan,” Angela Merkel said in Berlin on Friday. Nato and Russia would be told, she added."


def tables(reader: Reader, table: pa.Table) -> dict[str, list[dict[str, Any]]]:
    """The rows of the three tables; none of them is rejected."""
    mentions = extract.mentions(table, reader)
    made = {
        "mentions": mentions,
        "quotes": extract.quotes(table, mentions, reader),
        "article_topics": extract.topics(table, mentions, reader),
    }
    for name, rows in made.items():
        assert judge(reader.contracts[name], rows).breaches == ()
    return {name: rows.to_pylist() for name, rows in made.items()}


def assert_places(table: pa.Table, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Every place that a row names holds, in the stored body, just the words that the row tells."""
    body, headline = table.column("body")[0].as_py(), table.column("headline")[0].as_py()
    for row in rows["mentions"]:
        assert body[row["char_start"] : row["char_end"]] == row["surface"] != ""
    for row in rows["quotes"]:
        assert row["text"] == " ".join(body[span["start"] : span["end"]] for span in row["spans"]) != ""
        if row["cue"] is not None:
            assert body[row["cue_start"] : row["cue_end"]] == row["cue"]
        if row["speaker_text"] is not None:
            assert body[row["speaker_start"] : row["speaker_end"]] == row["speaker_text"]
    for row in rows["article_topics"]:
        for place in json.loads(row["evidence"]):
            text = {"body": body, "headline": headline}.get(place["in"])
            assert text is None or text[place["start"] : place["end"]] == place["text"] != ""


def test_c43_a_text_of_more_than_a_million_characters_is_cut_at_paragraphs_and_keeps_global_offsets(
    reader: Reader,
) -> None:
    filler = [f"The list of day {n} was {'x' * 1900} and nobody read it." for n in range(650)]
    paragraphs = [SAID, *filler[:300], SAID, *filler[300:], SAID]
    table = article("\n\n".join(paragraphs))
    body = table.column("body")[0].as_py()
    assert len(body) > 1_200_000
    rows = tables(reader, table)
    assert_places(table, rows)
    places = [match.start() for match in re.finditer("We have a plan,", body)]
    starts = {span["start"] for row in rows["quotes"] for span in row["spans"]}
    assert len(places) == 3 and set(places) <= starts
    assert [row["topic_id"] for row in rows["article_topics"]] == ["nato-russia"]
    reading = reader.story(body, table.column("dateline_on")[0].as_py()).reading
    assert len(reading.sentences) > 650
    for first, last in reading.sentences:
        assert reading.words[first].paragraph == reading.words[last - 1].paragraph


AROUND = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MARKS = {
    "unbalanced": "“We go, Angela Merkel said.",
    "only closing": "We go,” Angela Merkel said.",
    "nested": "“He told me ‘not “today”’ and left,” Angela Merkel said.",
    "crossed": "“We ‘go” now’, Angela Merkel said.",
    "low and high": "„We go“, Angela Merkel said.",
    "guillemets": "«We go», Angela Merkel said. »They stay«, she added.",
    "corners": "「We go」 Angela Merkel said. 『They stay』",
    "straight": '"We go," Angela Merkel said. "They \'stay\'."',
    "ticks": "``We go,'' Angela Merkel said. `They stay'",
    "over paragraphs": "Angela Merkel said: “We go.\n\n“We stay.\n\n“We come back.”",
    "never closed over paragraphs": "“We go.\n\nAngela Merkel said.\n\n“They stay.\n\nNobody asked.",
    "empty": '“” ‘’ «» 「」 "" Angela Merkel said “ ”.',
    "many": "“" * 300 + "We go" + "”" * 299 + " Angela Merkel said.",
    "apostrophes": "’Tis the ’90s, Angela Merkel’s aides’ friends’ said, ’twas.",
}


@pytest.mark.parametrize("name", MARKS)
def test_c44_marks_of_all_kinds_never_break_a_reading(reader: Reader, name: str) -> None:
    table = article(MARKS[name])
    assert_places(table, tables(reader, table))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("before", ["", "👩‍🚀👍🏽 ", "e\u0301 é ", "𝕹𝖆𝖙𝖔 ", "ÄÖÜ\u0308 ", "\u1100\u1161\u11a8 "])
def test_c45_offsets_count_code_points_of_the_stored_text(reader: Reader, form: str, before: str) -> None:
    text = f"{before}“Nous étions à Genève 👍,” Angela Merkel said. Nato and Russia met in Siauliai, Šiauliai."
    title = f"{before}Nato, Russie, Genève"
    table = article(unicodedata.normalize(form, text), headline=unicodedata.normalize(form, title))
    rows = tables(reader, table)
    assert_places(table, rows)
    assert "nato-russia" in {row["topic_id"] for row in rows["article_topics"]}
    assert {row["surface"] for row in rows["mentions"]} >= {"Angela Merkel"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(AROUND, AROUND)
def test_c45_whatever_stands_around_a_topic_its_places_hold(reader: Reader, before: str, after: str) -> None:
    table = article(f"{before} Nato met Russia {after}\n\n{after} Nato {before}", headline=f"{after} Nato {before}")
    assert_places(table, tables(reader, table))
