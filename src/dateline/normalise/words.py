"""The word lists of this room: agencies and the general patterns of boilerplate. Reads YAML; touches nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError
from dateline.yamlfile import read

_KINDS = ("whole", "list", "appeal", "sign")


@dataclass(frozen=True)
class Vocabulary:
    """`agencies`: folded alias → name; the rest are patterns of boilerplate, by kind as boilerplate.yml explains."""

    agencies: Mapping[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    appeals: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    def agency(self, text: str | None) -> str | None:
        """The name of the agency that is called so, or None."""
        return self.agencies.get(folded(text)) if text else None

    @cached_property
    def whole_form(self) -> re.Pattern[str]:
        return _any((*self.whole, *self.lists))

    @cached_property
    def list_form(self) -> re.Pattern[str]:
        return _any(self.lists)

    @cached_property
    def appeal_form(self) -> re.Pattern[str]:
        return _any(self.appeals)

    @cached_property
    def sign_form(self) -> re.Pattern[str]:
        return _any(self.signs)


def vocabulary(folder: Path) -> Vocabulary:
    """The lists of `schemas/vocabulary`: agencies.yml and boilerplate.yml. Raises ConfigError naming file and line."""
    return Vocabulary(_agencies(folder / "agencies.yml"), *_patterns(folder / "boilerplate.yml"))


def folded(text: str) -> str:
    """The name without case, article and outer punctuation: `The Associated Press.` and `associated press` are one."""
    plain = re.sub(r"\s+", " ", text).strip(" .,;:()[]/|–—-").casefold()
    return plain.removeprefix("the ")


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns) or r"(?!)", re.I)


def _patterns(path: Path) -> tuple[tuple[str, ...], ...]:
    doc = read(path)
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for name in doc.data:
        entry = doc.section(name, ("kind", "why", "patterns"))
        if entry.get("kind") not in _KINDS:
            raise doc.error(name, expected=f"a kind of {', '.join(_KINDS)}", found=str(entry.get("kind")))
        for pattern in entry.get("patterns") or ():
            try:
                re.compile(pattern)
            except re.error as error:
                raise doc.error(name, expected="regular expressions", found=f"{pattern!r}: {error}") from error
            found[entry["kind"]].append(pattern)
    return tuple(tuple(found[kind]) for kind in _KINDS)


def _agencies(path: Path) -> dict[str, str]:
    """Alias → name. An entry is `Name: {aliases: […]}`, `Name: […]`, or one of a list with `name` and `aliases`."""
    if not path.exists():
        raise ConfigError(f"{path} is missing", expected="the list of news agencies")
    data: Any = read(path).data
    if isinstance(data, Mapping) and isinstance(data.get("agencies"), (list, Mapping)):
        data = data["agencies"]
    found: dict[str, str] = {}
    for key, entry in data.items() if isinstance(data, Mapping) else ((None, e) for e in data):
        if not isinstance(entry, Mapping):
            entry = {"aliases": entry or []}
        name = str(entry.get("name") or key)
        for alias in (name, *(entry.get("aliases") or ()), *(entry.get("names") or ())):
            found.setdefault(folded(str(alias)), name)
    return found
