-- drop-tallies: forgets what ended before a bucket.
DELETE FROM throughput WHERE bucket < $before;
