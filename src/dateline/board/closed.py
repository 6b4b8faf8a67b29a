"""What a reader is told when the warehouse cannot be opened: what is wrong, how old it is, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dateline.errors import Busy, DatelineError, UsageError
from dateline.warehouse.published import STABLE

_AGAIN = "Make it again from the lake; nothing is lost by that."
_OTHER_DUCKDB = (
    "The warehouse is of another DuckDB",
    "It was written by a version of DuckDB that this one cannot read.",
)
_OTHER_TABLES = (
    "The warehouse does not fit this board",
    "Tables or columns that this page asks for are not in it: it was published by another version of Dateline, "
    "or not to its end.",
)


@dataclass(frozen=True)
class Closed:
    """A page without figures. `since` is when the file that cannot be used was written, if there is one."""

    title: str
    explanation: str
    todo: str
    command: str = ""
    since: datetime | None = None
    detail: str = ""


def written_at(folder: Path) -> datetime | None:
    """When the current version was written; None when there is none."""
    try:
        return datetime.fromtimestamp((folder / STABLE).stat().st_mtime, UTC)
    except OSError:
        return None


def closed(folder: Path, error: DatelineError) -> Closed:
    """The words for an error of `open_published` or `query` on the warehouse in this folder."""
    since = written_at(folder)
    if isinstance(error, Busy):
        return Closed("One moment", "A new version of the warehouse is being put in its place.", "Reload this page.")
    if since is None and not (folder / STABLE).is_symlink():
        return Closed(
            "Nothing to show yet",
            "No warehouse has been published here. That is as it should be before the first load.",
            "Load something; the samples do for a first look. If there is a lake already: `dateline rebuild`.",
            "dateline run",
        )
    if since is None:
        return Closed(
            "The warehouse's file is gone",
            "Its stable name leads to a file that is not there any more.",
            _AGAIN,
            "dateline rebuild",
        )
    if "another version of DuckDB" in error.subject:
        title, explanation = _OTHER_DUCKDB
    elif isinstance(error, UsageError):
        title, explanation = _OTHER_TABLES
    else:
        title, explanation = "The warehouse cannot be opened", "The published file is broken."
    detail = str(error).replace(str(folder), "…")[:600]
    return Closed(title, explanation, _AGAIN, "dateline rebuild", since, detail)
