-- Version 2: keys under which a client may say an enqueue again.
-- The jobs of one enqueue stand one behind the other: their first number and how many they are name them all.
CREATE TABLE idempotency_keys (
  key TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  jobs INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
