-- enqueue: stores one job. Changes nothing when its id is taken.
INSERT INTO jobs (id, enqueue_nonce, queue, command, cwd, env, state, priority, max_retries, backoff_base, timeout_ms,
                  run_at, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?13, ?13)
    ON CONFLICT (id) DO NOTHING;
