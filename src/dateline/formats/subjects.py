"""Subject codes of the IPTC, which stand beside the names that senders give their subjects."""

from __future__ import annotations

import re

_CODE = re.compile(r"(?:medtop|subj):[0-9]{8}|https?://cv\.iptc\.org/newscodes/(?:mediatopic|subjectcode)/[0-9]{8}/?")


def is_iptc(value: object) -> bool:
    """Whether a value is a media topic or a subject code, as a qcode or as an address."""
    return isinstance(value, str) and _CODE.fullmatch(value.strip()) is not None
