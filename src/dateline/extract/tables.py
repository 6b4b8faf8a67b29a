"""Articles in, tables out: the three functions the pipeline calls, each giving rows of its contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from dateline.contracts import conform
from dateline.extract.days import told_on
from dateline.extract.naming.mentions import mention_rows
from dateline.extract.reader import Reader
from dateline.extract.saying.quotes import quote_rows
from dateline.extract.story import Story
from dateline.extract.tagging.tagger import side_rows

Articles: TypeAlias = pa.Table | pa.RecordBatch
_COLUMNS = ("article_id", "body", "headline", "language", "dateline_on", "published_at", "published_zone")
_MENTION = ("article_id", "mention_id", "actor_key", "actor_kind", "kind", "surface", "char_start", "char_end")


def mentions(articles: Articles, reader: Reader) -> pa.Table:
    """The mentions of articles (columns article_id, body, headline, language, dateline_on, published_at,
    published_zone).

    An article that stands twice in the batch is read once.
    """
    rows = [row for article, story in _stories(articles, reader) for row in mention_rows(article["article_id"], story)]
    return conform(reader.contracts["mentions"], rows)


def quotes(articles: Articles, mentions: pa.Table, reader: Reader) -> pa.Table:
    """The quotes of articles. `mentions` must be those of the same articles: a quote's speaker is one of them, and
    whom it is about.

    Where a mention was rejected, the quote keeps its speaker as printed and gives up the actor.
    """
    known = set(mentions.column("mention_id").to_pylist())
    rows = [
        row
        for article, story in _stories(articles, reader)
        for row in quote_rows(article["article_id"], story, reader, known)
    ]
    return conform(reader.contracts["quotes"], rows)


def topics(articles: Articles, mentions: pa.Table, reader: Reader) -> pa.Table:
    """The topics of articles, from their words, their sender's subject codes, and those of `mentions` whose actor is
    known. The network is not asked."""
    by_article: dict[str, list[dict[str, Any]]] = {}
    for row in mentions.select(_MENTION).filter(pc.is_valid(mentions.column("actor_key"))).to_pylist():
        by_article.setdefault(row["article_id"], []).append(row)
    rows = [
        row
        for article, on in _told(articles, (*_COLUMNS, "subjects", "dateline_place"))
        for row in reader.tagger.rows(article, by_article.get(article["article_id"], ()), on)
    ]
    return conform(reader.contracts["article_topics"], rows)


def topic_sides(reader: Reader) -> list[dict[str, Any]]:
    """Rows of topic_sides: who stands on which side of a topic, from when to when."""
    return side_rows(reader.topics, reader.authority)


def _stories(articles: Articles, reader: Reader) -> Iterator[tuple[dict[str, Any], Story]]:
    for article, on in _told(articles, _COLUMNS):
        yield article, reader.story(article.get("body") or "", on, article.get("language") or "en")


def _told(articles: Articles, columns: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], date | None]]:
    """Every article once, with the day on which it was told."""
    seen: set[str] = set()
    for article in articles.select([name for name in columns if name in articles.schema.names]).to_pylist():
        if article["article_id"] not in seen:
            seen.add(article["article_id"])
            zone = article.get("published_zone")
            yield article, told_on(article.get("dateline_on"), article.get("published_at"), zone)
