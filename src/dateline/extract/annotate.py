"""The evaluation protocol's answer for one document: `dateline annotate`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateline.extract.days import iso_day
from dateline.extract.naming.voices import printed_name
from dateline.extract.reader import Reader
from dateline.extract.saying.circumstances import Circumstances, circumstances, details_row
from dateline.extract.saying.quotes import chain_rows

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
    beside = circumstances(story, reader)
    for one, mention, found in zip(story.attributions, story.speakers, beside, strict=True):
        who = mention.who if mention else None
        quotes.append({
            "content": [[start, end] for start, end in one.spans],
            "speaker": [one.speaker.start, one.speaker.end] if one.speaker else None,
            "speaker_name": printed_name(story.reading, mention), "speaker_id": who.actor_id if who else None,
            "cue": list(one.cue_span) if one.cue_span else None, "kind": one.kind,
            "confidence": one.confidence, **_beside(text, found),
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


def _beside(text: str, found: Circumstances) -> dict[str, Any]:
    whom, whom_actor, where = found.addressee, found.addressee_actor, found.occasion
    details, hops = details_row(found.described), zip(chain_rows(text, found), found.chain, strict=True)
    return {
        "speaker_type": found.speaker_type, "speaker_details": dict(details) if details is not None else None,
        "stance": found.stance,
        "addressee": {
            "text": text[whom.start : whom.end], "start": whom.start, "end": whom.end,
            "name": whom_actor.name if whom_actor else None, "actor_id": whom_actor.actor_id if whom_actor else None,
        } if whom else None,
        "setting": where.setting if where else None,
        "occasion": text[where.start : where.end] if where and where.start is not None else None,
        "outlet": text[where.outlet.start : where.outlet.end] if where and where.outlet else None,
        "said_on": found.said_on.isoformat() if found.said_on else None,
        "chain": [row | {"name": who.name if who else None} for row, (_, who) in hops],
        "about": [{"name": m.who.name, "actor_id": m.who.actor_id, "start": m.start, "end": m.end}
                  for m in found.about if m.who],
    }  # fmt: skip


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
