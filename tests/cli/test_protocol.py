"""The evaluation protocol: one line out for each line in, in order, whatever the lines hold."""

from __future__ import annotations

import base64
import gzip
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dateline import home as places
from tests.cli.commands import asked, dateline
from tests.conftest import ROOT

QUOTE = {
    "content", "speaker", "speaker_name", "speaker_id", "cue", "kind", "confidence", "speaker_type", "speaker_details",
    "stance", "addressee", "setting", "occasion", "outlet", "said_on", "chain", "about",
}  # fmt: skip
MENTION = {"start", "end", "kind", "name", "actor_id", "wikidata", "confidence"}
ARTICLE = {
    "headline", "byline", "agency", "publisher", "published_at", "published_text", "dateline_place", "dateline_date",
    "language", "body", "version", "status", "guid",
}  # fmt: skip
FORMATS = ("auto", "html", "nitf", "newsml_g2", "newsml_1", "ninjs", "rss", "text")
KINDS = {"direct", "indirect", "mixed"}

PLAIN = 'BERLIN (Meridian) - "We agree on that," Angela Merkel said on Tuesday. Nato welcomed it.'
ODD = '👩‍👩‍👧 e\u0301 🇩🇪 \U0001d11e! "We agree on that," Angela Merkel said on Tuesday. ' + "Z\u0351\u036b\u0343algo."


def is_span(value: object, text: str) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(n) is int for n in value)
        and 0 <= value[0] < value[1] <= len(text)
    )


def assert_annotation(answer: Mapping[str, Any], doc: Mapping[str, Any]) -> None:
    """The answer has the shape that the protocol promises, and its offsets lie inside the text."""
    text = doc["text"]
    assert set(answer) == {"doc_id", "quotes", "mentions"}, answer.get("error")
    assert answer["doc_id"] == doc["doc_id"]
    for quote in answer["quotes"]:
        assert set(quote) == QUOTE
        assert quote["content"] and all(is_span(span, text) for span in quote["content"])
        assert quote["content"] == sorted(quote["content"])
        assert all(quote[name] is None or is_span(quote[name], text) for name in ("speaker", "cue"))
        assert all(quote[name] is None or isinstance(quote[name], str) for name in ("speaker_name", "speaker_id"))
        assert quote["kind"] in KINDS and 0 <= quote["confidence"] <= 1
    for mention in answer["mentions"]:
        assert set(mention) == MENTION
        assert is_span([mention["start"], mention["end"]], text)
        assert mention["wikidata"] is None or (mention["wikidata"][0] == "Q" and mention["wikidata"][1:].isdigit())
        assert isinstance(mention["kind"], str) and 0 <= mention["confidence"] <= 1
        assert all(mention[name] is None or isinstance(mention[name], str) for name in ("name", "actor_id"))


def assert_refusal(answer: Mapping[str, Any], key: str, name: object, codes: set[str]) -> None:
    assert set(answer) == {key, "id", "error"}, answer
    assert answer[key] == name
    assert set(answer["error"]) == {"code", "detail"}
    assert answer["error"]["code"] in codes and isinstance(answer["error"]["detail"], str)


# --- annotate -------------------------------------------------------------------------------------------------------

# A line, and the answer it must get: "fine", or doc_id and reason code of its error.
BROKEN_LINES: list[tuple[bytes, tuple[object, str]]] = [
    (b"{torn", (None, "parse.json")),
    (b"", (None, "parse.json")),
    (b"[1, 2]", (None, "parse.json")),
    (b'"text"', (None, "parse.json")),
    (b"null", (None, "parse.json")),
    (b"\xff\xfe\x00garbage", (None, "parse.json")),
    (b'{"doc_id": NaN, "text": "a"}', (None, "parse.json")),
    (b"[" * 100_000, (None, "parse.json")),
    (b'{"doc_id": "m"}', ("m", "row.required")),
    (b'{"doc_id": "m", "text": null}', ("m", "row.required")),
    (b'{"doc_id": "t", "text": 5}', ("t", "row.type")),
    (b'{"doc_id": "t", "text": ["a"]}', ("t", "row.type")),
    (b'{"doc_id": {"odd": 1}, "text": 5}', ({"odd": 1}, "row.type")),
    (b'{"doc_id": "d", "text": "a", "date": "18/09/2009"}', ("d", "row.pattern")),
    (b'{"doc_id": "d", "text": "a", "date": "2009-02-30"}', ("d", "row.pattern")),
    (b'{"doc_id": "d", "text": "a", "date": 20090918}', ("d", "row.type")),
    (b'{"doc_id": "l", "text": "a", "language": 5}', ("l", "row.type")),
    (b'{"text": 5}', (None, "row.type")),
]
FINE_DOCS: list[dict[str, Any]] = [
    {"doc_id": "plain", "text": PLAIN, "date": "2009-09-18"},
    {"doc_id": "no date", "text": PLAIN},
    {"doc_id": "a time", "text": PLAIN, "date": "2009-09-18T23:00:00Z"},
    {"doc_id": "null date", "text": PLAIN, "date": None, "language": None},
    {"doc_id": "empty", "text": ""},
    {"doc_id": "blank", "text": " \n\n\t "},
    {"doc_id": "emoji", "text": ODD},
    {"doc_id": "nul", "text": PLAIN.replace(" said", "\0 said")},
    {"doc_id": "surrogate", "text": "\ud800 " + PLAIN + " \udc00"},
    {"doc_id": "controls", "text": "\x1b[31m" + PLAIN + "\u202e\u200b\ufeff"},
    {"doc_id": "crlf", "text": PLAIN.replace(". ", ".\r\n\r\n")},
    {"doc_id": "line separators", "text": PLAIN.replace(". ", ".\u2028\x85\x0b")},
    {"doc_id": "russian", "text": "«Мы согласны», — сказала Ангела Меркель.", "language": "ru"},
    {"doc_id": "no language", "text": PLAIN, "language": "tlh"},
    {"doc_id": 7, "text": PLAIN},
    {"doc_id": None, "text": PLAIN},
    {"doc_id": "ä\n☃", "text": PLAIN},
    {"doc_id": "quotation marks", "text": '"' * 999 + " said Merkel, “" * 99},
    {"doc_id": "one word", "text": "a" * 20_000},
]


@pytest.fixture(scope="module")
def answers() -> list[dict[str, Any]]:
    """One process, every odd line: the fine ones stand between the broken ones."""
    lines: list[bytes] = []
    for number, (line, _) in enumerate(BROKEN_LINES):
        lines.append(line)
        lines.append(json.dumps(FINE_DOCS[number % len(FINE_DOCS)]).encode())
    lines += [json.dumps(doc).encode() for doc in FINE_DOCS]
    return asked(["annotate"], lines)


def test_annotate_gives_one_line_for_each_line(answers: list[dict[str, Any]]) -> None:
    assert len(answers) == 2 * len(BROKEN_LINES) + len(FINE_DOCS)


@pytest.mark.parametrize("number", range(len(BROKEN_LINES)), ids=[repr(line[:40]) for line, _ in BROKEN_LINES])
def test_annotate_names_what_is_wrong_and_goes_on(answers: list[dict[str, Any]], number: int) -> None:
    name, code = BROKEN_LINES[number][1]
    assert_refusal(answers[2 * number], "doc_id", name, {code})
    assert_annotation(answers[2 * number + 1], FINE_DOCS[number % len(FINE_DOCS)])


@pytest.mark.parametrize("number", range(len(FINE_DOCS)), ids=[str(doc["doc_id"]) for doc in FINE_DOCS])
def test_annotate_reads_any_text(answers: list[dict[str, Any]], number: int) -> None:
    assert_annotation(answers[2 * len(BROKEN_LINES) + number], FINE_DOCS[number])


def test_annotate_says_the_same_twice_within_a_process(answers: list[dict[str, Any]]) -> None:
    said: dict[str, dict[str, Any]] = {}
    for answer in answers:
        if "error" not in answer:
            assert said.setdefault(json.dumps(answer["doc_id"]), answer) == answer


@pytest.mark.parametrize("name", ["plain", "emoji", "crlf", "controls", "surrogate"])
def test_offsets_are_code_points_of_the_text_as_it_came(answers: list[dict[str, Any]], name: str) -> None:
    (doc,) = [doc for doc in FINE_DOCS if doc["doc_id"] == name]
    answer = answers[2 * len(BROKEN_LINES) + FINE_DOCS.index(doc)]
    text = doc["text"]
    said = {text[s:e] for s, e in (m[:2] for m in ([m["start"], m["end"]] for m in answer["mentions"]))}
    assert "Angela Merkel" in said
    (quote,) = [q for q in answer["quotes"] if q["kind"] == "direct"]
    (content,) = quote["content"]
    assert text[slice(*content)].strip('",') == "We agree on that"
    assert text[slice(*quote["speaker"])] == "Angela Merkel"
    assert text[slice(*quote["cue"])].split()[0] == "said"
    assert quote["speaker_name"] == "Angela Merkel"


def test_annotate_gives_the_same_bytes_in_another_process() -> None:
    lines = "\n".join(json.dumps(doc) for doc in FINE_DOCS)
    first, second = (dateline("annotate", stdin=lines, PYTHONHASHSEED=seed).out for seed in ("1", "2"))
    assert first == second


def test_annotate_ends_quietly_without_a_line() -> None:
    done = dateline("annotate")
    assert (done.code, done.out, done.talk) == (0, "", "")


def test_annotate_answers_a_last_line_without_its_end() -> None:
    done = dateline("annotate", stdin='{"doc_id": 1, "text": ""}')
    assert json.loads(done.out) == {"doc_id": 1, "quotes": [], "mentions": []}


# --- read -----------------------------------------------------------------------------------------------------------

NITF = (
    '<?xml version="1.0" encoding="ISO-8859-1"?><nitf><body><body.head><hedline><hl1>Café opens “anew”</hl1></hedline>'
    "</body.head><body.content><p>Żółć said yes.</p></body.content></body></nitf>"
)

ODD_PAYLOADS = [json.dumps({"id": n, "text": text}) for n, text in enumerate(["", PLAIN, NITF, "{}", "[" * 9999])]


def test_read_names_what_is_wrong_and_goes_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty.xml").write_bytes(b"")
    broken: list[tuple[dict[str, Any], set[str]]] = [
        ({}, {"row.required"}),
        ({"text": "a", "path": "b"}, {"row.required"}),
        ({"text": 5}, {"row.type"}),
        ({"base64": ["a"]}, {"row.type"}),
        ({"text": "<p>a</p>", "url": 5}, {"row.type"}),
        ({"base64": "!!not base64"}, {"row.pattern"}),
        ({"base64": "YQ"}, {"row.pattern"}),
        ({"path": str(tmp_path / "nowhere.xml")}, {"store.missing"}),
        ({"path": "a\0b"}, {"store.missing"}),
        ({"path": "\ud800"}, {"store.missing"}),
        ({"path": str(tmp_path)}, {"inbox.not_regular"}),
        ({"path": str(tmp_path / "pipe")}, {"inbox.not_regular"}),
        ({"path": "/dev/zero"}, {"inbox.not_regular"}),
        ({"path": str(tmp_path / "empty.xml")}, {"parse.empty"}),
        ({"text": ""}, {"parse.empty"}),
        ({"text": "   \n"}, {"parse.empty"}),
        ({"base64": base64.b64encode(b"%PDF-1.7 not for us").decode()}, {"parse.unknown_format"}),
        ({"base64": base64.b64encode(os.urandom(64) + b"\0\xff").decode()}, {"parse.charset", "parse.unknown_format"}),
        ({"text": "<nitf><body"}, {"parse.xml"}),
        ({"text": '<!DOCTYPE nitf [<!ENTITY a "b">]><nitf><body>&a;</body></nitf>'}, {"parse.xml_entities"}),
        ({"text": '{"uri": '}, {"parse.json"}),
    ]
    lines: list[str] = []
    for number, (doc, _) in enumerate(broken):
        lines += [json.dumps({"id": number, **doc}), json.dumps({"id": f"fine {number}", "text": NITF})]
    found = asked(["read"], ["{torn", "", "7", *lines])
    assert len(found) == 3 + len(lines)
    for answer in found[:3]:
        assert_refusal(answer, "id", None, {"parse.json"})
    for number, (_, codes) in enumerate(broken):
        assert_refusal(found[3 + 2 * number], "id", number, codes)
        fine = found[4 + 2 * number]
        assert set(fine) == {"id", "articles"} and fine["id"] == f"fine {number}"
        (article,) = fine["articles"]
        assert (article["headline"], article["body"]) == ("Café opens “anew”", "Żółć said yes.")


def test_read_gives_the_same_article_for_path_text_and_base64(tmp_path: Path) -> None:
    sample = sorted((ROOT / "samples" / "inbox" / "meridian").glob("*.xml"))[0]
    ways = (
        {"path": str(sample)},
        {"text": sample.read_text("utf-8")},
        {"base64": base64.b64encode(sample.read_bytes()).decode()},
    )
    lines = [json.dumps({"id": n, **way, "url": "http://wire.example/1"}) for n, way in enumerate(ways)]
    by_path, by_text, by_base64 = (answer["articles"] for answer in asked(["read", "--format", "nitf"], lines))
    assert by_path == by_text == by_base64
    (article,) = by_path
    assert set(article) >= ARTICLE and article["published_at"].endswith("Z")


def test_read_takes_surrogates_and_nul_out() -> None:
    lines = [json.dumps({"id": 1, "text": "Wheat jumps\ud800\n\nPrices rose\0 on Tuesday."})]
    (answer,) = asked(["read", "--format", "text"], lines)
    assert answer["articles"][0]["headline"] == "Wheat jumps"
    assert answer["articles"][0]["body"] == "Prices rose on Tuesday."


@pytest.mark.parametrize("name", ["pdf", "", "../text", "charset", "AUTO"])
def test_read_refuses_an_unknown_format(name: str) -> None:
    done = dateline("read", "--format", name)
    assert done.code == 2 and done.out == "" and "newsml_g2" in done.talk


@pytest.mark.parametrize("name", FORMATS)
def test_read_knows_the_formats_of_the_protocol(name: str) -> None:
    answers = asked(["read", "--format", name], ODD_PAYLOADS)
    assert [answer["id"] for answer in answers] == [0, 1, 2, 3, 4]
    assert all(set(answer) in ({"id", "articles"}, {"id", "error"}) for answer in answers)


def test_read_gives_the_same_bytes_in_another_process() -> None:
    lines = "\n".join(ODD_PAYLOADS)
    first, second = (dateline("read", stdin=lines, PYTHONHASHSEED=seed).out for seed in ("1", "2"))
    assert first == second and first.count("\n") == len(ODD_PAYLOADS)


# --- a hundred documents of real data ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    found = shared / "data"
    if not (found / "quotes" / "dev.jsonl").is_file():
        pytest.skip(f"no quotes/dev.jsonl in {found}")
    return found


def test_annotate_on_real_stories(data: Path) -> None:
    docs = [json.loads(line) for line in (data / "quotes" / "dev.jsonl").read_text("utf-8").splitlines()]
    docs = [{k: doc[k] for k in ("doc_id", "text", "date")} for doc in docs]
    started = time.monotonic()
    found = asked(["annotate"], map(json.dumps, docs))
    print(f"{len(docs)} stories in {time.monotonic() - started:.0f} s")
    assert len(found) == len(docs) >= 84
    for answer, doc in zip(found, docs, strict=True):
        assert_annotation(answer, doc)
    assert sum(len(answer["quotes"]) for answer in found) > len(docs)


def test_read_on_real_payloads(data: Path) -> None:
    files = sorted(path for path in (data / "wires").rglob("*") if path.suffix in (".xml", ".json"))
    pages = sorted((data / "pages" / "html").glob("*.gz"))[::4]
    docs: list[dict[str, Any]] = [{"id": path.name, "path": str(path)} for path in files]
    for page in pages:
        docs.append({"id": page.name, "base64": base64.b64encode(gzip.decompress(page.read_bytes())).decode()})
    if len(docs) < 50:
        pytest.skip(f"too little in {data}: {len(docs)} payloads")
    found = asked(["read"], map(json.dumps, docs))
    assert [answer["id"] for answer in found] == [doc["id"] for doc in docs]
    told = 0
    for answer in found:
        if "error" in answer:
            assert_refusal(answer, "id", answer["id"], set(reasons()))
            assert answer["error"]["code"] != "parse.crash", answer
            continue
        assert set(answer) == {"id", "articles"}
        for article in answer["articles"]:
            told += 1
            assert set(article) >= ARTICLE
            assert all(article[name] is None or isinstance(article[name], str) for name in ARTICLE - {"version"})
    assert told > len(docs) / 2


def reasons() -> Mapping[str, Any]:
    from dateline.vocabulary import reasons as of

    return of(places.Project(ROOT).vocabulary)


def test_a_text_of_a_megabyte_is_answered() -> None:
    """1 MB of a sort that nobody sends: what is asserted is the answer, not its speed. Long words parse sooner."""
    sentence = (
        "The internationalisation-of-administrative-responsibilities counterproductively overcomplicated everything. "
    )
    text = sentence * 9_500
    started = time.monotonic()
    (annotated,) = asked(["annotate"], [json.dumps({"doc_id": "long", "text": text})])
    (read,) = asked(["read", "--format", "text"], [json.dumps({"id": "long", "text": "A headline\n\n" + text})])
    print(f"1 MB in {time.monotonic() - started:.0f} s")
    assert_annotation(annotated, {"doc_id": "long", "text": text})
    assert len(read["articles"][0]["body"]) > 1_000_000
