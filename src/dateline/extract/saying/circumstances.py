"""What stands beside the words of an attribution: to whom, where, when, through whom, about whom, and what kind of
speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dateline.extract.naming.cast import Mention, Who
from dateline.extract.naming.places import Places
from dateline.extract.phrase import Phrase
from dateline.extract.saying.about import about
from dateline.extract.saying.addressee import addressee
from dateline.extract.saying.anonymous import Described, described, speaker_type
from dateline.extract.saying.attribution import Attribution
from dateline.extract.saying.chain import Hop, chain
from dateline.extract.saying.frame import Frame, frames
from dateline.extract.saying.said_on import said_on_in
from dateline.extract.saying.setting import Occasion, occasion
from dateline.extract.story import Story

if TYPE_CHECKING:
    from dateline.extract.reader import Reader

_DESCRIBED = ("anonymous", "group", "office")


@dataclass(frozen=True)
class Circumstances:
    """All of it, None or empty where the text does not tell. `actors` leads from the noun phrases to their actors."""

    stance: str | None
    addressee: Phrase | None
    addressee_actor: Who | None
    occasion: Occasion | None
    said_on: date | None
    chain: tuple[tuple[Hop, Who | None], ...]
    about: tuple[Mention, ...]
    speaker_type: str
    described: Described | None


def circumstances(
    story: Story, reader: Reader, article_id: str = "", known: Set[str] | None = None
) -> Iterator[Circumstances]:
    """The circumstances of each attribution of a story, in order. With `known`, no mention whose id is not in it is
    pointed at."""
    places = Places(story, article_id, known)
    found = frames(story.reading, places, story.attributions)
    for one, mention, frame in zip(story.attributions, story.speakers, found, strict=True):
        yield _of(story, reader, places, one, mention, frame)


def _of(
    story: Story, reader: Reader, places: Places, one: Attribution, mention: Mention | None, frame: Frame | None
) -> Circumstances:
    kind = speaker_type(one, mention, reader.sources)
    details = None
    if kind in _DESCRIBED and (mention is None or mention.who is None or mention.who.kind != "person"):
        details = described(one, frame, story.reading, places, reader.authority, reader.sources)
    where = occasion(frame, reader.settings) if frame else None
    whom = addressee(frame, reader.cues.persons, where.hearer if where else None) if frame else None
    hops = chain(frame, reader.sources.media) if frame else []
    beside = [*([whom] if whom else []), *(hop.phrase for hop in hops)]
    return Circumstances(
        stance=reader.cues.stance_of(story.reading, frame.cue) if frame else None,
        addressee=whom,
        addressee_actor=places.who(whom) if whom else None,
        occasion=where,
        said_on=said_on_in(frame, story.on) if frame else None,
        chain=tuple((hop, places.who(hop.phrase)) for hop in hops),
        about=tuple(about(places, one.spans, mention.who if mention else None, beside)),
        speaker_type=kind,
        described=details,
    )


def details_row(found: Described | None) -> Mapping[str, object] | None:
    """What is told of an unnamed speaker, as the struct of quotes.speaker_details."""
    if found is None:
        return None
    return {
        "role": found.role,
        "seniority": found.seniority,
        "organisation_actor_id": found.organisation.actor_id if found.organisation else None,
        "country_actor_ids": [who.actor_id for who in found.countries],
        "count": found.count,
        "is_plural": found.is_plural,
        "anonymity_reason": found.reason,
    }
