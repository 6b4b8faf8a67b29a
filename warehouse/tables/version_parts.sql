-- Sentences and quotes of both sides of a step, each once, with the words by which they are compared.
-- A sentence ends at a mark before a capital, a digit or an opening mark, unless a title or a month is cut short there.
-- needs: version_steps
WITH bodies AS (
    SELECT
        article_id,
        'old' AS side,
        old_body AS body
    FROM version_steps
    WHERE has_texts AND old_body <> new_body

    UNION ALL

    SELECT
        article_id,
        'new' AS side,
        new_body AS body
    FROM version_steps
    WHERE has_texts AND old_body <> new_body
),

paragraphs AS (
    SELECT
        article_id,
        side,
        regexp_replace(
            regexp_replace(body, '\s*\n+\s*', chr(30), 'g'),
            '\b(Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[A-Z])\. ',
            '\1.' || chr(31),
            'g'
        ) AS body
    FROM bodies
),

cut AS (
    SELECT
        article_id,
        side,
        string_split(
            regexp_replace(
                body, '([.!?…]["”’'')\]]*) +(["“‘''(\[]?[\p{Lu}\p{N}])', '\1' || chr(30) || '\2', 'g'
            ),
            chr(30)
        )[:2000] AS pieces
    FROM paragraphs
),

sentences AS (
    SELECT
        article_id,
        side,
        trim(replace(unnest(pieces), chr(31), ' ')) AS text,
        generate_subscripts(pieces, 1) AS position
    FROM cut
),

spoken AS (
    SELECT
        steps.article_id,
        'old' AS side,
        quotes.text,
        quotes.char_start,
        quotes.quote_id,
        quotes.speaker_actor_id,
        coalesce(quotes.speaker_name, quotes.speaker_text) AS speaker
    FROM version_steps AS steps
    INNER JOIN lake.quotes AS quotes
        ON quotes.article_id = steps.previous_article_id AND quotes.batch_id = steps.old_batch_id
    WHERE steps.has_texts AND steps.has_quotes

    UNION ALL

    SELECT
        steps.article_id,
        'new' AS side,
        quotes.text,
        quotes.char_start,
        quotes.quote_id,
        quotes.speaker_actor_id,
        coalesce(quotes.speaker_name, quotes.speaker_text) AS speaker
    FROM version_steps AS steps
    INNER JOIN lake.quotes AS quotes ON quotes.article_id = steps.article_id AND quotes.batch_id = steps.new_batch_id
    WHERE steps.has_texts AND steps.has_quotes
),

parts AS (
    SELECT
        article_id,
        side,
        'sentence' AS part,
        text,
        NULL AS speaker,
        '' AS speaker_key,
        position
    FROM sentences

    UNION ALL

    SELECT
        article_id,
        side,
        'quote' AS part,
        text,
        speaker,
        coalesce(speaker_actor_id, lower(speaker), '') AS speaker_key,
        row_number() OVER (PARTITION BY article_id, side ORDER BY char_start, quote_id) AS position
    FROM spoken
),

worded AS (
    SELECT
        parts.*,
        regexp_extract_all(lower(parts.text), '[\p{L}\p{N}]+') AS words
    FROM parts
)

SELECT
    article_id,
    side,
    part,
    text,
    speaker,
    speaker_key,
    position,
    array_to_string(words, ' ') AS norm,
    list_distinct(words) AS words
FROM worded
WHERE len(words) > 0
QUALIFY row_number() OVER (PARTITION BY article_id, side, part, norm, speaker_key ORDER BY position) = 1
