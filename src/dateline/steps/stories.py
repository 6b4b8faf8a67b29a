"""The stories a batch brought, as they stand in the published warehouse."""

from __future__ import annotations

from typing import Any

from dateline.steps.desk import Desk
from dateline.warehouse import open_published, query

_OF_BATCH = """
SELECT
    v.article_id,
    v.published_at,
    v.agency,
    v.headline,
    v.version,
    v.status,
    count(q.quote_id) AS quotes
FROM article_versions AS v
JOIN captures AS c USING (capture_id)
LEFT JOIN quotes AS q USING (article_id)
WHERE c.batch_id = ?
GROUP BY ALL
ORDER BY v.published_at, v.article_id
"""


def stories(desk: Desk, batch_id: str) -> list[dict[str, Any]]:
    """The versions of stories first seen in a batch, with the number of quotes in those that are current."""
    with open_published(desk.home.warehouse) as con:
        return list(query(con, _OF_BATCH, [batch_id]).to_pylist())
