-- create-staged: where one call's jobs wait, aside from the database and from its locks, until the last of them is there.
CREATE TABLE temp.staged (
  id TEXT, queue TEXT, command TEXT, cwd TEXT, env TEXT, state TEXT, priority INTEGER, max_retries INTEGER,
  backoff_base REAL, timeout_ms INTEGER, run_at INTEGER
);
