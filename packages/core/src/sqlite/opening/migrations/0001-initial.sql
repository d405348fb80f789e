-- Version 1: everything.
-- The CHECKs state the law that ties a job's columns to its state, so that no code can store a job that cannot be.

CREATE TABLE runners (
  id TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  boot_id TEXT,
  pid_namespace TEXT,
  pid INTEGER NOT NULL,
  process_start TEXT,
  version TEXT NOT NULL,
  workers INTEGER NOT NULL,
  queues TEXT, -- JSON array; NULL: all
  started_at INTEGER NOT NULL,
  heartbeat_at INTEGER NOT NULL,
  stop_requested TEXT CHECK (stop_requested IN ('drain', 'interrupt'))
) STRICT, WITHOUT ROWID;

CREATE TABLE queues (
  name TEXT PRIMARY KEY,
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1))
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: a number used again would attach what is left of an old job to a new one.
CREATE TABLE jobs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  enqueue_nonce TEXT NOT NULL,
  queue TEXT NOT NULL REFERENCES queues (name),
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

-- Claims: one search per queue.
CREATE INDEX jobs_pending ON jobs (queue, priority DESC, seq) WHERE state = 'pending';
-- Promotion, the next due job, the oldest waiting one. OR and not IN: only so does `state = 'failed'` imply it.
CREATE INDEX jobs_due ON jobs (state, run_at) WHERE state = 'scheduled' OR state = 'failed' OR state = 'pending';
-- Lists, which page by key.
CREATE INDEX jobs_by_state ON jobs (state, seq);
CREATE INDEX jobs_by_queue ON jobs (queue, state, seq);
CREATE INDEX jobs_held ON jobs (runner) WHERE runner IS NOT NULL;
CREATE INDEX jobs_cancelling ON jobs (runner) WHERE cancel_requested_at IS NOT NULL;
CREATE INDEX jobs_finished ON jobs (state, finished_at) WHERE finished_at IS NOT NULL;

-- `runner` is the one that claimed; after a rescue the job's own `runner` is another.
CREATE TABLE attempts (
  job INTEGER NOT NULL REFERENCES jobs (seq),
  number INTEGER NOT NULL,
  runner TEXT NOT NULL,
  worker INTEGER,
  pid INTEGER,
  process_start TEXT,
  claimed_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  outcome TEXT
    CHECK (outcome IN ('exited', 'signalled', 'timed-out', 'cancelled', 'spawn-failed', 'interrupted', 'lost')),
  exit_code INTEGER,
  signal TEXT,
  error TEXT,
  stdout_bytes INTEGER NOT NULL DEFAULT 0,
  stderr_bytes INTEGER NOT NULL DEFAULT 0,
  output_kept INTEGER NOT NULL DEFAULT 0 CHECK (output_kept IN (0, 1)),
  PRIMARY KEY (job, number),
  CHECK ((outcome IS NULL) = (finished_at IS NULL))
) STRICT, WITHOUT ROWID;

-- What the output's retention has still to look at.
CREATE INDEX attempts_with_output ON attempts (finished_at) WHERE output_kept = 1;

-- A rowid table, since its rows are large; AUTOINCREMENT, so that a reader's cursor never meets a number again.
CREATE TABLE output (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  job INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr')),
  offset INTEGER NOT NULL CHECK (offset >= 0),
  at INTEGER NOT NULL,
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65536),
  FOREIGN KEY (job, attempt) REFERENCES attempts (job, number)
) STRICT;

CREATE INDEX output_in_order ON output (job, attempt, cursor);
CREATE UNIQUE INDEX output_by_offset ON output (job, attempt, stream, offset);

CREATE TABLE config (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A row for each queue and state from the queue's first job on; kept by every operation's own delta.
CREATE TABLE counters (
  state TEXT NOT NULL,
  queue TEXT NOT NULL REFERENCES queues (name),
  jobs INTEGER NOT NULL DEFAULT 0 CHECK (jobs >= 0),
  PRIMARY KEY (state, queue)
) STRICT, WITHOUT ROWID;

CREATE INDEX counters_waiting ON counters (queue) WHERE state = 'pending' AND jobs > 0;

-- How many attempts ended, by ten seconds and result; a day of it is kept.
CREATE TABLE throughput (
  bucket INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('completed', 'failed', 'lost', 'cancelled', 'interrupted')),
  attempts INTEGER NOT NULL,
  PRIMARY KEY (bucket, result)
) STRICT, WITHOUT ROWID;
