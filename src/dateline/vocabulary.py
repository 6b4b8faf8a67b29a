"""The closed word lists of schemas/vocabulary that every room shares. Standard library and YAML only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.yamlfile import read

STATES = ("deferred", "quarantined", "refused")


@dataclass(frozen=True)
class Reason:
    """Why something was not stored: its state (where it ended), what it means, and what a person should do next."""

    code: str
    state: str
    meaning: str
    todo: str


def reasons(folder: Path) -> dict[str, Reason]:
    """Every reason by its code, from `reasons.yml` in the vocabulary folder.

    Raises ConfigError for an ill-formed one.
    """
    doc = read(folder / "reasons.yml")
    found: dict[str, Reason] = {}
    for code in doc.data:
        entry = doc.section(code, ("state", "meaning", "todo"))
        if entry.get("state") not in STATES:
            raise doc.error(code, expected=f"a state of {', '.join(STATES)}", found=str(entry.get("state")))
        found[code] = Reason(code, entry["state"], str(entry["meaning"]), str(entry["todo"]))
    return found
