-- create-staged: where one call's jobs wait, aside from the database and from its locks, until the last of them is there.
-- What most of them have in common is left out: a run_at that is now, and the first one's cwd and env.
CREATE TABLE temp.staged (
  id TEXT, queue TEXT, command TEXT, as_first INTEGER, cwd TEXT, env TEXT, priority INTEGER, max_retries INTEGER,
  backoff_base REAL, timeout_ms INTEGER, run_at INTEGER
);
