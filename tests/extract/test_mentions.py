"""Who is meant by a name, a title or a pronoun; and when nobody can be told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dateline.contracts import judge
from dateline.extract import Reader, mentions, quotes, topic_sides
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


def speakers(reader: Reader, body: str, on: date = date(2010, 5, 5)) -> dict[str, str | None]:
    """Speaker as printed → canonical name, of every attribution found."""
    table = article(body, on=on)
    return {
        row["speaker_text"]: row["speaker_name"] for row in quotes(table, mentions(table, reader), reader).to_pylist()
    }


def test_a_surname_is_understood_before_its_full_name(reader: Reader) -> None:
    found = named(reader, "Birkett has won. Critics say that Tom Birkett, a lawyer, was lucky.")
    assert found["Birkett"] == "local:tom birkett"


def test_names_keep_their_particles_hyphens_and_initials(reader: Reader) -> None:
    body = (
        "Petra van der Meulen met Kwabena Mensah-Bonsu and Omar al-Masri. Later Mr Mensah-Bonsu thanked Ms van der "
        "Meulen. Professor Park Tae-suk, a physicist, was there with Thaddeus J. Holloway III."
    )
    found = named(reader, body)
    assert found["Mensah-Bonsu"] == "local:kwabena mensah-bonsu"
    assert found["van der Meulen"] == "local:petra van der meulen"
    assert {"local:omar al-masri", "local:park tae-suk", "local:thaddeus j. holloway iii"} <= set(found.values())


def test_an_acronym_in_brackets_is_the_body_it_stands_behind(reader: Reader) -> None:
    body = "The General Union of Food Workers (GUFW) met on Monday. The GUFW said the talks had failed."
    assert named(reader, body)["GUFW"] == "local:general union of food workers"


def test_a_noun_is_whoever_was_introduced_with_it(reader: Reader) -> None:
    body = "Judge Solveig Brandvold read the verdict. “It is late,” the judge said."
    assert named(reader, body)["the judge"] == "local:solveig brandvold"


def test_a_noun_that_fits_two_alike_stays_unresolved(reader: Reader) -> None:
    body = "Judge Solveig Brandvold met Judge Anna Holm. “It is late,” the judge said."
    assert "the judge" not in named(reader, body) or named(reader, body)["the judge"] is None


def test_a_secretary_general_is_no_general(reader: Reader) -> None:
    body = "General Tom Birkett came to Brussels. The secretary general of the choir said he was glad."
    assert "local:tom birkett" not in {v for k, v in named(reader, body).items() if "ecretary" in k}


def test_the_spokesman_speaks_and_not_the_one_he_speaks_for(reader: Reader) -> None:
    body = "“We expected more,” Putin’s spokesman Dmitry Peskov said."
    assert set(speakers(reader, body, date(2014, 11, 24)).values()) == {"Dmitry Peskov"}


def test_who_speaks_for_somebody_unnamed_is_not_he(reader: Reader) -> None:
    body = "Angela Merkel was away. “She will be back,” a spokesman for Angela Merkel said."
    assert "Angela Merkel" not in speakers(reader, body).values()


def test_a_relative_does_not_take_the_surname_of_the_other(reader: Reader) -> None:
    body = "Desmond Okwuosa lost. His brother, Femi Okwuosa, was angry. Okwuosa said that the count was wrong."
    assert named(reader, body)["Okwuosa"] is None


def test_he_who_speaks_again_is_who_spoke_last(reader: Reader) -> None:
    body = (
        "Halvard Holm said the bridge was safe. The bridge had been closed since May and nobody had crossed it.\n\n"
        "“I have walked on it,” he said."
    )
    assert named(reader, body)["he"] == "local:halvard holm"


def test_no_name_is_read_out_of_a_headline_in_title_case(reader: Reader) -> None:
    body = "Okwuosa Loses Vote After Long Count In Port Ellery\n\nDesmond Okwuosa lost. Okwuosa said it was late."
    assert named(reader, body)["Okwuosa"] == "local:desmond okwuosa"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The Union Cycliste Internationale (UCI) said it would look at it.", "Union Cycliste Internationale"),
        ("The Flood Forecasting and Warning Centre in Dhaka said the river would rise.",
         "Flood Forecasting and Warning Centre"),
        ("CivicWatch Ghana, which sent 120 observers, said the count was fair.", "CivicWatch Ghana"),
        ("Gordon Peebles, of Police Scotland, said the case was closed.", "Police Scotland"),
        ("The ruling New Patriotic Party said it had won the seat.", "New Patriotic Party"),
        ("The low-cost carrier SkyPetrel said its pilots had walked out.", "SkyPetrel"),
    ],
)  # fmt: skip
def test_a_body_has_its_whole_name(reader: Reader, body: str, name: str) -> None:
    assert named(reader, body)[name] == f"local:{name.lower()}"


def test_and_between_two_bodies_joins_nothing(reader: Reader) -> None:
    found = named(reader, "The White House and State Department said they had not been told.")
    assert "White House and State Department" not in found


def test_one_of_a_people_is_not_their_state(reader: Reader) -> None:
    found = named(reader, "Mateo Arrizabalaga was second. The Dutchman said he was tired.")
    assert "nl" not in found.values()
