"""What was imported of actors, and what was decided about them by hand: in the data home's authority/ folder.

An import is a folder that never changes, `current` a link to the one in use: it is swapped in by one rename, so that
whoever reads sees the old import or the new one, and a process killed on the way leaves the old one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError
from dateline.home import Home
from dateline.lake.store import put_in_place, unfinished

_MERGES = "merges.json"


def keep_import(home: Home, files: Mapping[str, str]) -> bool:
    """Whether the imported facts in use are other ones now: exactly these files (path inside the folder → text)."""
    digest = hashlib.sha256(json.dumps(sorted(files.items())).encode()).hexdigest()[:20]
    wanted = Path(f"import-{digest}")
    current = home.imported_actors
    before = current.readlink() if current.is_symlink() else None
    if (before == wanted and current.is_dir()) or not (files or before):
        return False
    folder = home.authority / wanted
    shutil.rmtree(folder, ignore_errors=True)  # what a killed import may have left
    for name, text in files.items():
        with unfinished(home.authority, ".yml") as tmp:
            tmp.write_text(text, encoding="utf-8")
            put_in_place(tmp, folder / name)
    folder.mkdir(parents=True, exist_ok=True)
    with unfinished(home.authority, ".link") as link:
        link.symlink_to(wanted)
        link.replace(current)
    for old in home.authority.glob("import-*"):
        if old.name not in (wanted.name, before.name if before else ""):  # a reader may still be in the one before
            shutil.rmtree(old, ignore_errors=True)
    return True


def merges(home: Home) -> list[dict[str, Any]]:
    """The merges of actors that were decided by hand, in the order they were. Raises ConfigError for a torn file."""
    path = home.authority / _MERGES
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise ConfigError(str(path), expected="the merges of actors as a JSON list", found=str(error)[:200]) from error
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise ConfigError(str(path), expected="a JSON list of merges", found=type(found).__name__)
    return found


def keep_merges(home: Home, rows: Sequence[Mapping[str, Any]]) -> None:
    """Makes these the merges, whole or not at all."""
    with unfinished(home.authority, ".json") as tmp:
        tmp.write_text(json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        put_in_place(tmp, home.authority / _MERGES)
