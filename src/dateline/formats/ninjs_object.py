"""One object of a ninjs document, its properties read by name and type. What no version of ninjs knows is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dateline.formats.characters import or_none
from dateline.formats.strict_json import pointer

# The properties of ninjs 1 to 3; any other name is told, so that a sender's new property does not pass unseen.
_NAMES = (
    "$id $schema $standard altids associations authors body bodies by byline charcount contentcreated "
    "contributors copyrightholder copyrightnotice description descriptions ednote embargoed event "
    "eventdetails events expires firstcreated genre genres headline headlines infosource infosources "
    "keywords language links located mimetype newscoveragestatus object objects organisation "
    "organisations people person persons place places planning plannings profile provider pubstatus "
    "renditions representationtype rightsinfo slugline standard subject subjects title trustindicator "
    "trustindicators type urgency uri usageterms version versioncreated wordcount creditline agency "
    "publisher guid"
)
_KNOWN = frozenset(_NAMES.split())
_FAMILIES = re.compile(r"(?:body|description|headline|altids?)_\w{1,40}")
_MOST_UNREAD = 20


class Wrong(Exception):
    """A property is not of the type that the schema asks for; the message begins with its JSON pointer.

    The sender changed the property, or the meaning of the format: nothing of the item can be trusted then.
    """


class NinjsObject:
    """One ninjs object; remembers which property each field was read from. Names are found whatever their case."""

    def __init__(self, data: Mapping[str, Any], at: list[str]) -> None:
        self.data = {key.lower(): (key, value) for key, value in data.items()}
        self.at = at
        self.found: dict[str, str] = {}

    def value(self, name: str, kind: type, called: str) -> Any:
        key, value = self.data.get(name, (name, None))
        if value is None or isinstance(value, kind):
            return value
        raise Wrong(f"{pointer([*self.at, key])}: expected {called}, found {type(value).__name__}")

    def text(self, field: str, *names: str) -> str | None:
        """The first of the properties that says something, as one line."""
        for name in names:
            value = self.value(name, object, "")
            if isinstance(value, int) and not isinstance(value, bool) and name == "version":
                value = str(value)  # 1.x let it be a number
            elif not isinstance(value, str | None):
                self.value(name, str, "a string")
            if line := or_none(value):
                self.found[field] = self.data[name][0]
                return line
        return None

    def further(self, *names: str) -> dict[str, str]:
        """Plain values that are no field of an item, as text."""
        said = {name: self.value(name, object, "") for name in names}
        for name, value in said.items():
            if not isinstance(value, str | int | float | None) or isinstance(value, bool):
                self.value(name, str, "a string or a number")
        whole = {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in said.items()}
        return {k: str(v) for k, v in whole.items() if v is not None and v != ""}

    def unread(self, ignored: frozenset[str]) -> str:
        """The properties that are no part of ninjs and not ignored by name, in order."""
        names = {
            or_none(name) or "" for key, (name, _) in self.data.items()
            if key not in _KNOWN and not _FAMILIES.fullmatch(key) and key not in ignored
        }  # fmt: skip
        return ", ".join(sorted(name[:60] for name in names if name)[:_MOST_UNREAD])

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A list of objects, keys in lower case."""
        rows = self.value(name, list, "an array") or []
        for place, row in enumerate(rows):
            if not isinstance(row, dict):
                at = pointer([*self.at, self.data[name][0], str(place)])
                raise Wrong(f"{at}: expected an object, found {type(row).__name__}")
        return [{key.lower(): value for key, value in row.items()} for row in rows]
