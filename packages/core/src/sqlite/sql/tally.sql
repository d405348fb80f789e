-- tally: adds to the number of attempts that ended in these ten seconds with this result.
INSERT INTO throughput (bucket, result, attempts) VALUES ($bucket, $result, $count)
    ON CONFLICT (bucket, result) DO UPDATE SET attempts = attempts + excluded.attempts;
