-- The buckets of more than $cap items, and the smallest of their items.
SELECT bucket, min(item) AS first_item
FROM buckets
GROUP BY bucket
HAVING count(*) > $cap
