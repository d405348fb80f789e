-- Version 3: what happened is counted for good, and its course kept for a day.

DROP TABLE throughput;

-- What was counted since the beginning, by what and how long it took. For the ends of attempts `bucket` is that of the
-- duration, -1 for what never started; `wait` and `start` are times, too; the others are plain numbers in bucket -1.
CREATE TABLE totals (
  series TEXT NOT NULL
    CHECK (series IN ('completed', 'failed', 'signalled', 'timed-out', 'spawn-failed', 'lost', 'cancelled', 'interrupted',
                      'wait', 'start', 'retries', 'dead', 'rescues')),
  bucket INTEGER NOT NULL CHECK (bucket BETWEEN -1 AND 19),
  count INTEGER NOT NULL CHECK (count > 0),
  sum_ms INTEGER NOT NULL CHECK (sum_ms >= 0),
  PRIMARY KEY (series, bucket)
) STRICT, WITHOUT ROWID;

-- How it was at the beginning of these ten seconds; after a while, one for each minute; a day of it is kept.
CREATE TABLE history (
  at INTEGER PRIMARY KEY,
  enqueued INTEGER NOT NULL,
  oldest_due_at INTEGER,
  jobs TEXT NOT NULL, -- JSON object: how many by state
  totals TEXT NOT NULL -- JSON array of [series, bucket, count, sum_ms]
) STRICT;
