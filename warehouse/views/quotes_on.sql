-- What has been said on a topic, latest first? quotes_on('nato-russia')
-- needs: who_said_what
CREATE OR REPLACE MACRO quotes_on(the_topic) AS TABLE
    SELECT
        said.day,
        said.speaker,
        said.office,
        said.office_of,
        said.kind,
        said.quote,
        said.publisher,
        said.agency,
        said.headline,
        said.link,
        said.confidence,
        said.speaker_key,
        said.is_copy,
        said.utterance_id,
        said.quote_id,
        said.article_id
    FROM who_said_what AS said
    INNER JOIN article_topics AS topics ON topics.article_id = said.article_id
    WHERE topics.topic_id = the_topic
    ORDER BY
        said.day DESC,
        said.article_id,
        said.quote_id
