-- add-idempotency-key: remembers what was stored under a key. One that was too old to count is replaced.
INSERT INTO idempotency_keys (key, fingerprint, first_seq, jobs, created_at) VALUES ($key, $fingerprint, $first, $jobs, $now)
    ON CONFLICT (key) DO UPDATE SET fingerprint = $fingerprint, first_seq = $first, jobs = $jobs, created_at = $now;
