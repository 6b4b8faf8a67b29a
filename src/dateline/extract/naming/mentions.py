"""Rows of `mentions`: every place in a text that names an actor."""

from __future__ import annotations

from typing import Any

from dateline.extract.naming.cast import Mention
from dateline.extract.reader import EXTRACTOR
from dateline.extract.story import Story
from dateline.payload import natural_id


def mention_id(article_id: str, mention: Mention) -> str:
    """The id of a mention: hash of article, start, end and kind."""
    return natural_id("mention", article_id, mention.start, mention.end, mention.kind)


def mention_rows(article_id: str, story: Story) -> list[dict[str, Any]]:
    """Rows of mentions for one article, in reading order."""
    out = []
    for mention in story.mentions:
        who = mention.who
        out.append({
            "mention_id": mention_id(article_id, mention), "article_id": article_id,
            "actor_id": who.actor_id if who else None, "char_start": mention.start, "char_end": mention.end,
            "surface": story.reading.text[mention.start : mention.end], "kind": mention.kind,
            "actor_key": who.key if who else None, "actor_name": who.name if who else None,
            "actor_kind": who.kind if who else None,
            "resolved_by": mention.rule, "confidence": round(mention.confidence, 3), "extractor": EXTRACTOR,
        })  # fmt: skip
    return out
