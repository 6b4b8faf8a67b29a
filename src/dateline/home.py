"""Where everything lies: the project's own folders and the data home. Paths only; nothing is created or read here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ConfigError


@dataclass(frozen=True)
class Project:
    """The folders that come with Dateline: what is true, what we listen to, what we answer."""

    root: Path

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def schemas(self) -> Path:
        return self.root / "schemas"

    @property
    def vocabulary(self) -> Path:
        return self.root / "schemas" / "vocabulary"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def samples(self) -> Path:
        return self.root / "samples"

    @property
    def dags(self) -> Path:
        return self.root / "dags"

    @property
    def plugins(self) -> Path:
        return self.root / "plugins"


@dataclass(frozen=True)
class Home:
    """The data home: everything Dateline has received and made."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def lake(self) -> Path:
        return self.root / "lake"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def authority(self) -> Path:
        """What was imported of actors (`current`) and decided of them by hand (`merges.json`); a rebuild keeps it."""
        return self.root / "authority"

    @property
    def imported_actors(self) -> Path:
        """The imported facts in use: a link to a folder that never changes, or nothing."""
        return self.authority / "current"

    @property
    def airflow(self) -> Path:
        return self.root / "airflow"

    @property
    def ledger_url(self) -> str:
        return f"sqlite:///{self.root / 'ledger.db'}"


def project(environ: Mapping[str, str] = os.environ) -> Project:
    """The project's folders: DATELINE_PROJECT, else the checkout this package is installed from.

    Raises ConfigError when there is no schemas/ folder there.
    """
    root = Path(environ.get("DATELINE_PROJECT") or Path(__file__).resolve().parents[2])
    if not (root / "schemas").is_dir():
        raise ConfigError(
            f"{root} is not a Dateline project",
            expected="a folder with schemas/ and sources/",
            todo="Set DATELINE_PROJECT to the checkout's folder.",
        )
    return Project(root)


def home(project: Project, environ: Mapping[str, str] = os.environ) -> Home:
    """The data home: DATELINE_HOME, else var/ inside the project.

    Raises ConfigError for an object store URL: only local folders are served so far.
    """
    named = environ.get("DATELINE_HOME", "")
    if "://" in named:
        raise ConfigError(
            "DATELINE_HOME",
            expected="a local folder",
            found=named.split("://")[0] + "://…",
            todo="Object stores are planned; mount one as a folder meanwhile.",
        )
    return Home(Path(named).expanduser().resolve() if named else project.root / "var")
