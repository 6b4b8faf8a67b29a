-- The current articles with the batch in which each was read first: what was extracted from it lies there.
-- needs: articles, receipts
SELECT
    articles.article_id,
    receipts.batch_id
FROM articles
INNER JOIN receipts ON receipts.article_id = articles.article_id AND receipts.is_first_of_article
