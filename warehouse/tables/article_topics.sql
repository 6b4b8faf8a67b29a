-- Topics of the current articles.
-- needs: current
SELECT rows_read.* EXCLUDE (batch_id)
FROM lake.article_topics AS rows_read
INNER JOIN current ON current.article_id = rows_read.article_id AND current.batch_id = rows_read.batch_id
QUALIFY row_number() OVER (PARTITION BY rows_read.article_id, rows_read.topic_id ORDER BY rows_read.extractor) = 1
ORDER BY
    rows_read.article_id,
    rows_read.topic_id
