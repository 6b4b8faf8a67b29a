"""Who is meant by a name, a title or a pronoun; and when nobody can be told."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.contracts import judge
from dateline.extract import Reader, mentions, quotes, topic_sides, topics
from tests.extract.articles import article


def named(reader: Reader, body: str, on: date = date(2010, 5, 5)) -> dict[str, Any]:
    rows = mentions(article(body, on=on), reader)
    assert judge(reader.contracts["mentions"], rows).breaches == ()
    return {row["surface"]: row["actor_key"] for row in rows.to_pylist()}


def test_a_surname_is_the_person_named_in_full(reader: Reader) -> None:
    assert named(reader, "Tom Birkett wrote it. Mr Birkett said so.")["Birkett"] == "local:tom birkett"


def test_two_persons_with_one_surname_are_not_mixed_up(reader: Reader) -> None:
    found = named(reader, "Tom Birkett and Anna Birkett came. Birkett said it was late.")
    assert found["Birkett"] is None


def test_a_title_is_its_holder_on_that_day(reader: Reader) -> None:
    body = "The talks ended. The Russian prime minister said he was content."
    assert named(reader, body, date(2009, 9, 19))["The Russian prime minister"] == "vladimir-putin"
    assert named(reader, body, date(2014, 9, 19))["The Russian prime minister"] == "dmitry-medvedev"


def test_an_office_of_the_past_is_not_given_to_the_holder(reader: Reader) -> None:
    found = named(reader, "The former Russian prime minister said he was content.", date(2009, 9, 19))
    assert "vladimir-putin" not in found.values()


def test_a_predecessor_is_found_by_the_office(reader: Reader) -> None:
    found = named(reader, "Barack Obama dropped the plan of his predecessor George Bush.", date(2009, 9, 19))
    assert found["George Bush"] == "george-w-bush"


def test_a_capital_is_a_government_only_where_it_acts(reader: Reader) -> None:
    assert named(reader, "Moscow said the talks had failed.")["Moscow"] == "ru"
    assert "Moscow" not in named(reader, "It rained in Moscow all day.")


def test_a_pronoun_with_two_possible_persons_stays_unresolved_or_is_the_subject(reader: Reader) -> None:
    assert named(reader, "Angela Merkel arrived. She said it was late.")["She"] == "angela-merkel"
    assert named(reader, "It was late. He said it rained.")["He"] is None


def test_i_is_whoever_is_quoted(reader: Reader) -> None:
    assert named(reader, "“I agree,” Angela Merkel said.")["I"] == "angela-merkel"


def test_a_nominal_needs_its_actor_named_before(reader: Reader) -> None:
    assert named(reader, "Nato met. The ministers said the alliance was ready.")["the alliance"] == "nato"


def test_topics_carry_their_evidence(reader: Reader) -> None:
    table = article("Nato said Russia had moved. Moscow said Nato was wrong.", headline="Nato and Russia")
    found = topics(table, mentions(table, reader), reader).to_pylist()
    assert [row["topic_id"] for row in found] == ["nato-russia"]
    assert '"actor": "nato"' in found[0]["evidence"]
    assert judge(reader.contracts["article_topics"], topics(table, mentions(table, reader), reader)).breaches == ()


def test_sides_follow_membership_by_date(reader: Reader) -> None:
    rows = [r for r in topic_sides(reader) if r["topic_id"] == "nato-russia"]
    assert {
        "topic_id": "nato-russia",
        "side": "Nato",
        "member_key": "fi",
        "valid_from": date(2023, 4, 4),
        "valid_to": None,
    } in rows
    assert [r["side"] for r in rows if r["member_key"] == "ru"] == ["Russia"]
    keys = [(r["topic_id"], r["side"], r["member_key"], r["valid_from"]) for r in topic_sides(reader)]
    assert len(keys) == len(set(keys))


def test_a_mention_that_was_rejected_takes_the_speaker_with_it(reader: Reader) -> None:
    table = article("Angela Merkel said that the talks had failed.")
    (row,) = quotes(table, mentions(table, reader).slice(0, 0), reader).to_pylist()
    assert (row["speaker_mention_id"], row["speaker_actor_id"], row["speaker_text"]) == (None, None, "Angela Merkel")


def test_an_article_twice_in_a_batch_is_read_once(reader: Reader) -> None:
    import pyarrow as pa

    one = article("Moscow said the talks had failed.")
    assert mentions(pa.concat_tables([one, one]), reader).equals(mentions(one, reader))
