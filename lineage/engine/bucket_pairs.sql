-- The pairs of items that share a bucket, each once; in a bucket of more than $cap items each meets the smallest alone.
-- `sizes` is what bucket_sizes.sql gives.
WITH small AS (
    SELECT buckets.bucket, buckets.item
    FROM buckets JOIN sizes ON buckets.bucket = sizes.bucket
    WHERE sizes.items <= $cap
),
pairs AS (
    SELECT one.item AS first_item, other.item AS second_item
    FROM small AS one JOIN small AS other ON one.bucket = other.bucket AND one.item < other.item
    UNION
    SELECT sizes.first_item, buckets.item AS second_item
    FROM buckets JOIN sizes ON buckets.bucket = sizes.bucket
    WHERE sizes.items > $cap AND sizes.first_item < buckets.item
)
SELECT first_item, second_item
FROM pairs
ORDER BY first_item, second_item
