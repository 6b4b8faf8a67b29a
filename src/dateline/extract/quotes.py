"""Rows of `quotes`: every attribution with its words, cue, speaker, addressee, day and confidence."""

from __future__ import annotations

import re
from typing import Any

from dateline.extract.cast import Mention
from dateline.extract.confidence import confidence
from dateline.extract.cues import Cues
from dateline.extract.marked import Attribution
from dateline.extract.mentions import mention_id
from dateline.extract.reader import EXTRACTOR
from dateline.extract.reading import Reading, Word
from dateline.extract.said_on import said_on
from dateline.extract.speakers import phrase
from dateline.extract.story import Story
from dateline.payload import natural_id


def quote_rows(article_id: str, story: Story, cues: Cues) -> list[dict[str, Any]]:
    """Rows of quotes for one article, in reading order."""
    return [
        _row(article_id, story, one, mention, cues)
        for one, mention in zip(story.attributions, story.speakers, strict=True)
    ]


def _row(article_id: str, story: Story, one: Attribution, mention: Mention | None, cues: Cues) -> dict[str, Any]:
    text, who = story.reading.text, mention.who if mention else None
    words = " ".join(text[start:end] for start, end in one.spans)
    speaker, cue = one.speaker, one.cue_span
    speaker_text = text[speaker.start : speaker.end] if speaker else None
    return {
        "quote_id": natural_id("quote", article_id, *[place for span in one.spans for place in span]),
        "article_id": article_id, "text": words, "spans": [{"start": s, "end": e} for s, e in one.spans],
        "char_start": one.spans[0][0], "char_end": one.spans[-1][1], "kind": one.kind,
        "cue": text[slice(*cue)] if cue else None, "cue_start": cue[0] if cue else None,
        "cue_end": cue[1] if cue else None,
        "cue_stance": cues.stance_at(story.reading, one.cue) if one.cue is not None else None,
        "speaker_text": speaker_text, "speaker_start": speaker.start if speaker else None,
        "speaker_end": speaker.end if speaker else None,
        "speaker_mention_id": mention_id(article_id, mention) if mention else None,
        "speaker_actor_id": who.actor_id if who else None, "speaker_name": who.name if who else None,
        "resolved_by": mention.rule if mention else "no_speaker", "confidence": confidence(one, mention),
        "addressee": addressee(story.reading, one), "said_on": said_on(_around(story.reading, one), story.on),
        "utterance_id": utterance_id(words, who.key if who else speaker_text), "extractor": EXTRACTOR,
    }  # fmt: skip


def utterance_id(words: str, speaker: str | None) -> str:
    """The same words of the same speaker have the same id: case, punctuation and spacing aside."""
    return natural_id("utterance", " ".join(re.findall(r"\w+", words.casefold())), (speaker or "").casefold())


def addressee(reading: Reading, one: Attribution) -> str | None:
    """To whom it was said, as printed: `told reporters`, `said to Merkel`."""
    cue = one.cue
    if cue is None:
        return None
    heads: list[Word | None] = []
    if cue.lemma in ("tell", "ask", "urge", "assure", "inform", "remind", "warn", "advise", "brief"):
        heads = [cue.child("dative"), cue.child("dobj")]
        heads += [
            c.child("nsubj")
            for c in cue.children
            if c.dep in ("ccomp", "xcomp") and c.i > cue.i and c.child("aux") is not None
        ]
    heads += [c.child("pobj") for c in cue.children if c.dep in ("prep", "dative") and c.lower == "to"]
    for head in heads:
        if head is None or head.i < cue.i or head.pos not in ("NOUN", "PROPN", "PRON"):
            continue
        named = phrase(head)
        is_free = cue.lemma in ("ask", "urge") or not any(s <= head.start < e for s, e in one.spans)
        if is_free and named.end - named.start <= 200:
            return reading.text[named.start : named.end]
    return None


def _around(reading: Reading, one: Attribution) -> str:
    """The words of the cue's clause outside the quotation: where `yesterday` tells when it was said."""
    cue = one.cue
    if cue is None:
        return ""
    kept = [
        w
        for w in reading.sentence(cue)
        if not any(s <= w.start < e for s, e in one.spans) and reading.regions.at(w.start) is None
    ]
    return " ".join(w.text for w in kept if abs(w.i - cue.i) <= 25 and _belongs(w, cue))


def _belongs(word: Word, cue: Word) -> bool:
    """Whether a word outside the quotation hangs on the cue and on no other verb."""
    seen = 0
    while word is not cue and word.head is not word and seen < 12:
        word, seen = word.head, seen + 1
        if word.pos == "VERB" and word is not cue and word.dep not in ("ROOT", "conj", "parataxis"):
            return False
    return True
