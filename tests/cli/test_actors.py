"""`dateline actors` as a person meets it: exit codes, data here and talk there, help that teaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fetch.servers import Site, answer, served
from tests.steps.wikidata_answers import ESTONIA, HOLDERS, PM_EE, row
from tests.steps.wikidata_answers import answer as rows_answer


def test_import_says_what_came_and_again_that_nothing_did(tmp_path: Path, run: Run) -> None:
    home = {"DATELINE_HOME": str(tmp_path / "var")}
    (tmp_path / "answer.json").write_bytes(rows_answer())
    dry = run("actors", "import", tmp_path / "answer.json", "--dry-run", **home)
    assert dry.code == 0 and "4 persons, 0 organisations, 3 terms would come" in dry.talk
    done = run("actors", "import", tmp_path / "answer.json", "--retrieved", "2026-01-15", **home)
    assert done.code == 0 and "jacinda-ardern: head_of_government of nz, 2017-10-26 to 2023-01-25" in done.out
    assert "Leader of the House" in done.out and "dateline refine" in done.talk
    again = run("actors", "import", tmp_path / "answer.json", "--json", **home)
    assert again.code == 0 and again.json["is_new"] is False and again.json["terms"] == []
    assert len(run("actors", "show", "--json", **home).json["terms"]) == 3
    assert "nothing was merged" in run("actors", "merges", **home).talk


def test_what_contradicts_makes_it_3(tmp_path: Path, run: Run) -> None:
    rival = row("Q900000030", "Ada Rival", PM_EE, "Prime Minister of Estonia", ESTONIA, "2010-01-01", "2012-01-01")
    (tmp_path / "answer.json").write_bytes(rows_answer([*HOLDERS, rival]))
    done = run("actors", "import", tmp_path / "answer.json", DATELINE_HOME=str(tmp_path / "var"))
    assert done.code == 3 and "two_holders" in done.out and "andrus-ansip" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["import", "nowhere.json"], 2, "expected a file"),
        (["import", "{odd}"], 2, "no JSON"),
        (["import", "{odd}", "--retrieved", "yesterday"], 2, "no day"),
        (["import"], 2, "files"),
        (["refresh", "--address", "http://nowhere.invalid/sparql"], 1, "Is there a network"),
        (["refresh", "--address", "ftp://x"], 2, "http"),
        (["merge", "a", "b"], 2, "--because"),
    ],
)
def test_called_wrongly_or_without_a_network(
    arguments: list[str], code: int, says: str, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "odd").write_text("<html>")
    named = [argument.format(odd=tmp_path / "odd") for argument in arguments]
    done = run("actors", *named, DATELINE_HOME=str(tmp_path / "var"))
    assert done.code == code and says.lower() in done.talk.lower() and done.out == ""


def test_refresh_asks_the_address_of_the_setting(tmp_path: Path, run: Run) -> None:
    class Pages(dict[str, bytes]):
        def get(self, path: str, default: object = None) -> object:
            return answer(rows_answer()) if path.startswith("/sparql?query=PREFIX") else default

    with served(Site()) as site:
        site.pages = Pages()  # type: ignore[assignment]
        environ = {"DATELINE_RESOLVE": site.hosts("wikidata.example"), "DATELINE_HOME": str(tmp_path / "var")}
        done = run("actors", "refresh", "--json", DATELINE_WIKIDATA="http://wikidata.example/sparql", **environ)
    assert done.code == 0 and done.json["is_new"] and len(done.json["terms"]) == 3
