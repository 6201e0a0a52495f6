-- How often, and in how many speeches, each gram stands; grams in fewer speeches than the parameter says are left out.
-- By two groupings: count(DISTINCT speech) is slower.
SELECT gram, sum(places)::BIGINT AS occurrences, count(*) AS speeches
FROM (SELECT gram, speech, count(*) AS places FROM grams GROUP BY gram, speech)
GROUP BY gram
HAVING count(*) >= ?
ORDER BY gram
