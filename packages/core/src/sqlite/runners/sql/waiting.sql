-- waiting: the queues whose first jobs are to be claimed first, none that is paused.
-- The CASTs change no value. Beside an ORDER BY, SQLite prepares a statement anew whenever a bare variable is bound: 4 µs.
SELECT name, head_priority AS priority, head_seq AS seq FROM queues
 WHERE head_seq IS NOT NULL AND paused = 0 ORDER BY head_priority DESC, head_seq LIMIT CAST($limit AS INTEGER);
