-- idempotency-key: what was stored under a key, if it is not too old.
SELECT fingerprint, first_seq, jobs FROM idempotency_keys WHERE key = $key AND created_at >= $since;
