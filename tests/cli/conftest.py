"""A data home with two stories, one hostile and two broken files in it, and a way to run commands on a copy of it."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli import main
from tests.cli.commands import TRACEBACK, Done, dateline
from tests.conftest import ROOT

Run = Callable[..., Done]

HEADLINE = "[red]Alarm[/red] &#x202E;moc.live in the harbour\n[link=http://x.example]now[/link]"


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of NITF files: two fine, one hostile, one torn, one empty."""
    folder = tmp_path_factory.mktemp("files")
    samples = sorted((ROOT / "samples" / "inbox" / "meridian").glob("*.xml"))
    for name, sample in zip(("one.xml", "two.xml"), samples, strict=False):
        shutil.copy(sample, folder / name)
    text = samples[4].read_text("utf-8")
    before, _, rest = text.partition("<hl1>")
    (folder / "hostile.xml").write_text(f"{before}<hl1>{HEADLINE}</hl1>{rest.partition('</hl1>')[2]}", "utf-8")
    (folder / "torn.xml").write_text("<nitf><body", "utf-8")
    (folder / "empty.xml").write_bytes(b"")
    return folder


@pytest.fixture(scope="session")
def ingested(files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """The home after `dateline ingest` of all of them, and what the command said. Not to be changed: see `home`."""
    home = tmp_path_factory.mktemp("ingested") / "var"
    done = dateline("ingest", *sorted(files.glob("*.xml")), "--wire", "meridian", DATELINE_HOME=str(home))
    return home, done


@pytest.fixture
def world(ingested: tuple[Path, Done], tmp_path: Path) -> Path:
    """A copy of that home, to do anything with."""
    return Path(shutil.copytree(ingested[0], tmp_path / "var", symlinks=True))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command inside this process, as `main` would run it: quick, because nothing is imported again."""

    def called(*arguments: str | Path, stdin: str = "", **environ: str) -> Done:
        with monkeypatch.context() as here:
            for name in ("HOME", "LEDGER", "PROJECT", "RESOLVE", "PROFILE"):
                here.delenv(f"DATELINE_{name}", raising=False)
            for name, value in {"COLUMNS": "200", **environ}.items():
                here.setenv(name, value)
            here.setattr(sys, "argv", ["dateline", *map(str, arguments)])
            here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            capfd.readouterr()
            code = 0
            try:
                main()
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        said = capfd.readouterr()
        assert TRACEBACK not in said.err
        return Done(code, said.out, said.err)

    return called


@pytest.fixture
def own_project(tmp_path: Path) -> Path:
    """A project whose sources/ may be changed; the rest of it is this very checkout."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "sources", folder / "sources")
    for name in ("schemas", "warehouse", "samples"):
        (folder / name).symlink_to(ROOT / name)
    return folder
