"""Steps that are made once: what was made from the same inputs is not made again, what was half made is made anew."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path


def say(line: str) -> None:
    """A line about progress, for a person."""
    print(f"train: {line}", file=sys.stderr, flush=True)


def digest(paths: Iterable[Path], *further: object) -> str:
    """What files (of folders: all files in them) and further values are, in one word."""
    seen = hashlib.sha256(repr(further).encode())
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            with file.open("rb") as opened:
                seen.update(f"\0{file.name}\0{hashlib.file_digest(opened, 'sha256').hexdigest()}".encode())
    return seen.hexdigest()[:16]


def made(target: Path, made_from: str, make: Callable[[Path], object]) -> Path:
    """The target, a file or a folder. `make` is given a path beside it, which takes its place when it is whole."""
    stamp = target.with_name(f"{target.name}.made-from")
    if target.exists() and stamp.exists() and stamp.read_text("utf-8") == made_from:
        say(f"{target.name}: unchanged")
        return target
    say(f"{target.name}: being made")
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.new")
    _remove(fresh)
    make(fresh)
    stamp.unlink(missing_ok=True)
    _remove(target)
    fresh.replace(target)
    stamp.write_text(made_from, encoding="utf-8")
    return target


def put(folder: Path, out: Path, last: str) -> None:
    """Copies the files of a folder into another, each whole; the one named `last` comes last."""
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(folder.iterdir(), key=lambda f: (f.name == last, f.name)):
        fresh = out / f"{file.name}.new"
        shutil.copyfile(file, fresh)
        fresh.replace(out / file.name)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
