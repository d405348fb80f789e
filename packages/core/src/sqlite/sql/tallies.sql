-- tallies: how many attempts ended since the beginning of a bucket, by result.
SELECT result, sum(attempts) AS attempts FROM throughput WHERE bucket >= $since GROUP BY result;
