-- How often, and in how many speeches, each gram stands; grams in fewer than $min_speeches are left out.
SELECT gram, count(*) AS occurrences, count(DISTINCT speech) AS speeches
FROM grams
GROUP BY gram
HAVING count(DISTINCT speech) >= $min_speeches
ORDER BY gram
