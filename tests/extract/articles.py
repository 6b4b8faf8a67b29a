"""Articles for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyarrow as pa

from dateline.contracts import conform, contracts
from tests.extract.conftest import VOCABULARY

CONTRACT = contracts(VOCABULARY.parent)["article_versions"]


def article(
    body: str, *, headline: str = "", on: date | None = date(2010, 5, 5), article_id: str = "a", language: str = "en"
) -> pa.Table:
    """A table of one article."""
    row = {"article_id": article_id, "body": body, "headline": headline, "language": language, "dateline_on": on,
           "published_at": datetime(2010, 5, 5, 12, tzinfo=UTC), "published_zone": "UTC",
           "status": "usable"}  # fmt: skip
    return conform(CONTRACT, [row])
