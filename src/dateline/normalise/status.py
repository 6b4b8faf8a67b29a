"""What the sender says of a version: usable, corrected, withdrawn, embargoed."""

from __future__ import annotations

import re
from datetime import datetime

_WORDS = {
    "usable": "usable", "publish": "usable", "published": "usable", "released": "usable", "update": "usable",
    "corrected": "corrected", "correction": "corrected", "correct": "corrected",
    "withdrawn": "withdrawn", "withdraw": "withdrawn", "canceled": "withdrawn", "cancelled": "withdrawn",
    "cancel": "withdrawn", "killed": "withdrawn", "kill": "withdrawn", "deleted": "withdrawn", "delete": "withdrawn",
    "retracted": "withdrawn", "withheld": "withdrawn",
    "embargoed": "embargoed", "embargo": "embargoed",
}  # fmt: skip
_WITHDRAWN = re.compile(r"\b(?:KILLS?|WITHDRAWN|WITHDRAWAL|WITHDRAW|CANCELLED|STORY REMOVED)\b")
_CORRECTED = re.compile(
    r"\b(?:CORRECTED|CORRECTION|CORRECTIVE|KORREKTUR|BERICHTIGUNG|RECTIFICATIF|CORRECCI[OÓ]N|CORREÇÃO|ИСПРАВЛЕНИЕ)\b"
)


def status_of(
    word: str | None, prefix: str | None, embargo_at: datetime | None, received_at: datetime | None
) -> tuple[str, str]:
    """The status and the rule that gave it. A withdrawal outweighs an embargo, an embargo a correction.

    An embargo whose end lies after the receipt makes a version embargoed, whatever else its sender calls it; one whose
    end was already past does not. What the sender calls embargoed without an end stays so: it is never shown.
    """
    told = _WORDS.get((word or "").strip().lower().rpartition(":")[2])
    if told == "withdrawn" or (prefix and _WITHDRAWN.search(prefix)):
        return "withdrawn", "sender" if told == "withdrawn" else "prefix"
    if embargo_at is not None and (received_at is None or embargo_at > received_at):
        return "embargoed", "embargo"
    if told == "embargoed":
        return "embargoed", "sender"
    if told == "corrected" or (prefix and _CORRECTED.search(prefix)):
        return "corrected", "sender" if told == "corrected" else "prefix"
    return "usable", "sender" if told else "none"
