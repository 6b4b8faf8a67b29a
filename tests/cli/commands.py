"""Runs `dateline` as a person would: as a process of its own, with an environment that names its folders."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-c", "from dateline.cli import main; main()"]
TRACEBACK = "Traceback (most recent call last)"


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code, data and talk."""

    code: int
    out: str
    talk: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: nothing of Dateline's own but what is given."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
    return {**plain, "COLUMNS": "200", "PYTHONUTF8": "1", **more}


def dateline(*arguments: str | Path, stdin: str | bytes = "", **environ: str) -> Done:
    """Runs one command to its end. No command of a person may end in a traceback, so that is looked for every time."""
    body = stdin.encode() if isinstance(stdin, str) else stdin
    ended = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=body,
        capture_output=True,
        env=environment(**environ),
        timeout=300,
        check=False,
    )
    done = Done(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
    assert TRACEBACK not in done.talk, done.talk
    return done


def asked(command: Iterable[str], lines: Iterable[bytes | str]) -> list[dict[str, Any]]:
    """The answers of a protocol command to lines, each read as strict JSON of one line."""
    sent = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines) + b"\n"
    done = dateline(*command, stdin=sent)
    assert done.code == 0, done.talk
    assert done.out.isascii() and done.out.endswith("\n")
    return [json.loads(line, parse_constant=_refuse) for line in done.out.removesuffix("\n").split("\n")]


def _refuse(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")
