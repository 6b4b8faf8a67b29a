"""Which story a version belongs to, and whether it is a version that was seen before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dateline.payload import natural_id

# What makes a version: the words, and what their sender declares of them. Not the time of receipt, nor `updated_at`,
# which pages move at every visit; so a headline that swings between two forms is two versions and not two hundred.
_VERSION = (
    "headline_prefix", "headline", "byline", "agency", "dateline_place", "dateline_on", "published_at", "body",
    "status", "editorial_note", "version_label", "embargo_until_at",
)  # fmt: skip


def story_key(fields: Mapping[str, Any]) -> tuple[str, str]:
    """The rule and the key that tell a story from the others of its wire: guid, address, headline and day, words."""
    if guid := fields.get("guid"):
        return "guid", _without_scheme(guid)
    if url := fields.get("canonical_url") or fields.get("url"):
        return "url", _without_scheme(url)
    headline, published_at = fields.get("headline"), fields.get("published_at")
    if headline and published_at:
        return "headline", f"{headline.casefold()}\x1e{published_at.date().isoformat()}"
    return "content", hashlib.sha256(f"{headline or ''}\x1e{fields.get('body') or ''}".encode()).hexdigest()


def story_id(wire: str, rule: str, key: str) -> str:
    """The story's id on its wire."""
    return natural_id("story", wire, rule, key)


def article_id(story: str, content_sha256: str) -> str:
    """The version's id."""
    return natural_id("article", story, content_sha256)


def content_sha256(fields: Mapping[str, Any]) -> str:
    """The digest of what makes a version."""
    values = [None if fields.get(name) is None else str(fields[name]) for name in _VERSION]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def _without_scheme(key: str) -> str:
    """The key without http: or https: and a last slash, so that a site's move to https keeps its stories."""
    for scheme in ("http://", "https://"):
        if key.lower().startswith(scheme):
            return key[len(scheme) :].rstrip("/")
    return key
