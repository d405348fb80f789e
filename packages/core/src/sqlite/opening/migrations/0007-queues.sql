-- Version 7: a queue costs what is in it. Its counters and the head of its line are one row, which goes when its last job goes
-- unless something is set for it; so many queues are neither searched nor added up. Jobs no longer refer to that row: to
-- delete it, SQLite would look for them in all jobs.

CREATE TABLE jobs_7 (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  enqueue_nonce TEXT NOT NULL,
  queue TEXT NOT NULL,
  command TEXT NOT NULL, -- JSON: a string or an array
  cwd TEXT,
  env TEXT, -- JSON object; NULL: empty
  state TEXT NOT NULL
    CHECK (state IN ('scheduled', 'pending', 'processing', 'failed', 'completed', 'dead', 'cancelled')),
  priority INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  crashes INTEGER NOT NULL DEFAULT 0 CHECK (crashes >= 0),
  last_attempt INTEGER NOT NULL DEFAULT 0 CHECK (last_attempt >= attempts),
  max_retries INTEGER NOT NULL CHECK (max_retries >= 0),
  backoff_base REAL NOT NULL,
  timeout_ms INTEGER,
  run_at INTEGER NOT NULL,
  runner TEXT REFERENCES runners (id),
  nonce TEXT,
  cancel_requested_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER,
  CHECK ((state = 'processing') = (runner IS NOT NULL)),
  CHECK ((state = 'processing') = (nonce IS NOT NULL)),
  CHECK (cancel_requested_at IS NULL OR state = 'processing'),
  CHECK ((state IN ('completed', 'dead', 'cancelled')) = (finished_at IS NOT NULL))
) STRICT;

INSERT INTO jobs_7 SELECT * FROM jobs;
-- The number of a job that was deleted is not used again, either.
DELETE FROM sqlite_sequence WHERE name = 'jobs_7';
INSERT INTO sqlite_sequence (name, seq) SELECT 'jobs_7', seq FROM sqlite_sequence WHERE name = 'jobs';
DROP TABLE jobs;
ALTER TABLE jobs_7 RENAME TO jobs;

-- Claims: the line of each queue.
CREATE INDEX jobs_pending ON jobs (queue, priority DESC, seq) WHERE state = 'pending';
-- Promotion and the next due job. OR and not IN: only so does `state = 'failed'` imply it.
CREATE INDEX jobs_due ON jobs (state, run_at) WHERE state = 'scheduled' OR state = 'failed';
-- The pending job that waits longest.
CREATE INDEX jobs_waiting ON jobs (max(run_at, created_at)) WHERE state = 'pending';
-- Lists, which page by key. Jobs that are processing are found by their runner alone, who never has many.
CREATE INDEX jobs_by_state ON jobs (state, seq) WHERE state <> 'processing';
CREATE INDEX jobs_by_queue ON jobs (queue, state, seq) WHERE state <> 'processing';
CREATE INDEX jobs_held ON jobs (runner) WHERE runner IS NOT NULL;
CREATE INDEX jobs_cancelling ON jobs (runner) WHERE cancel_requested_at IS NOT NULL;
CREATE INDEX jobs_finished ON jobs (state, finished_at) WHERE finished_at IS NOT NULL;

-- The numbers are kept by every operation's own delta.
CREATE TABLE queues_7 (
  name TEXT PRIMARY KEY,
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  scheduled INTEGER NOT NULL DEFAULT 0 CHECK (scheduled >= 0),
  pending INTEGER NOT NULL DEFAULT 0 CHECK (pending >= 0),
  processing INTEGER NOT NULL DEFAULT 0 CHECK (processing >= 0),
  failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
  completed INTEGER NOT NULL DEFAULT 0 CHECK (completed >= 0),
  dead INTEGER NOT NULL DEFAULT 0 CHECK (dead >= 0),
  cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
  -- Of its pending jobs, the one to be claimed first.
  head_priority INTEGER,
  head_seq INTEGER,
  CHECK ((pending = 0) = (head_seq IS NULL)),
  CHECK ((head_priority IS NULL) = (head_seq IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO queues_7 (name, paused, scheduled, pending, processing, failed, completed, dead, cancelled, head_priority, head_seq)
SELECT name, paused,
       coalesce(sum(jobs) FILTER (WHERE state = 'scheduled'), 0), coalesce(sum(jobs) FILTER (WHERE state = 'pending'), 0),
       coalesce(sum(jobs) FILTER (WHERE state = 'processing'), 0), coalesce(sum(jobs) FILTER (WHERE state = 'failed'), 0),
       coalesce(sum(jobs) FILTER (WHERE state = 'completed'), 0), coalesce(sum(jobs) FILTER (WHERE state = 'dead'), 0),
       coalesce(sum(jobs) FILTER (WHERE state = 'cancelled'), 0),
       (SELECT priority FROM jobs WHERE state = 'pending' AND queue = name ORDER BY priority DESC, seq LIMIT 1),
       (SELECT seq FROM jobs WHERE state = 'pending' AND queue = name ORDER BY priority DESC, seq LIMIT 1)
  FROM queues LEFT JOIN counters ON queue = name
 GROUP BY name HAVING paused OR coalesce(sum(jobs), 0) > 0;
DROP TABLE counters;
DROP TABLE queues;
ALTER TABLE queues_7 RENAME TO queues;

-- Claims: the queues whose first jobs come first.
CREATE INDEX queues_waiting ON queues (head_priority DESC, head_seq) WHERE head_seq IS NOT NULL AND paused = 0;
-- The queues worth showing where there are too many.
CREATE INDEX queues_busy ON queues (name) WHERE scheduled + pending + processing + failed + dead + paused > 0;

-- The sums over all queues, and how many these are: one row.
CREATE TABLE counters (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  queues INTEGER NOT NULL CHECK (queues >= 0),
  scheduled INTEGER NOT NULL CHECK (scheduled >= 0),
  pending INTEGER NOT NULL CHECK (pending >= 0),
  processing INTEGER NOT NULL CHECK (processing >= 0),
  failed INTEGER NOT NULL CHECK (failed >= 0),
  completed INTEGER NOT NULL CHECK (completed >= 0),
  dead INTEGER NOT NULL CHECK (dead >= 0),
  cancelled INTEGER NOT NULL CHECK (cancelled >= 0)
) STRICT;

INSERT INTO counters
SELECT 1, count(*), coalesce(sum(scheduled), 0), coalesce(sum(pending), 0), coalesce(sum(processing), 0), coalesce(sum(failed), 0),
       coalesce(sum(completed), 0), coalesce(sum(dead), 0), coalesce(sum(cancelled), 0)
  FROM queues;

ALTER TABLE runners ADD COLUMN excluded_queues TEXT; -- JSON array, beside queues NULL; NULL: none
