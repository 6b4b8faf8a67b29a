"""What stands beside a quote: to whom, where, through whom, about whom, and what kind of speaker."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dateline.contracts import judge
from dateline.extract import Reader, annotate, mentions, quotes
from tests.extract.articles import article


def said(reader: Reader, body: str) -> list[dict[str, Any]]:
    table = article(body, on=date(2010, 5, 5))
    rows = quotes(table, mentions(table, reader), reader)
    assert judge(reader.contracts["quotes"], rows).breaches == ()
    return rows.to_pylist()


def names(reader: Reader, body: str) -> dict[str, str]:
    """Actor id → name, of the mentions of a text."""
    return {r["actor_id"]: r["actor_name"] for r in mentions(article(body), reader).to_pylist() if r["actor_id"]}


def last(reader: Reader, body: str) -> dict[str, Any]:
    return said(reader, body)[-1]


@pytest.mark.parametrize(
    ("body", "text", "actor"),
    [
        ("“We agree,” Barack Obama told Angela Merkel.", "Angela Merkel", "Angela Merkel"),
        ("Angela Merkel told reporters in Sochi that the talks had failed.", "reporters in Sochi", None),
        ("Sergei Lavrov said to the BBC that the talks had failed.", "the BBC", "BBC"),
        ("In a letter to the Council, Dmitry Rogozin said the pipeline would be built.", "the Council", None),
        ("Vladimir Putin asked Angela Merkel whether the talks had failed.", "Angela Merkel", "Angela Merkel"),
        ("Angela Merkel called on Russia to withdraw.", "Russia", "Russia"),
        ("Angela Merkel urged Russia to withdraw.", "Russia", "Russia"),
        ("“We agree,” Angela Merkel said in an interview with Die Welt.", "Die Welt", None),
        ("“We agree,” Angela Merkel told him.", "him", None),
        ("“We agree,” Angela Merkel told some of the miners.", "some of the miners", None),
        ("Angela Merkel said that the talks had failed.", None, None),
        ("Angela Merkel said on Monday that the talks had failed.", None, None),
        ("Angela Merkel said to be late was a mistake.", None, None),
        ("“We agree,” Angela Merkel said, according to Interfax.", None, None),
    ],
)
def test_to_whom_it_was_said(reader: Reader, body: str, text: str | None, actor: str | None) -> None:
    row = last(reader, body)
    assert row["addressee"] == text
    if text is not None:
        assert body[row["addressee_start"] : row["addressee_end"]] == text
    if actor is not None:
        assert names(reader, body)[row["addressee_actor_id"]] == actor


@pytest.mark.parametrize(
    ("body", "setting", "occasion", "outlet"),
    [
        ("“We agree,” Angela Merkel said in an interview with Die Welt.", "interview", "an interview with Die Welt",
         "Die Welt"),
        ("The Kremlin said in a statement posted on Telegram that nobody had been invited.", "statement",
         "a statement posted on Telegram", "Telegram"),
        ("“We agree,” Angela Merkel told a news conference in Brussels.", "press_conference",
         "a news conference in Brussels", None),
        ("“We agree,” Barack Obama told Angela Merkel in a phone call on Monday.", "phone_call", "a phone call", None),
        ("“We agree,” Angela Merkel wrote on Twitter.", "social_media", "Twitter", "Twitter"),
        ("“We agree,” Angela Merkel said in a telegram to Vladimir Putin.", "message", "a telegram to Vladimir Putin",
         None),
        ("“We agree,” Angela Merkel said in a speech in Berlin on Monday.", "speech", "a speech in Berlin", None),
        ("“We agree,” Angela Merkel told the Bundestag.", "parliament", "the Bundestag", None),
        ("“We agree,” Angela Merkel tweeted.", "social_media", None, None),
        ("“We agree,” Angela Merkel said.", None, None, None),
        ("“The interview was short,” Angela Merkel said.", None, None, None),
        ("Angela Merkel, who gave an interview last year, said that the talks had failed.", None, None, None),
    ],
)  # fmt: skip
def test_where_it_was_said(
    reader: Reader, body: str, setting: str | None, occasion: str | None, outlet: str | None
) -> None:
    row = last(reader, body)
    assert (row["setting"], row["occasion"], row["outlet"]) == (setting, occasion, outlet)


@pytest.mark.parametrize(
    ("body", "hops"),
    [
        ("Tass quoted Sergei Lavrov as saying Nato had promised not to expand.",
         [("Tass", "TASS"), ("Sergei Lavrov", "Sergei Lavrov")]),
        ("“This is wrong,” Sergei Lavrov was quoted by Interfax as saying.",
         [("Interfax", "Interfax"), ("Sergei Lavrov", "Sergei Lavrov")]),
        ("The Northern Post reported, citing officials, that the base would close.",
         [("The Northern Post", "Northern Post"), ("officials", None)]),
        ("“We will not wait,” Sergei Lavrov said, according to Tass.",
         [("Tass", "TASS"), ("Sergei Lavrov", "Sergei Lavrov")]),
        ("According to Interfax, Sergei Lavrov said that the talks would go on.",
         [("Interfax", "Interfax"), ("Sergei Lavrov", "Sergei Lavrov")]),
        ("Sergei Lavrov said on Monday, the RIA news agency reported, that the treaty was dead.",
         [("the RIA news agency", "RIA Novosti"), ("Sergei Lavrov", "Sergei Lavrov")]),
        ("According to Interfax, the talks would go on.", []),
        ("According to a transcript, Sergei Lavrov said that the talks would go on.", []),
        ("Angela Merkel said that the talks had failed.", []),
        ("Angela Merkel quoted a poem and said that the talks had failed.", []),
    ],
)  # fmt: skip
def test_through_whom_it_came(reader: Reader, body: str, hops: list[tuple[str, str | None]]) -> None:
    known = names(reader, body)
    chain = last(reader, body)["chain"]
    assert [(hop["text"], known.get(hop["actor_id"])) for hop in chain] == hops
    assert [hop["role"] for hop in chain] == (["reporter"] * (len(hops) - 1) + ["source"] if hops else [])
    assert all(body[hop["char_start"] : hop["char_end"]] == hop["text"] for hop in chain)


def test_whom_it_is_about(reader: Reader) -> None:
    body = "“I told Nato that Russia will not wait, and Nato knows it,” Angela Merkel said in France."
    row = last(reader, body)
    found = [names(reader, body)[item["actor_id"]] for item in row["about"]]
    assert found == ["Nato", "Russia"]
    places = {r["mention_id"]: r["char_start"] for r in mentions(article(body), reader).to_pylist()}
    assert places[row["about"][0]["mention_id"]] == body.index("Nato")


def test_a_mention_that_was_rejected_is_not_pointed_at(reader: Reader) -> None:
    table = article("“Nato knows it,” Barack Obama told Angela Merkel.")
    found = mentions(table, reader)
    kept = found.filter([name not in ("Nato", "Angela Merkel") for name in found.column("actor_name").to_pylist()])
    (row,) = quotes(table, kept, reader).to_pylist()
    assert (row["about"], row["addressee"], row["addressee_actor_id"]) == ([], "Angela Merkel", None)
    assert row["speaker_name"] == "Barack Obama"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("“We agree,” Angela Merkel said.", "named"),
        ("“We agree,” the German chancellor said.", "office"),
        ("“We agree,” a spokesman for the German foreign ministry said.", "office"),
        ("“We agree,” a senior official said.", "anonymous"),
        ("“We agree,” two diplomats said.", "anonymous"),
        ("“We agree,” EU foreign ministers said.", "group"),
        ("“We agree,” Baltic leaders said.", "group"),
        ("“We agree,” the Kremlin said.", "institution"),
        ("“We agree.”\n\nThe harbour was calm.", "unknown"),
    ],
)
def test_kinds_of_speaker(reader: Reader, body: str, kind: str) -> None:
    rows = said(reader, body)
    assert all(row["speaker_type"] == kind for row in rows)
    assert rows or kind == "unknown"
    if kind in ("named", "institution", "unknown"):
        assert all(row["speaker_details"] is None for row in rows)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("A senior Nato official who asked not to be named said the talks had failed.",
         {"role": "official", "seniority": "senior", "organisation": "Nato", "count": 1,
          "reason": "who asked not to be named"}),
        ("Two diplomats told Meridian on condition of anonymity that the deal was dead.",
         {"role": "diplomat", "count": 2, "reason": "on condition of anonymity"}),
        ("A source in the Russian foreign ministry said the answer would be no.",
         {"role": "source", "countries": ["Russia"], "count": 1}),
        ("“It is late,” said a former French diplomat.",
         {"role": "diplomat", "seniority": "former", "countries": ["France"], "count": 1}),
        ("EU foreign ministers called for a ceasefire in Georgia.", {"role": "minister", "organisation": "EU"}),
        ("“It is late,” Baltic leaders said on Tuesday.",
         {"role": "leader", "countries": ["Estonia", "Latvia", "Lithuania"]}),
        ("“It is late,” French officials said.", {"role": "official", "countries": ["France"]}),
    ],
)  # fmt: skip
def test_what_is_told_of_a_speaker_who_is_not_named(reader: Reader, body: str, told: dict[str, Any]) -> None:
    details = last(reader, body)["speaker_details"]
    actors = reader.authority.actors.values()
    known = {reader.authority.actor_id(a): a.name for a in actors if a.kind != "person"}
    assert {
        "role": details["role"],
        "seniority": details["seniority"],
        "organisation": known.get(details["organisation_actor_id"]),
        "countries": [known[key] for key in details["country_actor_ids"]],
        "count": details["count"],
        "reason": details["anonymity_reason"],
    } == {"seniority": None, "organisation": None, "countries": [], "count": None, "reason": None} | told


def test_annotate_gives_it_beside_what_it_gave(reader: Reader) -> None:
    text = "“Nato agrees,” Barack Obama told Angela Merkel in a phone call on Monday."
    (quote,) = annotate({"doc_id": "a", "text": text, "date": "2010-05-05"}, reader)["quotes"]
    assert quote["addressee"]["text"] == quote["addressee"]["name"] == "Angela Merkel"
    assert (quote["setting"], quote["occasion"], quote["outlet"]) == ("phone_call", "a phone call", None)
    assert (quote["said_on"], quote["stance"], quote["chain"]) == ("2010-05-03", "neutral", [])
    assert [item["name"] for item in quote["about"]] == ["Nato"]
    assert (quote["speaker_type"], quote["speaker_details"]) == ("named", None)
