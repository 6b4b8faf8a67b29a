"""Facts of Wikidata laid upon the authority: only what is sure, never against what is written by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.authority.authority import authority
from dateline.extract.authority.build import layer, parts
from dateline.extract.authority.imported import Draft, widened
from dateline.extract.authority.imported_names import latin_name, names_of, plain_name
from dateline.extract.authority.merge import laid_upon
from dateline.extract.authority.model import Parts
from dateline.extract.authority.offices import Found, Offices
from dateline.extract.authority.render import files
from dateline.formats.wikidata import Facts, Person, Place, Position, Tenure, results
from tests.steps.wikidata_answers import ESTONIA, HOLDERS, NEW_ZEALAND, PM, PM_EE, PM_NZ, row
from tests.steps.wikidata_answers import text as named

FOLDER = Path(__file__).parents[2] / "schemas" / "vocabulary" / "actors"
NOTE = "retrieved 2026-01-15"
PM_ESTONIA = "Prime Minister of Estonia"


@pytest.fixture(scope="module")
def hand() -> Parts:
    return parts(FOLDER)


@pytest.fixture(scope="module")
def offices(hand: Parts) -> Offices:
    return Offices(hand)


@pytest.fixture(scope="module")
def empty(hand: Parts, tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return layer(tmp_path_factory.mktemp("nothing"), hand)


def facts_of(rows: Iterable[dict[str, Any]]) -> Facts:
    return results({"results": {"bindings": list(rows)}})


def imported(hand: Parts, before: Parts, *rows: dict[str, Any], note: str = NOTE) -> tuple[Parts, Draft]:
    return widened(hand, before, facts_of(rows), note)


def written(made: Parts, hand: Parts, folder: Path) -> Parts:
    """The import's files, read back as the layer that they are."""
    for name, text in files(hand, made).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return layer(folder, hand)


def zealander(number: int, label: str, start: str = "1997-12-08", end: str = "1999-12-05", **more: Any) -> Any:
    """A row of an answer: somebody made up as prime minister of New Zealand."""
    return row(f"Q{900000000 + number}", label, PM_NZ, PM, NEW_ZEALAND, start, end, **more)


def estonian(number: int, label: str, start: str, end: str) -> Any:
    return row(f"Q{900000000 + number}", label, PM_EE, PM_ESTONIA, ESTONIA, start, end)


def refusals(made: Parts) -> list[tuple[str, str]]:
    return [(refusal.reason, refusal.subject) for refusal in made.refused]


# --- positions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "of", "office"),
    [
        (PM, Place("Q664"), ("head_of_government", "nz")),
        (PM, Place("Q900000300", "nz", "New Zealand"), "position_of_others"),
        ("Minister of Foreign Affairs", Place("Q664"), ("foreign_minister", "nz")),
        ("Minister of Foreign Affairs (New Zealand)", Place("Q664"), ("foreign_minister", "nz")),
        ("Estonian Minister of Defence", Place("Q191"), ("defence_minister", "ee")),
        ("Minister of Defence of Estonia", Place("Q191"), ("defence_minister", "ee")),
        ("acting Prime Minister of Estonia", Place("Q191"), ("head_of_government", "ee")),
        ("President of the United States", Place("Q30"), ("head_of_state", "us")),
        ("United States Secretary of State", Place("Q30"), ("foreign_minister", "us")),
        ("Secretary of State of Estonia", Place("Q191"), "position_not_listed"),
        ("Federal Chancellor of Germany", Place("Q183"), ("head_of_government", "de")),
        ("Federal Chancellor of Switzerland", Place("Q39"), "position_not_listed"),
        ("Secretary General of NATO", Place("Q7184"), ("secretary_general", "nato")),
        ("President of the European Commission", Place("Q458"), ("president_of_commission", "eu")),
        ("Managing Director of the International Monetary Fund", Place("Q7804"), ("director_general", "imf")),
        ("President of Unesco", Place("Q7809"), "position_not_listed"),
        ("Governor of Georgia", Place("Q1428", None, "Georgia"), "position_of_others"),
        ("President of Georgia", Place("Q230"), ("head_of_state", "ge")),
        ("Prime Minister of Estonia", Place("Q664"), "position_not_listed"),
        ("Deputy Prime Minister of Estonia", Place("Q191"), ("deputy_head_of_government", "ee")),
        ("President of the Senate of France", Place("Q142"), "position_not_listed"),
        ("Mayor of Tallinn", Place("Q191"), "position_not_listed"),
        (None, Place("Q191"), "position_unnamed"),
        ("Prime Minister", None, "position_of_nobody"),
    ],
)
def test_a_position_is_an_office_or_says_why_not(
    offices: Offices, label: str | None, of: Place | None, office: tuple[str, str] | str
) -> None:
    found = offices.office(Position("Q900000100", label, (of,) if of else ()))
    assert ((found.office, found.of) if isinstance(found, Found) else found) == office
    if isinstance(found, Found) and label:
        assert offices.may_be(label), "a dump's first round must not pass it over"
        assert found.acting == label.startswith("acting")


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jacinda  Ardern", "Jacinda Ardern"),
        ("Jüri Ratas", "Jüri Ratas"),
        ("Ardern, Jacinda", None),
        ("Jacinda Ardern (politician)", None),
        ("x; m; Q1", None),
        ("a\u202eb c", None),
        ("\x1b[31m red", None),
        ("J" * 81, None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_name_is(text: str | None, name: str | None) -> None:
    assert plain_name(text) == name


def test_canonical_names_are_latin_and_single_words_are_no_alias() -> None:
    assert latin_name("Джасинда Ардерн") is None and latin_name("Jüri Ratas") == "Jüri Ratas"
    listed = ["Vova", "President Doe", "Prime Minister", "Jane Q Doe", "JANE DOE", "Джейн Доу"]
    doe = Person("Q900000009", "Jane Doe", [("en", text) for text in listed])
    found = names_of(doe, "Jane Doe", "nz", frozenset(["prime minister"]))
    assert [(n.text, n.language, n.kind) for n in found] == [
        ("Jane Doe", "en", "full"),
        ("Jane Q Doe", "en", "alias"),
        ("Джейн Доу", "ru", "alias"),
        ("Doe", "en", "surname"),
    ]


# --- what is laid upon the authority ----------------------------------------------------------------------------------


def test_persons_and_terms_come_and_what_is_known_is_not_told_twice(hand: Parts, empty: Parts) -> None:
    made, draft = imported(hand, empty, *HOLDERS)
    assert made.refused == ()
    new = [role for role in made.roles if role not in hand.roles]
    assert [(r.actor, r.office, r.of, str(r.valid_from), str(r.valid_to)) for r in new] == [
        ("jacinda-ardern", "head_of_government", "nz", "2017-10-26", "2023-01-25"),
        ("chris-hipkins", "head_of_government", "nz", "2023-01-25", "2023-11-27"),
        ("christopher-luxon", "head_of_government", "nz", "2023-11-27", "None"),
    ]
    assert {role.source for role in new} == {f"Wikidata Q90000000{n}, {NOTE}" for n in (1, 2, 3)}
    ardern = made.actors["jacinda-ardern"]
    assert (ardern.gender, ardern.country, ardern.wikidata) == ("f", "nz", "Q900000001")
    assert "Джасинда Ардерн" in {name.text for name in ardern.names}
    assert draft.ignored == {("position_not_listed", "Leader of the House"): 1}
    kallas = made.actors["kaja-kallas"]
    assert kallas.wikidata == "Q900000004" and kallas.country == hand.actors["kaja-kallas"].country
    assert {n.text for n in kallas.names} - {n.text for n in hand.actors["kaja-kallas"].names} == {"Кая Каллас"}


def test_the_order_of_rows_does_not_matter(hand: Parts, empty: Parts) -> None:
    assert files(hand, imported(hand, empty, *HOLDERS)[0]) == files(hand, imported(hand, empty, *HOLDERS[::-1])[0])


def test_files_read_back_as_they_were_meant_and_an_import_again_changes_nothing(
    hand: Parts, empty: Parts, tmp_path: Path
) -> None:
    coarse = row("Q900000010", "Ada Coarse", PM_NZ, PM, NEW_ZEALAND, "1999-12-01", "2008-11-01", precision=10)
    made, _ = imported(hand, empty, *HOLDERS, coarse)
    before = written(made, hand, tmp_path)
    read = parts(FOLDER, tmp_path)
    assert read.refused == () and set(read.roles) == set(made.roles) and read.actors == made.actors
    again, _ = imported(hand, before, *HOLDERS, coarse, note="retrieved 2027-07-07")
    assert again.refused == () and files(hand, again) == files(hand, made)
    assert "ada-coarse 1999-12 2008-11 | Wikidata" in files(hand, made)["people/nz.yml"]


def test_a_later_import_adds_and_closes_what_an_earlier_one_left_open(
    hand: Parts, empty: Parts, tmp_path: Path
) -> None:
    first = row("Q900000001", "Jacinda Ardern", PM_NZ, PM, NEW_ZEALAND, "2017-10-26")
    before = written(imported(hand, empty, first)[0], hand, tmp_path)
    made, _ = imported(hand, before, *HOLDERS)
    assert made.refused == ()
    assert files(hand, made) == files(hand, imported(hand, empty, *HOLDERS)[0])


def test_an_end_closes_a_term_that_is_open_by_hand(hand: Parts, empty: Parts, tmp_path: Path) -> None:
    """With a made-up end: by hand the term has none yet."""
    (open_term,) = [r for r in hand.roles if r.actor == "kristen-michal" and r.office == "head_of_government"]
    assert open_term.valid_to is None
    rows = [
        row("Q900000020", "Kristen Michal", PM_EE, PM_ESTONIA, ESTONIA, "2024-07-23", "2099-01-01", sex="Q6581097"),
        row("Q900000021", "Ada Next", PM_EE, PM_ESTONIA, ESTONIA, "2099-01-01"),
    ]
    made, _ = imported(hand, empty, *rows)
    assert made.refused == ()
    assert open_term not in made.roles
    terms = [(r.actor, str(r.valid_to)) for r in made.roles if (r.office, r.of) == ("head_of_government", "ee")]
    assert terms[-2:] == [("kristen-michal", "2099-01-01"), ("ada-next", "None")]
    written(made, hand, tmp_path)
    assert set(parts(FOLDER, tmp_path).roles) == set(made.roles)


@pytest.mark.parametrize(
    ("rows", "reason", "subject"),
    [
        ([estonian(30, "Ada Rival", "2010-01-01", "2012-01-01")], "two_holders", "ada-rival"),
        ([zealander(30, "Ada Rival", "2019-01-01", "2020-01-01")], "two_holders", "ada-rival"),
        ([estonian(4, "Kaja Kallas", "2021-03-01", "2024-07-23")], "dates_differ", "kaja-kallas"),
        ([zealander(31, "Angela Merkel")], "name_taken", "Q900000031"),
        ([zealander(32, "Kaja Kallas")], "name_taken", "Q900000032"),
        ([zealander(567 - 900000000, "Anna Other", sex="Q6581097")], "sex_differs", "angela-merkel"),
        ([zealander(33, "Ada Alias", name=named("Angela Merkel"))], "alias_taken", "ada-alias"),
        (
            [zealander(34, "Ada Twice"), zealander(35, "Ada Twice", "1999-12-06", "2000-12-05")],
            "name_taken",
            "Q900000035",
        ),
        (
            [zealander(36, "Ada Torn"), zealander(36, "Ada Torn", "1998-12-08", "2000-12-05")],
            "terms_disagree",
            "ada-torn",
        ),
    ],
)
def test_what_contradicts_is_refused_by_name_and_the_rest_stands(
    hand: Parts, empty: Parts, rows: list[dict[str, Any]], reason: str, subject: str
) -> None:
    sound, _ = imported(hand, empty, *HOLDERS)
    made, _ = imported(hand, empty, *HOLDERS, *rows)
    assert (reason, subject) in refusals(made)
    lost = set(sound.roles) - set(made.roles)
    assert {role.actor for role in lost} <= {"jacinda-ardern"}, "only a rival of the same import may go too"
    assert set(hand.roles) <= set(made.roles)


def test_of_two_rivals_the_one_that_was_there_before_stays(hand: Parts, empty: Parts, tmp_path: Path) -> None:
    before = written(imported(hand, empty, *HOLDERS)[0], hand, tmp_path)
    rival = row("Q900000030", "Ada Rival", PM_NZ, PM, NEW_ZEALAND, "2019-01-01", "2020-01-01")
    made, _ = imported(hand, before, rival)
    assert refusals(made) == [("two_holders", "ada-rival")]
    assert {r.actor for r in made.roles if r.of == "nz"} >= {"jacinda-ardern"} and "ada-rival" not in {
        r.actor for r in made.roles
    }


def test_a_conflict_that_comes_later_by_hand_is_refused_when_reading(hand: Parts, empty: Parts, tmp_path: Path) -> None:
    """The files stay as they are; a file of the checkout says something else since."""
    written(imported(hand, empty, *HOLDERS)[0], hand, tmp_path)
    ours = replace(hand.roles[0], actor="angela-merkel", office="head_of_government", of="nz")
    known = parts(FOLDER, tmp_path)
    assert not known.refused
    since = replace(hand, roles=(*hand.roles, replace(ours, valid_from=ours.valid_from.replace(2018), valid_to=None)))
    made = laid_upon(since, layer(tmp_path, since), "")
    assert {reason for reason, _ in refusals(made)} == {"two_holders"}
    assert set(since.roles) <= set(made.roles)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"fault": "start_missing", "first": None}, "start_missing"),
        ({"first": "2017-02-31"}, "dates_impossible"),
        ({"first": "2023-02-01"}, "dates_impossible"),
        ({"first": "1984-07-26", "last": "1989-08-08"}, "ended_long_ago"),
    ],
)
def test_terms_that_cannot_be_used_are_counted(hand: Parts, empty: Parts, change: dict[str, Any], reason: str) -> None:
    position = Position(PM_NZ, PM, (Place("Q664"),))
    tenure = replace(Tenure(position, "2017-10-26", "2023-01-25"), **change)
    facts = Facts(persons={"Q900000001": Person("Q900000001", "Jacinda Ardern", sex="f", tenures=[tenure])})
    made, draft = widened(hand, empty, facts, NOTE)
    assert draft.ignored[reason, f"Jacinda Ardern: {PM}"] == 1 and made.actors == hand.actors


def test_the_dead_hold_no_office(hand: Parts, empty: Parts) -> None:
    tenure = Tenure(Position(PM_NZ, PM, (Place("Q664"),)), "2017-10-26")
    facts = Facts(persons={"Q900000001": Person("Q900000001", "Ada Late", tenures=[tenure], is_dead=True)})
    _, draft = widened(hand, empty, facts, NOTE)
    assert draft.ignored["end_missing", f"Ada Late: {PM}"] == 1


@settings(max_examples=10)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=6), st.text(max_size=60))
def test_no_name_breaks_the_files(names: list[str], label: str) -> None:
    hand = _hand()
    tenure = Tenure(Position(PM_NZ, f"{PM}", (Place("Q664"),)), "2017-10-26", "2023-01-25")
    doe = Person("Q900000009", f"Jane {label}", [("ru", n) for n in names], "f", [Place(None, None, label)], [tenure])
    nothing = replace(hand, actors={}, roles=())
    made, _ = widened(hand, nothing, Facts(persons={doe.wikidata: doe}), NOTE)
    with tempfile.TemporaryDirectory() as folder:
        read = laid_upon(hand, written(made, hand, Path(folder)), "")
    assert read.actors == made.actors and set(read.roles) == set(made.roles) and not read.refused


def _hand(cache: list[Parts] = []) -> Parts:  # noqa: B006 - read once for all examples
    if not cache:
        cache.append(parts(FOLDER))
    return cache[0]


def test_the_authority_answers_with_what_was_imported(hand: Parts, empty: Parts, tmp_path: Path) -> None:
    written(imported(hand, empty, *HOLDERS)[0], hand, tmp_path)
    plain, wide = authority(FOLDER), authority(FOLDER, tmp_path)
    assert plain.holder_at("head_of_government", "nz", date(2020, 3, 1)) is None
    holder = wide.holder_at("head_of_government", "nz", date(2020, 3, 1))
    assert holder is not None and holder.name == "Jacinda Ardern"
    assert wide.by_name("Джасинда Ардерн") == (holder,) and wide.by_name("Кая Каллас")
    assert wide.digest != plain.digest == authority(FOLDER, tmp_path / "not there").digest
    file = tmp_path / "people" / "nz.yml"
    file.write_text(file.read_text(encoding="utf-8") + "# another line\n", encoding="utf-8")
    assert authority(FOLDER, tmp_path).digest != wide.digest
