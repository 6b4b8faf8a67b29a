-- Quotes in the current articles. What names an actor that was merged into another names that other.
-- In copies of one article, nearly the same words are one utterance.
-- needs: current, merged, same_words
WITH kept AS (
    SELECT
        map(list(merged_actor_id), list(actor_id)) AS ids,
        map(list(merged_actor_id), list(actor_name)) AS names
    FROM merged
),

current_quotes AS (
    SELECT rows_read.* EXCLUDE (batch_id)
    FROM lake.quotes AS rows_read
    INNER JOIN current ON current.article_id = rows_read.article_id AND current.batch_id = rows_read.batch_id
    QUALIFY row_number() OVER (PARTITION BY rows_read.quote_id ORDER BY rows_read.extractor) = 1
),

renamed AS (
    SELECT
        current_quotes.*
        REPLACE (
            coalesce(same_words.utterance_id, current_quotes.utterance_id) AS utterance_id,
            coalesce(kept.ids[speaker_actor_id], speaker_actor_id) AS speaker_actor_id,
            coalesce(kept.names[speaker_actor_id], speaker_name) AS speaker_name,
            coalesce(kept.ids[addressee_actor_id], addressee_actor_id) AS addressee_actor_id,
            struct_update(
                speaker_details,
                organisation_actor_id := coalesce(kept.ids[speaker_details.organisation_actor_id], speaker_details.organisation_actor_id)
            ) AS speaker_details,
            list_transform(chain, LAMBDA hop: struct_update(hop, actor_id := coalesce(kept.ids[hop.actor_id], hop.actor_id))) AS chain,
            list_transform(about, LAMBDA one: struct_update(one, actor_id := coalesce(kept.ids[one.actor_id], one.actor_id))) AS about
        )
    FROM current_quotes
    CROSS JOIN kept
    LEFT JOIN same_words ON same_words.quote_id = current_quotes.quote_id
)

SELECT
    renamed.*
    REPLACE (
        list_transform(
            list_filter(
                range(1, len(about) + 1),
                LAMBDA place: list_position(list_transform(about, LAMBDA one: one.actor_id), about[place].actor_id) = place
            ),
            LAMBDA place: about[place]
        ) AS about
    )
FROM renamed
ORDER BY
    renamed.article_id,
    renamed.char_start,
    renamed.quote_id
