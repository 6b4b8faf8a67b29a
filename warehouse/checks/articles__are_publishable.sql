-- severity: error
-- claim: no withdrawn and no embargoed story stands in articles
-- why: what an agency has taken back or holds back must not be counted or shown
SELECT
    story_id,
    article_id,
    status
FROM articles
WHERE status IN ('withdrawn', 'embargoed')
ORDER BY story_id
