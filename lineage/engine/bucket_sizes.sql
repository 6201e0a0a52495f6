-- How many items each bucket of at least two holds, and the smallest of them.
SELECT bucket, count(*) AS items, min(item) AS first_item
FROM buckets
GROUP BY bucket
HAVING count(*) > 1
