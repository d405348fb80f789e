-- enqueued: how many jobs were ever stored; their numbers are never used again.
SELECT seq AS jobs FROM sqlite_sequence WHERE name = 'jobs';
