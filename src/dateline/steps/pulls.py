"""What a pull leaves behind, between the words of fetch and the JSON the ledger keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from dateline.fetch import Outcome

_NOT_KEPT = {"visits", "is_unchanged", "entry_count"}


def remembered(state: Mapping[str, Any]) -> Outcome | None:
    """The outcome of the pull before, as the ledger kept it; None before the first."""
    if not state:
        return None
    return Outcome(**{k: datetime.fromisoformat(v) if k.endswith("_at") and v else v for k, v in state.items()})


def to_remember(outcome: Outcome) -> dict[str, Any]:
    """The outcome as JSON; its visits are told to the ledger apart."""
    told = {f.name: getattr(outcome, f.name) for f in fields(outcome) if f.name not in _NOT_KEPT}
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in told.items()}
