-- drop-idempotency-keys: forgets some keys that are too old to count.
DELETE FROM idempotency_keys
 WHERE key IN (SELECT key FROM idempotency_keys WHERE created_at < $before ORDER BY created_at LIMIT $limit);
