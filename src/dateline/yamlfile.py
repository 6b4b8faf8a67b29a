"""Our own YAML files, read strictly: every complaint names file and line. Standard library and YAML only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import ConfigError


class _Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """SafeLoader that refuses a key written twice (YAML itself keeps the last one, silently)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"key {key!r} stands twice", problem_mark=key_node.start_mark)
            seen.add(key)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


# YAML 1.1 takes on, off, yes and no for booleans, so that a key `on` becomes True; YAML 1.2 does not, and nor do we.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Document:
    """A YAML mapping with the line of each of its top-level keys."""

    path: Path
    data: dict[str, Any]
    lines: dict[str, int]

    def error(self, key: str | None, *, expected: str = "", found: str = "", todo: str = "") -> ConfigError:
        line = self.lines.get(key or "", 1)
        subject = f"{self.path}:{line}" + (f": {key}" if key else "")
        return ConfigError(subject, expected=expected, found=found, todo=todo)

    def only(self, known: Iterable[str]) -> None:
        """Raises ConfigError for the first key that is not known, with the nearest known one."""
        self._only(self.data, set(known), lambda key: key)

    def require(self, key: str) -> Any:
        """The value of `key`. Raises ConfigError when it is missing or empty."""
        value = self.data.get(key)
        if value is None or value == "":
            raise self.error(None, expected=f"a value for `{key}`", found="nothing")
        return value

    def section(self, key: str, known: Iterable[str]) -> dict[str, Any]:
        """The mapping under `key`, whose keys must all be known."""
        value = self.data[key]
        if not isinstance(value, dict):
            raise self.error(key, expected="a mapping", found=type(value).__name__)
        self._only(value, set(known), lambda _: key)
        return value

    def _only(self, data: dict[str, Any], known: set[str], place: Any) -> None:
        for key in data:
            if key not in known:
                near = get_close_matches(str(key), known, 1)
                raise self.error(
                    place(key),
                    expected=f"one of {', '.join(sorted(known))}",
                    found=f"`{key}`",
                    todo=f"Did you mean `{near[0]}`?" if near else "",
                )


def read(path: Path) -> Document:
    """The YAML mapping in `path`. Raises ConfigError naming file and line when it is not one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), expected="a readable UTF-8 file", found=str(error)) from error
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}:{line}", expected="well-formed YAML", found=str(error.problem)) from error
    finally:
        loader.dispose()
    if not isinstance(data, dict) or not isinstance(node, yaml.MappingNode):
        raise ConfigError(f"{path}:1", expected="a mapping of names to values", found=type(data).__name__)
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    return Document(path, data, lines)
