-- next-pending: the jobs of one queue that are to be claimed next, but for the first `offset`.
-- The CASTs change no value. Beside an ORDER BY, SQLite prepares a statement anew whenever a bare variable is bound: 4 µs.
SELECT seq, priority FROM jobs
 WHERE state = 'pending' AND queue = CAST($queue AS TEXT)
 ORDER BY priority DESC, seq LIMIT CAST($limit AS INTEGER) OFFSET CAST($offset AS INTEGER);
