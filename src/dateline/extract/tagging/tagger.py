"""The topics of articles, by the rules of topics.yml, each with the evidence that matched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from dateline.extract.authority.authority import Authority
from dateline.extract.authority.names import fold
from dateline.extract.naming.cast import Mention
from dateline.extract.naming.mentions import mention_id
from dateline.extract.reader import EXTRACTOR, Reader
from dateline.extract.story import Story
from dateline.extract.topic_rules import Term, Topic

_BEGINNING = date(1900, 1, 1)


def topic_rows(article_id: str, headline: str, story: Story, known: set[str], reader: Reader) -> list[dict[str, Any]]:
    """Rows of article_topics for one article. `known`: ids of the mentions that count."""
    on = story.on
    found = _actors([m for m in story.mentions if mention_id(article_id, m) in known], on, reader.authority)
    words = fold(f"{headline}\n{story.reading.text}")
    out = []
    for topic in reader.topics:
        evidence = _evidence(topic, found, words, fold(headline), on, reader.authority)
        if evidence is None:
            continue
        positive = len(topic.all) + len(topic.any)
        out.append({
            "article_id": article_id, "topic_id": topic.id, "rule": _rule(topic),
            "evidence": json.dumps(evidence, ensure_ascii=True), "score": round(min(1.0, len(evidence) / max(1,
            positive)), 4),
            "extractor": EXTRACTOR,
        })  # fmt: skip
    return out


def _rule(topic: Topic) -> str:
    return "+".join(name for name, terms in (("all", topic.all), ("any", topic.any), ("none", topic.none)) if terms)


def _actors(mentions: Iterable[Mention], on: date | None, authority: Authority) -> dict[str, list[int]]:
    """Actor key → places. A state or organisation is there too where a holder of one of its offices is."""
    out: dict[str, list[int]] = {}
    for mention in mentions:
        if mention.who is None:
            continue
        keys = {mention.who.key}
        if mention.who.kind == "person" and not mention.who.is_local and on is not None:
            keys |= {role.of for role in authority.roles_of(mention.who.key, on)}
        for key in keys:
            out.setdefault(key, []).append(mention.start)
    return out


def _evidence(
    topic: Topic, actors: dict[str, list[int]], words: str, headline: str, on: date | None, authority: Authority
) -> list[dict[str, Any]] | None:
    """What matched; None when the topic's rule does not hold."""
    if any(_term(t, actors, words, on, authority) for t in topic.none):
        return None
    needed = [_term(t, actors, words, on, authority) for t in topic.all]
    if not all(needed):
        return None
    some = [hit for t in topic.any if (hit := _term(t, actors, words, on, authority))]
    if topic.any and not _is_about(some, headline):
        return None
    return [hit for hit in needed if hit] + some


def _is_about(hits: list[dict[str, Any]], headline: str) -> bool:
    """Whether the words of a topic stand in the headline or more than once: one passing word does not make a topic."""
    if sum(hit.get("count", len(hit.get("at", ()))) for hit in hits) > 1:
        return True
    return any(_pattern(hit["word"]).search(headline) for hit in hits if "word" in hit)


def _term(
    term: Term, actors: dict[str, list[int]], words: str, on: date | None, authority: Authority
) -> dict[str, Any] | None:
    if term.kind == "actor" and term.value in actors:
        return {"actor": term.value, "at": sorted(actors[term.value])[:5]}
    if term.kind == "members_of" and on is not None:
        members = sorted(set(authority.members_of(term.value, on)) & set(actors))
        return {"members_of": term.value, "actors": members[:5]} if members else None
    if term.kind in ("word", "title"):
        value = term.value.replace("_", " ") if term.kind == "title" else term.value
        found = len(_pattern(value).findall(words))
        return {term.kind: term.value, "count": found} if found else None
    return None


@lru_cache(maxsize=4096)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(text))}(?!\w)")


def topic_sides(reader: Reader) -> list[dict[str, Any]]:
    """Rows of topic_sides: each side's states and organisations, members with the days of their membership.

    A state that a side names itself does not stand on the other side through an organisation.
    """
    out = []
    for topic in reader.topics:
        named = {key for members in topic.sides.values() for key in members["states"]}
        for side, members in topic.sides.items():
            rows: dict[tuple[str, date], date | None] = {
                (key, _BEGINNING): None for key in (*members["states"], *members["organisations"])
            }
            for organisation in members["members_of"]:
                for member in reader.authority.members.get(organisation, ()):
                    if member.state not in named:
                        rows[member.state, member.valid_from] = member.valid_to
            for (key, start), end in rows.items():
                out.append(
                    {"topic_id": topic.id, "side": side, "member_key": key, "valid_from": start, "valid_to": end}
                )
    return out
