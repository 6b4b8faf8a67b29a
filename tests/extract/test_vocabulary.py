"""The closed word lists beside the authority: topics, agencies, cues."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.authority import Authority, authority
from dateline.yamlfile import read

FOLDER = Path(__file__).parents[2] / "schemas" / "vocabulary"
STANCES = {"neutral", "distancing", "endorsing", "confrontational", "commissive"}


@pytest.fixture(scope="module")
def known() -> Authority:
    return authority(FOLDER / "actors")


def terms(topic: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for group in ("all", "any", "none"):
        for term in topic.get(group, ()):
            assert len(term) == 1
            yield from term.items()


def test_topics_name_actors_that_exist(known: Authority) -> None:
    topics = read(FOLDER / "topics.yml").data
    assert "nato-russia" in topics
    assert len(topics) >= 8
    for name, topic in topics.items():
        assert set(topic) <= {"label", "description", "iptc", "all", "any", "none", "sides"}, name
        assert topic["label"] and topic["description"]
        found = dict.fromkeys(terms(topic))
        assert found, name
        for kind, value in found:
            assert kind in {"actor", "word", "members_of", "title"}
            assert kind != "actor" or value in known.actors
            assert kind != "members_of" or value in known.members
            assert kind != "title" or value in known.offices


def test_sides_name_states_and_organisations(known: Authority) -> None:
    topics = read(FOLDER / "topics.yml").data
    assert topics["nato-russia"]["sides"] == {
        "Nato": {"organisations": ["nato"], "members_of": ["nato"]},
        "Russia": {"states": ["ru"]},
    }
    for topic in topics.values():
        for side in topic.get("sides", {}).values():
            assert {known.actors[key].kind for key in side.get("states", ())} <= {"country"}
            assert {known.actors[key].kind for key in side.get("organisations", ())} <= {"organisation"}
            assert set(side.get("members_of", ())) <= set(known.members)


def test_agencies_have_a_name_and_a_country_and_share_no_alias(known: Authority) -> None:
    owner: dict[str, str] = {}
    for key, agency in read(FOLDER / "agencies.yml").data["agencies"].items():
        assert set(agency) <= {"name", "aliases", "country"}, key
        assert known.actors[agency["country"]].kind == "country"
        for name in (agency["name"], *agency.get("aliases", ())):
            assert owner.setdefault(name.casefold(), key) == key
    assert {"reuters", "ap", "afp", "tass", "ria", "interfax", "dpa", "meridian"} <= set(owner.values())


def test_every_cue_has_a_stance_and_no_form_belongs_to_two_verbs() -> None:
    cues = read(FOLDER / "cues.yml").data
    owner: dict[str, str] = {}
    for lemma, cue in cues["verbs"].items():
        assert set(cue) <= {"stance", "forms", "weak", "takes"}, lemma
        assert cue["stance"] in STANCES
        assert cue.get("takes") in (None, "person", "target")
        for form in cue["forms"]:
            assert owner.setdefault(form, lemma) == lemma
    assert all(cue["stance"] in STANCES for group in ("phrases", "adverbs") for cue in cues[group].values())
    assert len(cues["verbs"]) + len(cues["phrases"]) >= 200
    assert cues["verbs"]["warn"]["stance"] == "confrontational"
    assert cues["verbs"]["claim"]["stance"] == "distancing"
    assert cues["phrases"]["called for"]["stance"] == "commissive"
