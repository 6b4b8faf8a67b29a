"""The evaluation protocol's answer for one document: `dateline annotate`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateline.extract.confidence import confidence
from dateline.extract.days import iso_day
from dateline.extract.reader import Reader

LONGEST = 5_000_000
"""Code points of a document; the same limit as articles.body."""


class _Refused(Exception):
    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


def annotate(doc: object, reader: Reader) -> dict[str, Any]:
    """`{doc_id, quotes, mentions}` for `{doc_id, text, date?, language?}`; for a bad document `{doc_id, id, error}`.

    Offsets count code points of `text` as it came. Nothing is raised for what a document holds.
    """
    name = doc.get("doc_id") if isinstance(doc, Mapping) else None
    try:
        text, on, language = _checked(doc)
    except _Refused as refusal:
        return {"doc_id": name, "id": name, "error": {"code": refusal.code, "detail": refusal.detail}}
    story = reader.story(text, on, language)
    quotes = []
    for one, mention in zip(story.attributions, story.speakers, strict=True):
        who = mention.who if mention else None
        quotes.append({
            "content": [[start, end] for start, end in one.spans],
            "speaker": [one.speaker.start, one.speaker.end] if one.speaker else None,
            "speaker_name": who.name if who else None, "speaker_id": who.actor_id if who else None,
            "cue": list(one.cue_span) if one.cue_span else None, "kind": one.kind, "confidence": confidence(one,
            mention),
        })  # fmt: skip
    mentions = [
        {
            "start": m.start, "end": m.end, "kind": m.kind, "name": m.who.name if m.who else None,
            "actor_id": m.who.actor_id if m.who else None, "wikidata": m.who.wikidata if m.who else None,
            "confidence": round(m.confidence, 3),
        }
        for m in story.mentions
    ]  # fmt: skip
    return {"doc_id": name, "quotes": quotes, "mentions": mentions}


def _checked(doc: object) -> tuple[str, date | None, str]:
    if not isinstance(doc, Mapping):
        raise _Refused("row.type", f"a document is a JSON object, found {type(doc).__name__}")
    if doc.get("text") is None:
        raise _Refused("row.required", "text is missing")
    text, day, language = doc["text"], doc.get("date"), doc.get("language")
    if not isinstance(text, str):
        raise _Refused("row.type", f"text is a string, found {type(text).__name__}")
    if len(text) > LONGEST:
        raise _Refused("row.max_length", f"text has {len(text)} code points, at most {LONGEST} are read")
    if language is not None and not isinstance(language, str):
        raise _Refused("row.type", f"language is a string, found {type(language).__name__}")
    on = None
    if day is not None and day != "":
        if not isinstance(day, str):
            raise _Refused("row.type", f"date is an ISO date, found {type(day).__name__}")
        try:
            on = iso_day(day)
        except ValueError:
            raise _Refused("row.pattern", f"date is an ISO date such as 2009-09-18, found {day[:40]!r}") from None
    return text, on, (language or "en").casefold().split("-")[0].split("_")[0]
