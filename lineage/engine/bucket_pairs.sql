-- The pairs of items that share a bucket, each once, as one number with the smaller item in its high half; in a crowded
-- bucket each item meets the smallest alone. `crowded` is what crowded_buckets.sql gives.
-- NOT EXISTS, for NOT IN would have to reckon with NULL, which some engines do by comparing everything with everything.
WITH smaller AS (
    SELECT bucket, item FROM buckets WHERE NOT EXISTS (SELECT 1 FROM crowded WHERE crowded.bucket = buckets.bucket)
    UNION ALL
    SELECT bucket, first_item AS item FROM crowded
)
SELECT DISTINCT (smaller.item::BIGINT << 32) + buckets.item AS pair
FROM smaller JOIN buckets ON smaller.bucket = buckets.bucket AND smaller.item < buckets.item
ORDER BY pair
