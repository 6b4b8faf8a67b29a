"""Which profile reads: the option, the setting, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline import steps
from dateline.cli import documents
from dateline.errors import ConfigError
from dateline.extract.neural.network import PROFILES
from dateline.extract.reader import DEFAULT
from tests.cli.conftest import Run
from tests.conftest import ROOT

DOC = "\n".join(
    json.dumps({"doc_id": path.stem, "text": path.read_text("utf-8", "replace")})
    for path in sorted((ROOT / "samples" / "inbox" / "courier").glob("*.txt"))
)
"""Long enough for the profiles to differ somewhere."""


def test_the_help_names_every_profile_and_the_default_first(run: Run) -> None:
    assert set(documents.PROFILES) == set(PROFILES) and documents.PROFILES[0] == DEFAULT
    assert f"{DEFAULT} (the default)" in " ".join(run("annotate", "--help").out.split())


def test_the_option_counts_more_than_the_setting(run: Run) -> None:
    said = {name: run("annotate", "--profile", name, stdin=DOC).out for name in PROFILES}
    assert len(set(said.values())) == len(PROFILES)
    assert run("annotate", stdin=DOC).out == said[DEFAULT]
    for name in PROFILES:
        assert run("annotate", stdin=DOC, DATELINE_PROFILE=name).out == said[name]
        assert run("annotate", "--profile", DEFAULT, stdin=DOC, DATELINE_PROFILE=name).out == said[DEFAULT]


@pytest.mark.parametrize("arguments", [["annotate"], ["status"]], ids=" ".join)
def test_a_wrong_setting_is_2_and_names_the_choices(arguments: list[str], run: Run, tmp_path: Path) -> None:
    done = run(*arguments, DATELINE_PROFILE="swift", DATELINE_HOME=str(tmp_path / "var"))
    assert done.code == 2
    assert "DATELINE_PROFILE" in done.talk and all(name in done.talk for name in PROFILES) and "swift" in done.talk
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("name", ["", *PROFILES])
def test_the_pipeline_reads_with_the_profile_of_the_setting(name: str, tmp_path: Path) -> None:
    desk = steps.desk({"DATELINE_HOME": str(tmp_path), "DATELINE_PROFILE": name})
    assert desk.reader.profile == (name or DEFAULT)


def test_each_profile_has_a_digest_of_its_own(tmp_path: Path) -> None:
    """So that what another profile read is stale."""
    home = {"DATELINE_HOME": str(tmp_path)}
    assert len({steps.desk({**home, "DATELINE_PROFILE": n}).reader.digest for n in PROFILES}) == len(PROFILES)


def test_a_desk_of_no_profile_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="careful, fast"):
        steps.desk({"DATELINE_HOME": str(tmp_path), "DATELINE_PROFILE": "Careful"})


def test_doctor_names_the_profile(run: Run, tmp_path: Path) -> None:
    rows = run("doctor", "--json", DATELINE_HOME=str(tmp_path / "var"), DATELINE_PROFILE="fast").json
    (row,) = [row for row in rows if row["subject"] == "reader"]
    assert row["verdict"] == "fine" and "fast" in row["found"]
