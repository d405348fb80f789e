-- has-tally: whether anything was tallied in a bucket yet.
SELECT 1 AS begun FROM throughput WHERE bucket = $bucket LIMIT 1;
