-- tally: adds to what was counted of one series, in one bucket.
INSERT INTO totals (series, bucket, count, sum_ms) VALUES ($series, $bucket, $count, $sumMs)
    ON CONFLICT (series, bucket) DO UPDATE SET count = count + excluded.count, sum_ms = sum_ms + excluded.sum_ms;
