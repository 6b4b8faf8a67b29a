-- Quotes of a copy whose words are nearly those of one in the original or in another copy of it, with the utterance that
-- they are: the first of its cluster with the same words but for one in five, or which holds them whole. Two speakers who
-- are both known must be one. Words of fewer than four are told apart as they stand.
-- needs: current, articles
WITH clustered AS (
    SELECT
        articles.article_id,
        current.batch_id,
        coalesce(articles.copy_of, articles.article_id) AS cluster_id,
        articles.copy_of IS NOT NULL AS is_copy,
        coalesce(articles.published_at, articles.first_seen_at) AS told_at
    FROM articles
    INNER JOIN current ON current.article_id = articles.article_id
    QUALIFY count(*) OVER (PARTITION BY cluster_id) > 1
),

said AS (
    SELECT
        clustered.cluster_id,
        clustered.article_id,
        quotes.quote_id,
        quotes.utterance_id,
        quotes.speaker_actor_id,
        quotes.kind,
        (clustered.is_copy, clustered.told_at, clustered.article_id, quotes.char_start, quotes.quote_id) AS place,
        list_distinct(regexp_extract_all(lower(quotes.text), '[\p{L}\p{N}]+')) AS words
    FROM lake.quotes AS quotes
    INNER JOIN clustered ON clustered.article_id = quotes.article_id AND clustered.batch_id = quotes.batch_id
    QUALIFY row_number() OVER (PARTITION BY quotes.quote_id ORDER BY quotes.extractor) = 1
),

alike AS (
    SELECT
        later.quote_id,
        earlier.utterance_id,
        earlier.place,
        len(list_intersect(later.words, earlier.words)) AS shared_count,
        len(later.words) AS later_count,
        len(earlier.words) AS earlier_count
    FROM said AS later
    INNER JOIN said AS earlier
        ON earlier.cluster_id = later.cluster_id AND earlier.place < later.place AND earlier.article_id <> later.article_id
    WHERE
        least(len(later.words), len(earlier.words)) >= 4
        AND coalesce(later.speaker_actor_id = earlier.speaker_actor_id, TRUE)
)

SELECT
    quote_id,
    utterance_id
FROM alike
WHERE
    shared_count >= 0.8 * greatest(later_count, earlier_count)
    OR (shared_count = least(later_count, earlier_count) AND shared_count >= 6)
QUALIFY row_number() OVER (PARTITION BY quote_id ORDER BY shared_count / greatest(later_count, earlier_count) >= 0.8 DESC, place) = 1
