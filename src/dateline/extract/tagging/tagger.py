"""The topics of articles, by the rules of topics.yml, each with the evidence that matched.

Only an article's words and the mentions found in it are asked, never the network: a changed rule re-tags a lake
quickly.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.extract.authority.authority import Authority
from dateline.extract.tagging.finder import Finder
from dateline.extract.tagging.hits import DATELINE, HEADLINE, SUBJECTS, Hit, Page
from dateline.extract.tagging.rules import Topic

TAGGER = "dateline-topics/1"
"""Raise the number whenever the same rules would give other rows: stored batches are then tagged anew."""
_BEGINNING = date(1900, 1, 1)
_SHOWN = 5
"""Places that are kept of one term."""
_IN_HEADLINE, _IN_LEAD = 3, 2
_WHERE = {HEADLINE: "headline", SUBJECTS: "subjects", DATELINE: "dateline"}
_HALF = 2
"""Points that bring a score to a half."""


@dataclass(frozen=True)
class Tagger:
    """Rules ready to be asked. `rows` gives the rows of article_topics for one article."""

    topics: tuple[Topic, ...]
    finder: Finder

    def rows(
        self, article: Mapping[str, Any], mentions: Iterable[Mapping[str, Any]], on: date | None
    ) -> list[dict[str, Any]]:
        """Rows of article_topics, in the order of the topics."""
        page = self.finder.page(article, mentions, on)
        asked = [topic for topic in self.topics if not page.found.keys().isdisjoint(topic.terms)]
        return [row for topic in asked if (row := _row(topic, article["article_id"], page))]


def tagger(topics: tuple[Topic, ...], authority: Authority) -> Tagger:
    """The tagger of some topics."""
    return Tagger(topics, Finder(topics, authority))


def _row(topic: Topic, article_id: str, page: Page) -> dict[str, Any] | None:
    """The row of a topic; None when its rule does not hold or its score is too low."""
    groups = [page.hits(node) for node in topic.all]
    if not all(groups):
        return None
    if topic.any:
        groups.append([hit for node in topic.any for hit in page.hits(node)])
        if not groups[-1]:
            return None
    if topic.about:
        groups.append([hit for node in topic.about for hit in page.hits(node)])
    value = score(groups[-1:] if topic.about else groups)
    if value < topic.least or any(page.hits(node) for node in topic.none):
        return None
    return {
        "article_id": article_id, "topic_id": topic.id, "rule": topic.rule,
        "evidence": json.dumps(list(_evidence(groups)), ensure_ascii=True), "score": round(value, 4),
        "extractor": TAGGER,
    }  # fmt: skip


def score(groups: Iterable[list[Hit]]) -> float:
    """How much an article is about the weakest of some groups of places, 0 to 1: 1 − 2^(−points/2).

    A group is a term of `all`, `any` as a whole, or, where a rule has it, `about` alone. It has 3 points in the
    headline, 2 in the first paragraph or the dateline, 1 for each further paragraph where one of its terms stands, and
    3 for a subject code: one passing word scores 0.29, a word in the first paragraph or in two others 0.5, one in
    headline and first paragraph 0.82.
    """
    return min(1 - 2 ** (-points / _HALF) for points in map(_points, groups))


def _points(hits: list[Hit]) -> int:
    places = {hit.paragraph for hit in hits}
    special = {HEADLINE: _IN_HEADLINE, SUBJECTS: _IN_HEADLINE, DATELINE: _IN_LEAD, 0: _IN_LEAD}
    return sum(special.get(place, 1) for place in places)


def _evidence(groups: Iterable[list[Hit]]) -> Iterator[dict[str, Any]]:
    """What matched and where, the first places of each term; a place that serves two groups stands once."""
    seen: dict[str, int] = {}
    for hit in dict.fromkeys(hit for hits in groups for hit in hits):
        name = str(hit.term)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > _SHOWN:
            continue
        where = _WHERE.get(hit.paragraph, "body")
        row: dict[str, Any] = {"term": name, "in": where, "text": hit.text}
        if where in ("headline", "body"):
            row |= {"start": hit.start, "end": hit.end}
        yield row | ({"mention_id": hit.mention_id} if hit.mention_id else {})


def side_rows(topics: tuple[Topic, ...], authority: Authority) -> list[dict[str, Any]]:
    """Rows of topic_sides: each side's states and organisations, members with the days of their membership.

    A state that a side names itself does not stand on the other side through an organisation.
    """
    out = []
    for topic in topics:
        named = {key for members in topic.sides.values() for key in members["states"]}
        for side, members in topic.sides.items():
            rows: dict[tuple[str, date], date | None] = {
                (key, _BEGINNING): None for key in (*members["states"], *members["organisations"])
            }
            for organisation in members["members_of"]:
                for member in authority.members.get(organisation, ()):
                    if member.state not in named:
                        rows[member.state, member.valid_from] = member.valid_to
            for (key, start), end in rows.items():
                out.append(
                    {"topic_id": topic.id, "side": side, "member_key": key, "valid_from": start, "valid_to": end}
                )
    return out
