"""The closed word lists beside the authority: topics, agencies, cues."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.extract.authority.authority import Authority, authority
from dateline.extract.saying.settings import settings
from dateline.extract.saying.sources import sources
from dateline.yamlfile import read

FOLDER = Path(__file__).parents[2] / "schemas" / "vocabulary"
STANCES = {"neutral", "distancing", "endorsing", "confrontational", "commissive"}


@pytest.fixture(scope="module")
def known() -> Authority:
    return authority(FOLDER / "actors")


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
    others = ("others", "nouns", "phrases", "adverbs")
    assert all(cue["stance"] in STANCES for group in others for cue in cues[group].values())
    assert not set(cues["others"]) & set(cues["verbs"])
    assert len(cues["verbs"]) + len(cues["phrases"]) >= 200
    assert cues["verbs"]["warn"]["stance"] == "confrontational"
    assert cues["verbs"]["claim"]["stance"] == "distancing"
    assert cues["phrases"]["called for"]["stance"] == "commissive"


def test_the_contract_and_the_docs_know_every_setting_and_stance() -> None:
    contract = {f["name"]: f for f in read(FOLDER.parent / "quotes.yml").data["fields"]}
    found = settings(FOLDER)
    assert list(found.descriptions) == contract["setting"]["constraints"]["enum"]
    assert set(contract["cue_stance"]["constraints"]["enum"]) == STANCES
    page = (FOLDER.parents[1] / "docs" / "stance.md").read_text("utf-8")
    assert all(f"**{stance}**" in page for stance in STANCES)
    kinds = contract["speaker_type"]["constraints"]["enum"]
    assert all(f"**{kind}**" in page for kind in kinds)
    assert all(f"| {name} | {about} |" in page for name, about in found.descriptions.items())


@pytest.mark.parametrize(
    ("file", "was", "becomes", "says"),
    [
        ("sources.yml", "lv, lt]", "lv, xx]", "an actor of kind country"),
        ("sources.yml", "media: [reuters", "media: [nowhere-news", "an actor of kind organisation"),
        ("sources.yml", "unnamed: [official", "unnamed: [Official", "in lower case"),
        ("sources.yml", "voices:", "voice:", "Did you mean `voices`"),
    ],
)
def test_a_wrong_word_among_the_sources_is_named(tmp_path: Path, known: Authority, file, was, becomes, says) -> None:
    text = (FOLDER / file).read_text("utf-8")
    assert was in text
    (tmp_path / file).write_text(text.replace(was, becomes, 1))
    with pytest.raises(ConfigError, match=says) as caught:
        sources(tmp_path, known)
    assert file in str(caught.value)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("  after: [in, before", "  aftr: [in, before", "Did you mean `after`"),
        ("  nouns: [book, memoir", "  nouns: [book, letter", "also in letter"),
        ("description: A letter on paper or made public as one.", "description:", "a description"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    text = (FOLDER / "settings.yml").read_text("utf-8")
    assert was in text
    (tmp_path / "settings.yml").write_text(text.replace(was, becomes, 1))
    with pytest.raises(ConfigError, match=says):
        settings(tmp_path)
