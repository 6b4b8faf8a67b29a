"""What every verb needs, read once and checked at the start: folders, contracts, wires, words, ledger, clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from dateline import home as places
from dateline import sources
from dateline.contracts import Contract, contracts
from dateline.extract import Reader, asked_profile, reader
from dateline.fetch import resolve_map
from dateline.ledger import Ledger
from dateline.normalise import Vocabulary, vocabulary
from dateline.vocabulary import Reason, reasons

Clock = Callable[[], datetime]
Tell = Callable[[str], None]


def now() -> datetime:
    """The time, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """The surroundings of a verb. `tell` takes lines about progress, for a person; `resolve` maps hosts to places;
    `profile` is the reader's."""

    project: places.Project
    home: places.Home
    contracts: Mapping[str, Contract]
    reasons: Mapping[str, Reason]
    ledger: Ledger
    resolve: Mapping[str, str]
    profile: str
    clock: Clock = now
    tell: Tell = lambda line: None

    @cached_property
    def wires(self) -> Mapping[str, sources.Wire]:
        """Every wire by id, with the switches of `dateline wires on|off` applied."""
        return sources.wires(self.project.sources, self.ledger.switches())

    @cached_property
    def words(self) -> Vocabulary:
        """The word lists of normalising."""
        return vocabulary(self.project.vocabulary)

    @cached_property
    def reader(self) -> Reader:
        """The reader of who said what; its network, which takes a second, is loaded with the first text."""
        return reader(self.project.vocabulary, self.profile, self.home.imported_actors)

    def wire(self, name: str) -> sources.Wire:
        """The wire of that id. Raises ConfigError with the nearest names."""
        return sources.wire(self.wires, name)


def desk(environ: Mapping[str, str] = os.environ, clock: Clock = now, tell: Tell = lambda line: None) -> Desk:
    """The desk that the environment describes (DATELINE_HOME, DATELINE_PROJECT, DATELINE_LEDGER, DATELINE_RESOLVE,
    DATELINE_PROFILE).

    Raises ConfigError, naming file and line, for any file of ours that is wrong: nothing starts half-read.
    """
    project = places.project(environ)
    home = places.home(project, environ)
    found = Desk(
        project=project,
        home=home,
        contracts=contracts(project.schemas),
        reasons=reasons(project.vocabulary),
        profile=asked_profile(environ),
        ledger=Ledger(environ.get("DATELINE_LEDGER") or home.ledger_url),
        resolve=resolve_map(environ.get("DATELINE_RESOLVE", "")),
        clock=clock,
        tell=tell,
    )
    _ = found.wires
    return found
