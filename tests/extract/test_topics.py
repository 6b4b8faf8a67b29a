"""Every topic has its cases, texts that are on it and texts that only look so; and the rules are read strictly."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import extract
from dateline.contracts import judge
from dateline.errors import ConfigError
from dateline.extract.tagging.finder import subject_code
from dateline.extract.tagging.rules import Topic, topics
from dateline.extract.tagging.tagger import tagger
from dateline.extract.tagging.words import Phrases, folded
from dateline.yamlfile import read
from tests.extract.articles import article
from tests.extract.conftest import VOCABULARY

CASES = Path(__file__).parent / "topics"
NAMES = list(read(VOCABULARY / "topics.yml").data)
LEAST = 6


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['headline'][:40]}")
        for path in sorted(CASES.glob("*.yml"))
        for case in read(path).data[kind]
    ]


def found(reader: extract.Reader, case: dict[str, Any]) -> dict[str, dict[str, Any]]:
    table = article(case["body"], headline=case["headline"], on=case["on"])
    rows = extract.topics(table, extract.mentions(table, reader), reader)
    assert judge(reader.contracts["article_topics"], rows).breaches == ()
    return {row["topic_id"]: row for row in rows.to_pylist()}


@pytest.mark.parametrize("name", NAMES)
def test_every_topic_has_its_cases(name: str) -> None:
    doc = read(CASES / f"{name}.yml")
    doc.only(("positive", "negative"))
    for kind in ("positive", "negative"):
        assert len(doc.data[kind]) >= LEAST, f"tests/extract/topics/{name}.yml: six {kind} texts at least"
        for case in doc.data[kind]:
            assert set(case) <= {"headline", "body", "on", "why"} and isinstance(case["on"], date)


def test_no_cases_without_a_topic() -> None:
    assert {path.stem for path in CASES.glob("*.yml")} == set(NAMES)


@pytest.mark.parametrize(("name", "case"), cases("positive"))
def test_a_story_on_the_topic_is_found(reader: extract.Reader, name: str, case: dict[str, Any]) -> None:
    rows = found(reader, case)
    assert name in rows
    for row in rows.values():
        for place in json.loads(row["evidence"]):
            text = {"headline": case["headline"], "body": case["body"]}.get(place["in"])
            assert text is None or text[place["start"] : place["end"]] == place["text"] != ""


@pytest.mark.parametrize(("name", "case"), cases("negative"))
def test_a_story_that_only_looks_so_is_not(reader: extract.Reader, name: str, case: dict[str, Any]) -> None:
    assert name not in found(reader, case)


def test_topics_are_labelled_and_described() -> None:
    assert NAMES[0] == "nato-russia" and 12 <= len(NAMES) <= 20
    for topic in topics(VOCABULARY / "topics.yml"):
        assert topic.label and len(topic.description) > 20


def ruled(tmp_path: Path, reader: extract.Reader, text: str) -> tuple[Topic, ...]:
    (tmp_path / "topics.yml").write_text("# one topic\n" + text)
    return topics(tmp_path / "topics.yml", reader.authority)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("t:\n  anny: [{word: a}]", "Did you mean `any`"),
        ("t:\n  any: [{wort: a}]", "a term with one of"),
        ("t:\n  any: [{word: a, actor: ru}]", "a term with one of"),
        ("t:\n  any: {word: a}", "`any` as a list"),
        ("t:\n  any: [{word: '...'}]", "a word as text"),
        ("t:\n  any: [{word: 7}]", "a word as text"),
        ("t:\n  any: [{words: []}]", "a list of words"),
        ("t:\n  any: [{actor: atlantis}]", "an actor of schemas/vocabulary/actors"),
        ("t:\n  any: [{place: atlantis}]", "an actor of schemas/vocabulary/actors"),
        ("t:\n  any: [{members_of: gazprom}]", "an organisation whose members"),
        ("t:\n  any: [{actor: ru, except: [a]}]", "`except` beside words"),
        ("t:\n  none: [{word: a}]", "a term under"),
        ("t:\n  any: [{word: a}]\n  iptc: [politics]", "media topics such as"),
        ("t:\n  any: [{word: a}]\n  least: 2", "a score between"),
        ("t:\n  near: [{of: [{word: a}], within: sentence}]", "two terms or more"),
        ("t:\n  near: [{of: [{word: a}, {word: b}], within: page}]", "`within` as sentence"),
        ("t:\n  near: [{of: [{word: a}, {word: b}], within: 5000}]", "`within` as sentence"),
        ("t:\n  near: [{off: [{word: a}, {word: b}]}]", "`near` with `of`"),
        ("t:\n  any: [{near: [{word: a}, {subject: b}]}]", "what stands in the text"),
        ("t:\n  any: [{word: a}]\n  sides: {A: {state: [ru]}}", "sides with"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(tmp_path: Path, reader: extract.Reader, rule: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        ruled(tmp_path, reader, rule)
    assert "topics.yml:2" in str(caught.value)


def tagged(tmp_path: Path, reader: extract.Reader, rule: str, **fields: Any) -> dict[str, dict[str, Any]]:
    """The rows of an article without mentions, by topic."""
    rules = tagger(ruled(tmp_path, reader, rule), reader.authority)
    row = {"article_id": "a", "body": "", "headline": "", **fields}
    mentions = fields.get("mentions", ())
    return {one["topic_id"]: one for one in rules.rows(row, mentions, date(2020, 5, 5))}


@pytest.mark.parametrize(
    ("within", "body", "is_near"),
    [
        ("sentence", "Gas was cheap. Moscow cut nothing.", False),
        ("sentence", "Gas was cut in Moscow.", True),
        ("sentence", "The U.S. gas was cut, Mr. Smith said.", True),
        ("paragraph", "Gas was cheap. Moscow cut nothing.", True),
        ("paragraph", "Gas was cheap.\n\nMoscow cut nothing.", False),
        (2, "They cut the old gas line.", True),
        (1, "They cut the old gas line.", False),
        (0, "They cut gas.", True),
        (9, "They cut it.\n\nGas was dear.", False),
    ],
)
def test_near_is_a_sentence_a_paragraph_or_so_many_words(
    tmp_path: Path, reader: extract.Reader, within: str | int, body: str, is_near: bool
) -> None:
    rule = f"t:\n  near: [{{of: [{{word: gas}}, {{word: cut}}], within: {within}}}]"
    assert ("t" in tagged(tmp_path, reader, rule, body=body)) is is_near


@pytest.mark.parametrize(
    ("word", "body", "is_there"),
    [
        ("MAP", "The MAP was refused.", True),
        ("MAP", "The map was folded.", False),
        ("MAP", "A MAP OF THE COAST IS SHOWN HERE", False),
        ("front line", "At the front-line they sang.", True),
        ("front line", "They stood in front. Line by line they left.", False),
        ("missile defence", "A missile\n\ndefence", False),
        ("U.S. troops", "The U.S. troops left.", True),
        ("Siauliai", "At Šiauliai it rained.", True),
        ("Siauliai", "At S\u030ciauliai it rained.", True),
        ("war", "The wardrobe was shut.", False),
        ("война", "Это Война.", True),
    ],
)
def test_a_word_is_a_whole_word(tmp_path: Path, reader: extract.Reader, word: str, body: str, is_there: bool) -> None:
    assert ("t" in tagged(tmp_path, reader, f"t:\n  any: [{{word: '{word}'}}]", body=body)) is is_there


def test_a_longer_phrase_takes_the_word_with_it(tmp_path: Path, reader: extract.Reader) -> None:
    rule = "t:\n  any: [{word: pipeline, except: [drug pipeline]}]"
    assert tagged(tmp_path, reader, rule, body="The drug pipeline is full.") == {}
    assert "t" in tagged(tmp_path, reader, rule, body="The drug pipeline is full, the gas pipeline is not.")


@pytest.mark.parametrize(
    ("said", "is_there"),
    [
        ("medtop:20000056", True),
        ("http://cv.iptc.org/newscodes/mediatopic/20000056", True),
        ("MEDTOP:20000056 ", True),
        ("medtop:20000057", False),
    ],
)
def test_the_senders_own_code_makes_a_topic(tmp_path: Path, reader: extract.Reader, said: str, is_there: bool) -> None:
    rows = tagged(tmp_path, reader, "t:\n  any: [{subject: 'medtop:20000056'}]", body="Quiet.", subjects=[said])
    assert ("t" in rows) is is_there
    if is_there:
        assert json.loads(rows["t"]["evidence"]) == [
            {"term": "subject: medtop:20000056", "in": "subjects", "text": said}
        ]
    assert subject_code("11002000") == "subj:11002000"


def test_a_place_is_a_place_and_no_person(tmp_path: Path, reader: extract.Reader) -> None:
    rule = "t:\n  any: [{place: ru}]"
    said = {"mention_id": "m", "kind": "name", "char_start": 0, "char_end": 5, "surface": "Putin"}
    person = said | {"actor_key": "vladimir-putin", "actor_kind": "person"}
    country = said | {"actor_key": "ru", "actor_kind": "country"}
    assert tagged(tmp_path, reader, rule, body="Putin.", mentions=[person]) == {}
    assert "t" in tagged(tmp_path, reader, rule, body="Moscow", mentions=[country])
    rows = tagged(tmp_path, reader, rule, body="Quiet.", dateline_place="MOSCOW/PARIS")
    assert json.loads(rows["t"]["evidence"]) == [{"term": "place: ru", "in": "dateline", "text": "MOSCOW"}]


def test_one_passing_word_is_not_enough_and_none_forbids(tmp_path: Path, reader: extract.Reader) -> None:
    rule = "t:\n  any: [{word: gas}]\n  none: [{word: laughing gas}]"
    assert tagged(tmp_path, reader, rule, body="It rained.\n\nGas was dear.") == {}
    twice = tagged(tmp_path, reader, rule, body="It rained.\n\nGas was dear.\n\nGas was sold.")
    assert twice["t"]["score"] == 0.5 and twice["t"]["rule"] == "any+none"
    assert tagged(tmp_path, reader, rule, body="Gas, laughing gas.") == {}


def test_about_is_what_the_score_is_taken_of(tmp_path: Path, reader: extract.Reader) -> None:
    body = "It rained.\n\nGas was dear.\n\nOil was sold."
    assert tagged(tmp_path, reader, "t:\n  all: [{word: gas}, {word: oil}]", body=body) == {}
    rule = "t:\n  all: [{word: gas}, {word: oil}]\n  about: [{words: [gas, oil]}]"
    assert tagged(tmp_path, reader, rule, body=body)["t"]["score"] == 0.5


def test_the_order_of_articles_and_mentions_changes_nothing(reader: extract.Reader) -> None:
    stories = [article(case.values[1]["body"], headline=case.values[1]["headline"], on=case.values[1]["on"],
                       article_id=case.values[0]) for case in cases("positive")[::6]]  # fmt: skip
    table = pa.concat_tables(stories)
    said = extract.mentions(table, reader)
    backwards = said.take(list(range(said.num_rows))[::-1])
    there = extract.topics(table, said, reader).to_pylist()
    again = extract.topics(pa.concat_tables(stories[::-1]), backwards, reader).to_pylist()
    assert sorted(map(str, again)) == sorted(map(str, there)) and there


@pytest.mark.parametrize(
    "body",
    ["MAP " * 250_000, "." * 900_000 + " A", "a" + "\n" * 500_000 + " " * 500_000 + "b", "gas cut. Cut gas, " * 60_000,
     "((" * 500_000, "gas" + " " * 1_000_000 + "cut"],
    ids=["capitals", "dots", "breaks", "neighbours", "brackets", "spaces"],
)  # fmt: skip
def test_a_million_hostile_characters_are_tagged(tmp_path: Path, reader: extract.Reader, body: str) -> None:
    """What took more than linear time would not end while anybody waits."""
    rule = "t:\n  any: [{word: MAP}, {word: gas cut}, {near: [{word: gas}, {word: cut}], within: 3}]"
    rows = tagged(tmp_path, reader, rule, body=body, headline=body[:1000])
    assert all(len(row["evidence"]) < 10_000 for row in rows.values())


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from(["war", "MAP", "front line", "Siauliai"]))
def test_folding_moves_no_place(text: str, word: str) -> None:
    """For any text: what is found at a place folds to the phrase."""
    whole = f"{text} {word} {text}"
    phrases = Phrases()
    phrases.add(word)
    page = folded(whole)
    assert len(page.plain) == len(page.shown)
    for spans in phrases.find(page).values():
        for start, end in spans:
            begin, stop = page.span(start, end)
            assert folded(whole[begin:stop]).plain.split() == folded(word).plain.split()
