"""Plain SQL files with a head of comment lines; nothing is ever filled in.

A head line `-- word: text` says something to Dateline (`needs`, `severity`, `claim`, `why`). The other lines of the
head say what the file is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ConfigError

_WORD = re.compile(r"--\s*([a-z_]+):\s+(\S.*)")


@dataclass(frozen=True)
class SqlFile:
    """One file: its stem, what its head says, and its text."""

    name: str
    path: Path
    about: str
    head: dict[str, str]
    sql: str

    @property
    def needs(self) -> tuple[str, ...]:
        """Names of the files of the same folder that come first."""
        return tuple(n.strip() for n in self.head.get("needs", "").split(",") if n.strip())


def sqlfiles(folder: Path, words: tuple[str, ...] = ("needs",)) -> list[SqlFile]:
    """The SQL files of a folder, each after those that it needs, otherwise in order of name.

    Raises ConfigError naming the file for an unknown head word, a need that is not there, or a circle.
    """
    found = {path.stem: _read(path, words) for path in sorted(folder.glob("*.sql"))}
    out: dict[str, SqlFile] = {}

    def add(name: str, on_the_way: tuple[str, ...]) -> None:
        if name in on_the_way:
            raise ConfigError(str(found[name].path), expected="needs without a circle", found=" → ".join(on_the_way))
        if name in out:
            return
        for need in found[name].needs:
            if need not in found:
                raise ConfigError(str(found[name].path), expected=f"`needs` to name files of {folder.name}", found=need)
            add(need, (*on_the_way, name))
        out[name] = found[name]

    for name in found:
        add(name, ())
    return list(out.values())


def _read(path: Path, words: tuple[str, ...]) -> SqlFile:
    sql = path.read_text(encoding="utf-8")
    head: dict[str, str] = {}
    about: list[str] = []
    for number, line in enumerate(sql.splitlines(), 1):
        if not line.startswith("--"):
            break
        word = _WORD.fullmatch(line.strip())
        if word and word[1] in words:
            head[word[1]] = word[2].strip()
        elif word and not about and not head:
            raise ConfigError(f"{path}:{number}", expected=f"one of {', '.join(words)}", found=word[1])
        else:
            about.append(line.removeprefix("--").strip())
    return SqlFile(path.stem, path, " ".join(about).strip(), head, sql)
