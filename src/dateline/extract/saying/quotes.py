"""Rows of `quotes`: every attribution with its words, cue, speaker, circumstances and confidence."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

from dateline.extract.naming.cast import Mention
from dateline.extract.naming.mentions import mention_id
from dateline.extract.phrase import Phrase
from dateline.extract.reader import EXTRACTOR, Reader
from dateline.extract.saying.attribution import Attribution
from dateline.extract.saying.circumstances import Circumstances, circumstances, details_row
from dateline.extract.story import Story
from dateline.payload import natural_id


def quote_rows(article_id: str, story: Story, reader: Reader, known: Set[str] | None = None) -> list[dict[str, Any]]:
    """Rows of quotes for one article, in reading order.

    With `known`, the ids of the mentions that were kept: where the speaker's was rejected, the quote keeps its speaker
    as printed and gives up the actor; no other mention that was rejected is pointed at.
    """
    rows = []
    beside = circumstances(story, reader, article_id, known)
    for one, mention, found in zip(story.attributions, story.speakers, beside, strict=True):
        row = _row(article_id, story, one, mention) | _beside(article_id, story, found)
        if known is not None and row["speaker_mention_id"] is not None and row["speaker_mention_id"] not in known:
            row |= {"speaker_mention_id": None, "speaker_actor_id": None, "speaker_name": None}
            row["resolved_by"] = "mention_rejected"
        rows.append(row)
    return rows


def _row(article_id: str, story: Story, one: Attribution, mention: Mention | None) -> dict[str, Any]:
    text, who = story.reading.text, mention.who if mention else None
    words = " ".join(text[start:end] for start, end in one.spans)
    speaker, cue = one.speaker, one.cue_span
    speaker_text = _printed(text, speaker)
    return {
        "quote_id": natural_id("quote", article_id, *[place for span in one.spans for place in span]),
        "article_id": article_id, "text": words, "spans": [{"start": s, "end": e} for s, e in one.spans],
        "char_start": one.spans[0][0], "char_end": one.spans[-1][1], "kind": one.kind,
        "cue": text[slice(*cue)] if cue else None, "cue_start": cue[0] if cue else None,
        "cue_end": cue[1] if cue else None,
        "speaker_text": speaker_text, "speaker_start": speaker.start if speaker else None,
        "speaker_end": speaker.end if speaker else None,
        "speaker_mention_id": mention_id(article_id, mention) if mention else None,
        "speaker_actor_id": who.actor_id if who else None, "speaker_name": who.name if who else None,
        "resolved_by": mention.rule if mention else "no_speaker",
        "confidence": one.confidence,
        "utterance_id": utterance_id(words, who.key if who else speaker_text), "extractor": EXTRACTOR,
    }  # fmt: skip


def _beside(article_id: str, story: Story, found: Circumstances) -> dict[str, Any]:
    text, whom, where = story.reading.text, found.addressee, found.occasion
    return {
        "cue_stance": found.stance, "speaker_type": found.speaker_type, "speaker_details": details_row(found.described),
        "addressee": _printed(text, whom), "addressee_start": whom.start if whom else None,
        "addressee_end": whom.end if whom else None,
        "addressee_actor_id": found.addressee_actor.actor_id if found.addressee_actor else None,
        "setting": where.setting if where else None,
        "occasion": text[where.start : where.end] if where and where.start is not None else None,
        "outlet": _printed(text, where.outlet) if where else None, "said_on": found.said_on,
        "chain": chain_rows(text, found),
        "about": [
            {"actor_id": m.who.actor_id, "mention_id": mention_id(article_id, m)} for m in found.about if m.who
        ],
    }  # fmt: skip


def chain_rows(text: str, found: Circumstances) -> list[dict[str, Any]]:
    """The hops of an attribution chain, as items of quotes.chain."""
    return [
        {"text": _printed(text, hop.phrase), "char_start": hop.phrase.start, "char_end": hop.phrase.end,
         "actor_id": who.actor_id if who else None, "role": hop.role}
        for hop, who in found.chain
    ]  # fmt: skip


def _printed(text: str, phrase: Phrase | None) -> str | None:
    return text[phrase.start : phrase.end] if phrase is not None else None


def utterance_id(words: str, speaker: str | None) -> str:
    """The same words of the same speaker have the same id: case, punctuation and spacing aside."""
    return natural_id("utterance", " ".join(re.findall(r"\w+", words.casefold())), (speaker or "").casefold())
