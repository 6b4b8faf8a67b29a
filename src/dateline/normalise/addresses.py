"""Addresses that may be shown: http and https only, without what tracks a reader. Nothing is fetched."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit, urlunsplit

from dateline.formats.characters import clean_text

LONGEST = 8192
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|cmp(?:id)?|icid|ncid|ocid|ref_?(?:src|url)?|"
    r"rss|feed(?:type|name)|sr_share|smid|ito|at_(?:medium|campaign|custom\d*)|xtor|output(?:type)?|"
    r"share(?:token)?)$",
    re.I,
)


def address(text: str | None) -> tuple[str | None, str | None]:
    """The address, or None and why it was dropped: scheme, userinfo, length, characters, host, look_alike."""
    if not text or not text.strip():
        return None, None
    raw = text.strip()
    if len(raw) > LONGEST:
        return None, "length"
    if clean_text(raw) != raw or re.search(r"[\s<>\"\\]", raw):
        return None, "characters"
    try:
        parts = urlsplit(raw)
        port = parts.port
    except ValueError:
        return None, "host"
    if parts.scheme.lower() not in ("http", "https"):
        return None, "scheme"
    if parts.username is not None or parts.password is not None:
        return None, "userinfo"
    host = _host(parts)
    if host is None:
        return None, "host"
    if _is_mixed(parts.hostname or ""):
        return None, "look_alike"
    netloc = f"{host}:{port}" if port and port != {"http": 80, "https": 443}[parts.scheme.lower()] else host
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, parts.fragment)), None


def canonical(url: str) -> str:
    """The address without fragment and tracking parameters, its other parameters in their order."""
    parts = urlsplit(url)
    kept = [p for p in parts.query.split("&") if p and not _TRACKING.match(p.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def _host(parts: SplitResult) -> str | None:
    name = parts.hostname
    if not name:
        return None
    if name.isascii():
        return name if re.fullmatch(r"[a-z0-9._\-]+|[0-9a-f:.]+", name) else None
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def _is_mixed(host: str) -> bool:
    """Whether one label of the host mixes Latin letters with those of another script, as look-alikes do."""
    for label in host.split("."):
        scripts = {unicodedata.name(c, "?").split(" ")[0] for c in label if c.isalpha()}
        if len(scripts) > 1 and "LATIN" in scripts:
            return True
    return False
