-- totals: what was counted since the beginning.
SELECT series, bucket, count, sum_ms AS sumMs FROM totals;
