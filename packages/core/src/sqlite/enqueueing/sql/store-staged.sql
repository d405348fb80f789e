-- store-staged: stores the jobs that were laid aside, in their order, but for those whose id is taken.
INSERT INTO jobs (id, enqueue_nonce, queue, command, cwd, env, state, priority, max_retries, backoff_base, timeout_ms,
                  run_at, created_at, updated_at)
SELECT id, $nonce, queue, command, iif(as_first, $cwd, cwd), iif(as_first, $env, env),
       iif(run_at > $now, 'scheduled', 'pending'), priority, coalesce(max_retries, $maxRetries),
       coalesce(backoff_base, $backoffBase), timeout_ms, coalesce(run_at, $now), $now, $now
  FROM temp.staged WHERE true ORDER BY rowid
    ON CONFLICT (id) DO NOTHING;
