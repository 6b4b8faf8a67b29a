"""Style sheets and scripts, read once. They go through routes and not through a mount, whose files no login guards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """A file as it is sent. With its tag in the address, browsers may keep it for ever."""

    body: bytes
    media_type: str
    tag: str


def assets(folder: Path = STATIC) -> dict[str, Asset]:
    """Relative name → asset, of every style sheet, script and picture there; licences and notes are not served."""
    return {
        path.relative_to(folder).as_posix(): _asset(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in _TYPES
    }


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    return Asset(body, _TYPES[path.suffix], hashlib.sha256(body).hexdigest()[:16])
