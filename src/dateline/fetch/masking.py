"""Addresses without their secrets, for all that is stored, logged or shown."""

from __future__ import annotations

import re
from urllib.parse import unquote

MASK = "***"

_SECRET_NAMES = re.compile(
    r"(?:^|[_.\-\[])(?:key|apikey|token|secret|sig|signature|auth|authorization|pass|passwd|password|passphrase|pwd|"
    r"credential|credentials|jwt|session|sessionid|sid|hmac|bearer)\]?$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_USERINFO = re.compile(r"(?P<lead>^[^/?#]*:?[/\\]{2})(?P<user>[^/?#\\]*)@")
_PAIR = re.compile(r"(?P<lead>[?&;#])(?P<name>[^=&;#?]*)=(?P<value>[^&;#]*)")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\s'\"<>]+")


def is_secret_name(name: str) -> bool:
    """Whether a query parameter of this name may hold a secret (`api_key`, `accessToken`, `X-Amz-Signature`)."""
    return bool(_SECRET_NAMES.search(_CAMEL.sub("_", unquote(name).strip())))


def masked(url: str) -> str:
    """The address with user name, password and secret-looking parameters replaced by `***`; the rest is as it was.

    An address without secrets comes back unchanged, so addresses may be compared after masking. Idempotent.
    """
    without_user = _USERINFO.sub(lambda m: f"{m['lead']}{MASK}@", url, count=1)
    return _PAIR.sub(_masked_pair, without_user)


def _masked_pair(pair: re.Match[str]) -> str:
    value = MASK if pair["value"] and is_secret_name(pair["name"]) else pair["value"]
    return f"{pair['lead']}{pair['name']}={value}"


def plain(text: object, limit: int = 300) -> str:
    """Text of a server or library made fit for a log line: secrets of addresses masked, one line, printable, short."""
    hidden = _URL.sub(lambda m: masked(m[0]), str(text))
    return "".join(c if c.isprintable() else " " for c in hidden)[:limit].strip()
