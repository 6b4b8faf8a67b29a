"""Articles in, tables out: the three functions the pipeline calls, each giving rows of its contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

import pyarrow as pa

from dateline.contracts import conform
from dateline.extract.days import told_on
from dateline.extract.naming.mentions import mention_rows
from dateline.extract.reader import Reader
from dateline.extract.saying.quotes import quote_rows
from dateline.extract.story import Story
from dateline.extract.topics import topic_rows

Articles: TypeAlias = pa.Table | pa.RecordBatch
_COLUMNS = ("article_id", "body", "headline", "language", "dateline_on", "published_at", "published_zone")


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
    """The topics of articles, from their words and from those of `mentions` whose actor is known."""
    known = set(mentions.column("mention_id").to_pylist())
    rows: list[dict[str, Any]] = []
    for article, story in _stories(articles, reader):
        rows.extend(topic_rows(article["article_id"], article.get("headline") or "", story, known, reader))
    return conform(reader.contracts["article_topics"], rows)


def _stories(articles: Articles, reader: Reader) -> Iterator[tuple[dict[str, Any], Story]]:
    present = [name for name in _COLUMNS if name in articles.schema.names]
    seen: set[str] = set()
    for article in articles.select(present).to_pylist():
        if article["article_id"] in seen:
            continue
        seen.add(article["article_id"])
        on: date | None = told_on(
            article.get("dateline_on"), article.get("published_at"), article.get("published_zone")
        )
        yield article, reader.story(article.get("body") or "", on, article.get("language") or "en")
