-- severity: error
-- claim: char_start and char_end are the outer ends of a quote's spans, and the spans rise
-- why: who reads only the outer ends must see the same quote
SELECT
    quote_id,
    char_start,
    char_end,
    spans
FROM quotes
WHERE
    char_start IS DISTINCT FROM list_min([span.start FOR span IN spans])
    OR char_end IS DISTINCT FROM list_max([span."end" FOR span IN spans])
    OR spans IS DISTINCT FROM list_sort(spans)
ORDER BY quote_id
