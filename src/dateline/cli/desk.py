"""The desk for a command: what steps need, its progress told on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline import home as places
from dateline.cli.console import tell
from dateline.errors import ConfigError

if TYPE_CHECKING:
    from dateline.steps import Desk


def desk() -> Desk:
    """The desk that the environment describes.

    Raises ConfigError for a file or setting of ours that is wrong, a data home that cannot be written among them.
    """
    from dateline import steps  # the first look at steps loads half of Dateline: `--help` need not wait for it

    try:
        return steps.desk(tell=tell)
    except OSError as error:
        raise unusable(places.home(places.project()), error) from error


def unusable(home: places.Home, error: OSError) -> ConfigError:
    """The error that says why a data home cannot be used."""
    return ConfigError(
        f"the data home {home.root}",
        expected="a folder that this user can make and write",
        found=f"{error.strerror or error}: {error.filename}" if error.filename else str(error),
        todo="Set DATELINE_HOME to another folder.",
    )
