-- job-excerpt: one, by its number, with no more of its command and its environment than so many characters: what is longer is
-- not carried out of the database.
SELECT seq, id, queue, substr(command, 1, $length) AS command, cwd, substr(env, 1, $length) AS env, state, priority, attempts,
       crashes, last_attempt, max_retries, backoff_base, timeout_ms, run_at, runner, nonce, cancel_requested_at, created_at,
       updated_at, finished_at
  FROM jobs WHERE seq = $seq;
