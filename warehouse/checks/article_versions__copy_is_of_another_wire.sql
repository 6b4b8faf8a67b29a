-- severity: error
-- claim: copy_of names an article of another wire, and how much is shared
-- why: a copy must not be taken for a second witness
SELECT
    here.article_id,
    here.copy_of,
    here.copy_share
FROM article_versions AS here
LEFT JOIN article_versions AS there ON there.article_id = here.copy_of
WHERE
    (here.copy_of IS NULL) <> (here.copy_share IS NULL)
    OR (here.copy_of IS NOT NULL AND (there.article_id IS NULL OR there.wire = here.wire))
ORDER BY here.article_id
