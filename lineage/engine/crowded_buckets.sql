-- The buckets of more items than the parameter says, and the smallest of their items.
SELECT bucket, min(item) AS first_item
FROM buckets
GROUP BY bucket
HAVING count(*) > ?
