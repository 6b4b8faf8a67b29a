"""The actor authority: look-ups, consistency of its files, and answers known to be right."""

from __future__ import annotations

import shutil
import time
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ConfigError
from dateline.extract.authority.authority import Authority, Role, authority, holder_at
from dateline.extract.authority.names import fold, slug, surname
from dateline.warehouse.derived import install_views
from tests.warehouse.rows import PROJECT, filled

FOLDER = Path(__file__).parents[2] / "schemas" / "vocabulary" / "actors"

# office, of, day, person: one a line, each known from public record.
KNOWN = """
head_of_government ru 2009-09-19 vladimir-putin
head_of_government ru 2008-03-01 viktor-zubkov
head_of_state ru 2008-08-08 dmitry-medvedev
head_of_state ru 1999-12-30 boris-yeltsin
head_of_state su 1991-08-19 mikhail-gorbachev
head_of_government it 2009-09-18 silvio-berlusconi
head_of_government cn 2009-09-18 wen-jiabao
head_of_state sy 2015-09-30 bashar-al-assad
head_of_state va 2010-01-01 pope-benedict-xvi
head_of_state ru 2000-01-15 vladimir-putin
head_of_government ru 1998-10-01 yevgeny-primakov
head_of_government ru 2014-03-18 dmitry-medvedev
head_of_government ru 2024-01-10 mikhail-mishustin
foreign_minister ru 1993-06-01 andrei-kozyrev
foreign_minister ru 2002-05-28 igor-ivanov
foreign_minister ru 2009-09-19 sergei-lavrov
defence_minister ru 2008-08-08 anatoly-serdyukov
defence_minister ru 2022-02-24 sergei-shoigu
defence_minister ru 2024-06-01 andrei-belousov
ambassador_to_nato ru 2009-09-18 dmitry-rogozin
ambassador_to_nato ru 2016-04-20 alexander-grushko
ambassador_to_un ru 2014-03-15 vitaly-churkin
foreign_ministry_spokesperson ru 2018-03-15 maria-zakharova
head_of_state us 2009-09-17 barack-obama
head_of_government us 2009-09-17 barack-obama
head_of_state us 2008-11-05 george-w-bush
head_of_state us 1999-03-24 bill-clinton
head_of_state us 2018-07-16 donald-trump
head_of_state us 2022-02-24 joe-biden
foreign_minister us 2001-12-07 colin-powell
foreign_minister us 2008-08-15 condoleezza-rice
foreign_minister us 2009-03-06 hillary-clinton
foreign_minister us 2014-03-05 john-kerry
foreign_minister us 2022-02-24 antony-blinken
defence_minister us 2003-03-20 donald-rumsfeld
defence_minister us 2009-09-17 robert-gates
ambassador_to_nato us 2010-11-19 ivo-daalder
national_security_adviser us 2023-07-11 jake-sullivan
secretary_general nato 2009-09-18 anders-fogh-rasmussen
secretary_general nato 1999-03-24 javier-solana
secretary_general nato 2002-05-28 george-robertson
secretary_general nato 2008-04-03 jaap-de-hoop-scheffer
secretary_general nato 2014-09-30 anders-fogh-rasmussen
secretary_general nato 2014-10-01 jens-stoltenberg
secretary_general nato 2025-06-24 mark-rutte
saceur nato 1999-03-24 wesley-clark
saceur nato 2014-09-04 philip-breedlove
chair_military_committee nato 2016-01-01 petr-pavel
spokesperson nato 2015-01-01 oana-lungescu
head_of_government gb 2003-03-20 tony-blair
head_of_government gb 2009-09-18 gordon-brown
head_of_government gb 2018-03-12 theresa-may
head_of_state gb 2010-01-01 queen-elizabeth-ii
foreign_minister gb 2008-08-12 david-miliband
foreign_minister gb 2016-12-01 boris-johnson
defence_minister gb 2022-03-01 ben-wallace
head_of_government de 2003-01-22 gerhard-schroder
head_of_government de 2014-09-04 angela-merkel
head_of_government de 2022-02-27 olaf-scholz
foreign_minister de 2008-08-15 frank-walter-steinmeier
defence_minister de 2018-01-01 ursula-von-der-leyen
head_of_state fr 2008-08-12 nicolas-sarkozy
head_of_state fr 2003-02-14 jacques-chirac
foreign_minister fr 2003-02-14 dominique-de-villepin
head_of_state ua 2004-10-01 leonid-kuchma
head_of_state ua 2008-04-03 viktor-yushchenko
head_of_state ua 2014-03-18 oleksandr-turchynov
head_of_state ua 2022-02-24 volodymyr-zelensky
head_of_government ua 2009-01-19 yulia-tymoshenko
foreign_minister ua 2022-02-24 dmytro-kuleba
head_of_state ge 2008-08-08 mikheil-saakashvili
head_of_state pl 2008-08-12 lech-kaczynski
head_of_government pl 2009-09-17 donald-tusk
foreign_minister pl 2009-09-17 radoslaw-sikorski
head_of_state cz 2009-04-05 vaclav-klaus
head_of_government dk 2009-03-01 anders-fogh-rasmussen
head_of_government no 2009-09-18 jens-stoltenberg
head_of_government tr 2009-10-10 recep-tayyip-erdogan
head_of_government tr 2020-01-01 recep-tayyip-erdogan
head_of_government fi 2023-04-04 sanna-marin
head_of_government se 2022-05-16 magdalena-andersson
head_of_state ee 2014-09-03 toomas-hendrik-ilves
head_of_state lv 2006-11-28 vaira-vike-freiberga
head_of_state lt 2023-07-11 gitanas-nauseda
head_of_state by 2021-05-24 alexander-lukashenko
president_of_commission eu 2009-09-18 jose-manuel-barroso
high_representative eu 2008-08-08 javier-solana
high_representative eu 2014-03-17 catherine-ashton
secretary_general un 2008-08-08 ban-ki-moon
secretary_general un 2003-03-20 kofi-annan
director_general iaea 2009-11-01 mohamed-elbaradei
director_general opcw 2018-04-12 ahmet-uzumcu
director_general imf 2010-05-02 dominique-strauss-kahn
""".strip().splitlines()


@pytest.fixture(scope="module")
def known() -> Authority:
    return authority(FOLDER)


def keys(found: tuple[object, ...]) -> list[str]:
    return [getattr(actor, "key", "") for actor in found]


@pytest.mark.parametrize("line", KNOWN)
def test_holder_at_gives_the_known_answer(known: Authority, line: str) -> None:
    office, of, on, person = line.split()
    actor = known.holder_at(office, of, date.fromisoformat(on))
    assert actor is not None
    assert actor.key == person


def test_on_a_day_of_change_the_incoming_holder_counts(known: Authority) -> None:
    assert known.holder_at("head_of_state", "us", date(2009, 1, 20)) == known.actors["barack-obama"]
    assert known.holder_at("head_of_state", "us", date(2009, 1, 19)) == known.actors["george-w-bush"]


def test_a_month_that_is_not_known_to_the_day_has_no_holder(known: Authority) -> None:
    assert known.holder_at("ambassador_to_nato", "ru", date(2008, 1, 10)) is None
    assert known.holder_at("ambassador_to_nato", "ru", date(2008, 2, 1)) == known.actors["dmitry-rogozin"]


def test_nobody_holds_an_office_outside_what_is_known(known: Authority) -> None:
    assert known.holder_at("head_of_state", "ru", date(1980, 1, 1)) is None
    assert known.holder_at("secretary_general", "ru", date(2009, 1, 1)) is None


def test_roles_of_a_person_on_a_day(known: Authority) -> None:
    roles = known.roles_of("vladimir-putin", date(2009, 9, 19))
    assert [(role.office, role.of, role.title) for role in roles] == [("head_of_government", "ru", "Prime Minister")]
    assert {r.office for r in known.roles_of("vladimir-putin")} >= {"head_of_state", "head_of_government"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Vladimir Putin", "vladimir-putin"),
        ("VLADIMIR PUTIN", "vladimir-putin"),
        ("Владимир Путин", "vladimir-putin"),
        ("Sergey Lavrov", "sergei-lavrov"),
        ("Sergej Lawrow", "sergei-lavrov"),
        ("Dmitri Rogozin", "dmitry-rogozin"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Volodymyr Zelenskyy", "volodymyr-zelensky"),
        ("James B. Comey", "james-comey"),
        ("Reuters", "reuters"),
        ("Nato", "nato"),
        ("NATO", "nato"),
        ("OTAN", "nato"),
        ("N.A.T.O.", "nato"),
        ("the alliance", "nato"),
        ("NATO's", "nato"),
        ("Moscow", "ru"),
        ("the Kremlin", "ru"),
        ("Kremlin’s", "ru"),
        ("Russian", "ru"),
        ("Washington", "us"),
        ("U.S.", "us"),
        ("US", "us"),
        ("the White House", "us"),
        ("Downing Street", "gb"),
        ("Kiev", "ua"),
        ("Kyiv", "ua"),
        ("Côte d'Ivoire", "ci"),
        ("Cote d’Ivoire", "ci"),
        ("Russian Foreign Ministry", "ru"),
        ("the British government", "gb"),
        ("government of Georgia", "ge"),
        ("Norway", "no"),
        ("UN", "un"),
        ("WHO", "who"),
        ("European Union", "eu"),
        ("Brussels", "eu"),
        ("Organisation for Security and Cooperation in Europe", "osce"),
    ],
)
def test_a_name_finds_its_actor(known: Authority, text: str, key: str) -> None:
    assert keys(known.by_name(text)) == [key]


@pytest.mark.parametrize(
    "text",
    ["us", "who", "Us", "Who", "is", "turkey", "polish", "chad", "", "the", "Smith", "pace", "car", "russian ministry"],
)
def test_everyday_words_and_strangers_are_nobody(known: Authority, text: str) -> None:
    assert known.by_name(text) == ()


def test_a_surname_gives_all_who_bear_it(known: Authority) -> None:
    assert set(keys(known.surname("Rasmussen"))) >= {
        "anders-fogh-rasmussen",
        "lars-lokke-rasmussen",
        "poul-nyrup-rasmussen",
    }
    assert set(keys(known.surname("Clinton"))) >= {"bill-clinton", "hillary-clinton"}
    assert keys(known.surname("Putin")) == ["vladimir-putin"]
    assert known.surname("Vladimir Putin") == ()
    assert known.surname("rice") == ()
    assert "dominique-de-villepin" in keys(known.surname("de Villepin"))


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2009, 9, 19), "george-w-bush"),
        (date(1991, 9, 19), "george-h-w-bush"),
        (date(2002, 5, 28), "george-w-bush"),
    ],
)
def test_a_shared_name_follows_its_rule(known: Authority, on: date, key: str) -> None:
    assert len(known.by_name("George Bush")) == 2
    assert known.named("George Bush", on) == known.actors[key]


def test_a_shared_name_without_an_answer_is_nobody(known: Authority) -> None:
    assert known.named("Congolese", date(2009, 9, 19)) is None
    assert known.named("Nobody Atall", date(2009, 9, 19)) is None
    assert known.named("Dmitry Rogozin", date(2009, 9, 19)) == known.actors["dmitry-rogozin"]


@pytest.mark.parametrize(
    ("title", "of", "office"),
    [
        ("Prime Minister", None, "head_of_government"),
        ("chancellor", "de", "head_of_government"),
        ("Chancellor", "gb", "finance_minister"),
        ("Secretary of State", "us", "foreign_minister"),
        ("secretary of state", "gb", None),
        ("the foreign secretary", "gb", "foreign_minister"),
        ("Secretary-General", "nato", "secretary_general"),
        ("chief", "nato", "secretary_general"),
        ("chief", None, None),
        ("president", "european-commission", "president_of_commission"),
        ("President", "ru", "head_of_state"),
        ("ambassador to Nato", "ru", "ambassador_to_nato"),
        ("taoiseach", "ie", "head_of_government"),
        ("dogsbody", "ru", None),
    ],
)
def test_a_title_names_its_office(known: Authority, title: str, of: str | None, office: str | None) -> None:
    assert known.office_of(title, of) == office


def test_members_of_nato_grow(known: Authority) -> None:
    assert [
        len(known.members_of("nato", date(year, 12, 31)))
        for year in (1949, 1990, 1999, 2004, 2009, 2017, 2020, 2023, 2024)
    ] == [
        12,
        16,
        19,
        26,
        28,
        29,
        30,
        31,
        32,
    ]
    assert "gb" in known.members_of("eu", date(2020, 1, 31))
    assert "gb" not in known.members_of("eu", date(2020, 2, 1))
    assert len(known.members_of("eu", date(2013, 7, 1))) == 28


def test_no_two_hold_one_office_on_one_day(known: Authority) -> None:
    """Unless acting or joint. A common day of change is allowed; coarse dates may overlap as far as they are coarse."""
    terms: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in known.roles:
        if not known.offices[role.office].many and not role.acting and not role.joint:
            terms[role.office, role.of].append(role)
    slack = {"day": 0, "month": 31, "year": 366}
    for roles in terms.values():
        roles.sort(key=lambda role: (role.valid_from, role.valid_to or date.max))
        for before, after in pairwise(roles):
            assert before.valid_to is not None, f"{before} is not over when {after} begins"
            allowed = max(slack[before.precision], slack[after.precision])
            assert (before.valid_to - after.valid_from).days <= allowed, f"{before} and {after}"


def test_dates_are_in_order_and_every_fact_has_a_source(known: Authority) -> None:
    for role in known.roles:
        assert role.valid_to is None or role.valid_from <= role.valid_to, role
        assert role.source.strip(), role
        assert role.office in known.offices and role.of in known.actors and known.actors[role.actor].kind == "person"
    rows = known.role_rows()
    assert len({row["role_id"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("office", "of", "on", "name"),
    [
        ("head_of_government", "ru", date(2009, 9, 19), "Vladimir Putin"),
        ("head_of_government", "Russia", date(2008, 3, 1), "Viktor Zubkov"),
        ("Prime Minister", "the Russian Federation", date(2009, 9, 19), "Vladimir Putin"),
        ("prime minister", "Russian", date(2008, 3, 1), "Viktor Zubkov"),
        ("Secretary General", "Nato", date(2009, 9, 18), "Anders Fogh Rasmussen"),
        ("chancellor", "Germany", date(2014, 9, 4), "Angela Merkel"),
        ("dogsbody", "Russia", date(2009, 9, 19), None),
        ("head_of_state", "Atlantis", date(2009, 9, 19), None),
        ("head_of_state", "Congolese", date(2009, 9, 19), None),
        ("head_of_state", "Vladimir Putin", date(2009, 9, 19), None),
    ],
)
def test_holder_at_takes_names_and_titles(known: Authority, office: str, of: str, on: date, name: str | None) -> None:
    found = holder_at(known, office, of, on)
    assert (found.name if found else None) == name


def test_sql_gives_the_same_holder(known: Authority) -> None:
    """The macro of warehouse/views over the very rows that a load writes."""
    with filled(
        {"actors": [{**row, "mention_count": 0, "quote_count": 0} for row in known.actor_rows()],
         "actor_names": known.name_rows(), "actor_roles": known.role_rows()}
    ) as db:  # fmt: skip
        install_views(db, PROJECT.warehouse)
        ask = "SELECT holder FROM holder_at($1, $2, CAST($3 AS DATE)) LIMIT 1"
        for of, on, name in (("Russia", "2009-09-19", "Vladimir Putin"), ("ru", "2008-03-01", "Viktor Zubkov")):
            assert db.execute(ask, ["head_of_government", of, on]).fetchall() == [(name,)]
            found = holder_at(known, "head_of_government", of, date.fromisoformat(on))
            assert found is not None and found.name == name


def test_nobody_has_two_open_ends(known: Authority) -> None:
    for (office, of), count in _open(known).items():
        assert count == 1 or known.offices[office].many, f"{office} of {of} has {count} holders now"


def _open(known: Authority) -> dict[tuple[str, str], int]:
    count: dict[tuple[str, str], int] = defaultdict(int)
    for role in known.roles:
        if role.valid_to is None and not role.joint:
            count[role.office, role.of] += 1
    return count


def test_a_name_of_two_actors_has_a_rule_and_every_rule_a_name(known: Authority) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for actor in known.actors.values():
        for name in actor.names:
            if name.kind != "surname":
                owners[fold(name.text)].add(actor.key)
    shared = {name: keys for name, keys in owners.items() if len(keys) > 1}
    assert shared == {name: set(rule.keys) for name, rule in known.rules.items()}


def test_no_wikidata_id_stands_twice(known: Authority) -> None:
    ids = [actor.wikidata for actor in known.actors.values() if actor.wikidata]
    assert len(ids) == len(set(ids))


def test_rows_hang_together(known: Authority) -> None:
    actors, names, roles = known.actor_rows(), known.name_rows(), known.role_rows()
    ids = {row["actor_id"] for row in actors}
    assert len(ids) == len(actors)
    assert {row["actor_id"] for row in names} == ids
    assert {row["actor_id"] for row in roles} | {row["of_actor_id"] for row in roles} <= ids
    assert len({row["role_id"] for row in roles}) == len(roles)
    assert all(row["source"] and row["title"] for row in roles)
    assert len({tuple(row.items()) for row in names}) == len(names)
    kinds = {row["kind"] for row in names}
    assert kinds == {"full", "surname", "alias", "acronym", "demonym", "capital", "government", "nominal"}


def test_coverage_is_as_wide_as_promised(known: Authority) -> None:
    states = {role.of for role in known.roles if known.actors[role.of].kind == "country"}
    bodies = {role.of for role in known.roles if known.actors[role.of].kind == "organisation"}
    assert len(states) >= 40
    assert len(bodies) >= 10
    assert len([a for a in known.actors.values() if a.kind == "country"]) >= 197


def test_reading_is_quick() -> None:
    """Well under a second even on a busy machine; a quarter of that on an idle one."""
    before = time.process_time()
    authority(FOLDER)
    assert time.process_time() - before < 1.0


def test_the_digest_follows_the_files(tmp_path: Path, known: Authority) -> None:
    copy = tmp_path / "actors"
    shutil.copytree(FOLDER, copy)
    assert authority(copy).digest == known.digest
    with (copy / "states.yml").open("a") as file:
        file.write("# another line\n")
    assert authority(copy).digest != known.digest


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("people/ru.yml", "vladimir-putin 2012-05-07", "vladimir-puttin 2012-05-07", "Did you mean `vladimir-putin`"),
        ("people/ru.yml", "2008-05-08 2012-05-07", "2012-05-08 2008-05-07", "not before the beginning"),
        ("people/ru.yml", "vladimir-putin 2012-05-07", "vladimir-putin 2012-02-31", "a day that exists"),
        ("people/ru.yml", "  head_of_state:", "  head_of_stat:", "Did you mean `head_of_state`"),
        ("people/ru.yml", "Dmitry Medvedev; m", "Dmitry Medvedev; x", "`Name; m` or `Name; f`"),
        ("people/ru.yml", "  - Yegor Gaidar; m", "  - Vladimir Putin; m\n  - Yegor Gaidar; m", "again"),
        ("states.yml", "wikidata: Q159}", "wikidata: 159}", "a Wikidata id"),
        ("states.yml", "capital: Moscow", "capitol: Moscow", "Did you mean `capital`"),
        ("organisations.yml", "[al, hr]", "[al, hrr]", "a state of states.yml"),
        ("offices.yml", "chancellor: finance_minister", "chancellor: finance_ministre", "an office of this file"),
        ("ambiguous.yml", "choose: latest", "choose: lately", "one of first, in_office"),
        ("states.yml", "  ae: {", "  ad: {", "each key once"),
        ("states.yml", "states:", "states: [", "well-formed YAML"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    copy = tmp_path / "actors"
    shutil.copytree(FOLDER, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        authority(copy)
    assert says in str(caught.value)
    assert f"{Path(file).name}:" in str(caught.value)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once_and_no_text_breaks_a_look_up(text: str) -> None:
    assert isinstance(fold(text), str)
    known = _loaded()
    known.by_name(text)
    known.surname(text)
    assert known.office_of(text, "nowhere") == known.office_of(text)


def _loaded(cache: list[Authority] = []) -> Authority:  # noqa: B006 - read once for all examples
    if not cache:
        cache.append(authority(FOLDER))
    return cache[0]


def test_every_full_name_finds_its_own_actor() -> None:
    known = _loaded()
    for actor in known.actors.values():
        for name in actor.names:
            if name.kind != "surname":
                assert actor in known.by_name(name.text), name.text
            else:
                assert actor in known.surname(name.text), name.text


@pytest.mark.parametrize(
    ("name", "key", "family"),
    [
        ("Jaap de Hoop Scheffer", "jaap-de-hoop-scheffer", "Scheffer"),
        ("Ursula von der Leyen", "ursula-von-der-leyen", "von der Leyen"),
        ("Thorbjørn Jagland", "thorbjorn-jagland", "Jagland"),
        ("Lech Wałęsa", "lech-walesa", "Wałęsa"),
        ("Donald Trump Jr.", "donald-trump-jr", "Trump"),
        ("Bashar al-Assad", "bashar-al-assad", "al-Assad"),
        ("Robert O'Brien", "robert-obrien", "O'Brien"),
        ("Pelé", "pele", "Pelé"),
    ],
)
def test_slugs_and_surnames(name: str, key: str, family: str) -> None:
    assert slug(name) == key
    assert surname(name) == family
