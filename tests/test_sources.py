"""The wires: their files are read strictly, and those that come with Dateline claim nothing they have not seen."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.fetch import masked, with_verified
from dateline.home import Project
from dateline.sources import wire, wires

GOOD = """# A wire.
name: The Wire
publisher: Somebody
format: rss
pull: {by: rss, url: "https://wire.example/feed", every: 30m, follow: html}
zone: Europe/Kyiv
expect: {per_day: [1, 9]}
"on": false
verified_on:
"""
SAMPLES = {"courier", "gazette", "meridian"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yml").write_text(GOOD, "utf-8")
    return tmp_path


def test_a_wire_is_read_whole(folder: Path) -> None:
    found = wires(folder)["good"]
    assert (found.id, found.name, found.publisher, found.format, found.zone) == (
        "good",
        "The Wire",
        "Somebody",
        "rss",
        "Europe/Kyiv",
    )
    assert (found.url, found.every, found.follow) == ("https://wire.example/feed", timedelta(minutes=30), "html")
    assert (found.expect_min, found.expect_max, found.on, found.verified_on) == (1, 9, False, None)
    assert not found.is_inbox


def test_a_switch_overrules_the_file(folder: Path) -> None:
    assert wires(folder, {"good": True, "unknown": True})["good"].on


def test_a_wire_that_was_verified_says_when(folder: Path) -> None:
    (folder / "good.yml").write_text(with_verified(GOOD, date(2026, 1, 15)), "utf-8")
    assert wires(folder)["good"].verified_on == "2026-01-15"


S24 = {
    "an unknown key": ("zone:", "zoen:", 6, "Did you mean `zone`?"),
    "an unknown key of pull": ("every:", "evry:", 5, "Did you mean `every`?"),
    "an unknown zone": ("Europe/Kyiv", "Europe/Atlantis", 6, "IANA zone such as Europe/London"),
    "a missing name": ("name: The Wire\n", "", 1, "a value for `name`"),
    "an empty publisher": ("Somebody", "", 1, "a value for `publisher`"),
    "a bad interval": ("30m", "half-hourly", 5, "such as 15m"),
    "an interval of nothing": ("30m", "0m", 5, "such as 15m"),
    "no address": ("https://wire.example/feed", "ftp://wire.example/feed", 5, "http:// or https://"),
    "an unknown way of pulling": ("by: rss", "by: pigeon", 5, "`by` one of rss"),
    "both ways in": ("zone:", "inbox: {}\nzone:", 5, "exactly one of `pull` and `inbox`"),
    "an expectation upside down": ("[1, 9]", "[9, 1]", 7, "`per_day: [least, most]`"),
    "a key twice": ("zone:", "name: Again\nzone:", 6, "stands twice"),
    "no YAML": ("zone: Europe/Kyiv", "zone: Europe: Kyiv", 6, "well-formed YAML"),
}


@pytest.mark.parametrize("case", S24)
def test_s24_a_bad_wire_stops_everything_and_names_file_and_line(folder: Path, case: str) -> None:
    old, new, line, words = S24[case]
    assert GOOD.count(old) == 1
    path = folder / "bad.yml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(ConfigError) as error:
        wires(folder)
    assert error.value.exit_code == 2
    assert str(error.value).startswith(f"{path}:{line}")
    assert words in str(error.value)


def test_s24_a_folder_without_wires_and_a_wire_nobody_knows(tmp_path: Path, folder: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ConfigError, match="no wire in"):
        wires(empty)
    with pytest.raises(ConfigError, match="Did you mean good") as error:
        wire(wires(folder), "gooood")
    assert error.value.exit_code == 2


def real(project: Project) -> dict[str, Path]:
    """The files of wires that listen to the world: those with an address that is not a sample's."""
    found = wires(project.sources)
    return {k: Path(w.file) for k, w in found.items() if w.url and k not in SAMPLES}


def test_the_wires_cover_many_sides(project: Project) -> None:
    found = wires(project.sources)
    countries = {found[k].country for k in real(project)}
    assert len(real(project)) >= 20
    assert {"ru", "ua", "ee", "lv", "lt", "fi", "no", "de", "gb", "fr", "us", "pl"} <= countries
    assert {"nato", "un_news"} <= set(real(project))


def test_real_wires_are_off_and_say_whose_they_are(project: Project) -> None:
    found = wires(project.sources)
    for name in real(project):
        w = found[name]
        assert not w.on, name
        assert w.licence and w.homepage.startswith(("http://", "https://")), name
        assert w.language == "en" and w.zone != "UTC" and w.expect_max, name
        assert w.every >= timedelta(minutes=15), name
        assert w.country is None or re.fullmatch("[a-z]{2}", w.country), name
        assert w.url and masked(w.url) == w.url, name


def test_no_two_wires_listen_to_one_address(project: Project) -> None:
    urls = [w.url for w in wires(project.sources).values() if w.url]
    assert len(urls) == len(set(urls))


def test_every_wire_can_be_marked_as_verified(project: Project, tmp_path: Path) -> None:
    for name, path in real(project).items():
        before = path.read_text("utf-8")
        after = with_verified(before, date(2026, 1, 15))
        changed = [line for line in after.splitlines() if line not in before.splitlines()]
        assert changed == ["verified_on: 2026-01-15"] or after == before, name
        (tmp_path / path.name).write_text(after, "utf-8")
    assert {w.verified_on for w in wires(tmp_path).values()} == {"2026-01-15"}


def test_every_wire_that_is_on_has_gold() -> None:
    """A wire we listen to by default shows what its stories are to become: samples/gold/<wire>/."""
    root = Path(__file__).resolve().parents[1]
    on = [name for name, wire in wires(root / "sources").items() if wire.on]
    assert on and not [name for name in on if not list((root / "samples" / "gold" / name).glob("*.yml"))]
