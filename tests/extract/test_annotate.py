"""The protocol's answer for one document, whatever the document holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.extract import Reader, annotate, mentions, quotes
from dateline.extract.reader import EXTRACTOR
from tests.extract.articles import article

KEYS = {
    "content", "speaker", "speaker_name", "speaker_id", "cue", "kind", "confidence", "speaker_type", "speaker_details",
    "stance", "addressee", "setting", "occasion", "outlet", "said_on", "chain", "about",
}  # fmt: skip
STORY = (
    "“We have a plan,” Angela Merkel said in Berlin. “It is short.”\n\n"
    "The German chancellor told reporters that Moscow had accused Nato of delay. She called for patience."
)
WORDS = [" he said", " said Angela Merkel", ", ", ". ", "\n\n", " Nato ", "Moscow said ", "that it was late"]
PIECES = st.sampled_from([*"“”\"'’„«»「」éß", *WORDS, "e\u0301", "👩‍🚀", "\u202e", "\x00", "\ud800"])


def test_answer_of_a_plain_story(reader: Reader) -> None:
    answer = annotate({"doc_id": "a", "text": STORY, "date": "2010-05-05"}, reader)
    first = answer["quotes"][0]
    assert set(first) == KEYS
    assert [STORY[s:e] for s, e in first["content"]] == ["We have a plan,", "It is short."]
    assert (first["kind"], first["speaker_name"]) == ("direct", "Angela Merkel")
    assert STORY[slice(*first["cue"])].split()[0] == "said"
    assert {m["name"] for m in answer["mentions"]} >= {"Angela Merkel", "Russia"}
    assert set(answer["mentions"][0]) == {"start", "end", "kind", "name", "actor_id", "wikidata", "confidence"}
    assert answer == annotate({"doc_id": "a", "text": STORY, "date": "2010-05-05"}, reader)


@pytest.mark.parametrize("text", ["", " \n\n ", "\ud800", "\x00", '"', "“" * 500, "a" * 5000, "(" * 3000])
def test_odd_texts_have_an_answer(reader: Reader, text: str) -> None:
    answer = annotate({"doc_id": 1, "text": text}, reader)
    assert answer["quotes"] == [] or all(q["content"] for q in answer["quotes"])
    json.dumps(answer)


@pytest.mark.parametrize(
    ("doc", "code"),
    [
        ({"doc_id": "x"}, "row.required"),
        ({"doc_id": "x", "text": None}, "row.required"),
        ({"doc_id": "x", "text": 7}, "row.type"),
        ({"doc_id": "x", "text": ["a"]}, "row.type"),
        ({"doc_id": "x", "text": "a", "date": 20100505}, "row.type"),
        ({"doc_id": "x", "text": "a", "date": "5 May"}, "row.pattern"),
        ({"doc_id": "x", "text": "a", "language": 1}, "row.type"),
        ({"doc_id": "x", "text": "a" * 5_000_001}, "row.max_length"),
    ],
)
def test_bad_documents_are_answered_with_a_reason(reader: Reader, doc: dict[str, Any], code: str) -> None:
    answer = annotate(doc, reader)
    assert answer["doc_id"] == "x"
    assert answer["error"]["code"] == code
    assert "quotes" not in answer


@pytest.mark.parametrize("doc", [None, [], "text", 3])
def test_what_is_no_document_is_answered_too(reader: Reader, doc: object) -> None:
    assert annotate(doc, reader)["error"]["code"] == "row.type"


def test_c45_offsets_count_code_points_of_the_text_as_it_came(reader: Reader) -> None:
    text = "👩‍🚀 e\u0301 é.\n\n“Nous e\u0301tions là 👍,” Angela Merkel said."
    answer = annotate({"doc_id": "c45", "text": text}, reader)
    (quote,) = answer["quotes"]
    assert [text[s:e] for s, e in quote["content"]] == ["Nous e\u0301tions là 👍,"]
    assert text[slice(*quote["speaker"])] == "Angela Merkel"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=80)))
def test_c44_c45_the_span_is_the_text(reader: Reader, text: str) -> None:
    """C44, C45: for any text, `body[start:end]` equals what the row says, and quotes point at mentions that exist."""
    table = article(text.encode("utf-8", "replace").decode("utf-8"))
    body = table.column("body")[0].as_py()
    found = mentions(table, reader).to_pylist()
    for row in found:
        assert body[row["char_start"] : row["char_end"]] == row["surface"] != ""
    ids = {row["mention_id"] for row in found}
    assert len(ids) == len(found)
    said = quotes(table, mentions(table, reader), reader).to_pylist()
    assert len({row["quote_id"] for row in said}) == len(said)
    for row in said:
        assert row["text"] == " ".join(body[span["start"] : span["end"]] for span in row["spans"])
        assert row["extractor"] == EXTRACTOR
        assert row["speaker_mention_id"] is None or row["speaker_mention_id"] in ids
        if row["speaker_text"] is not None:
            assert body[row["speaker_start"] : row["speaker_end"]] == row["speaker_text"]
        if row["cue"] is not None:
            assert body[row["cue_start"] : row["cue_end"]] == row["cue"]
    json.dumps(annotate({"doc_id": "h", "text": text}, reader))
