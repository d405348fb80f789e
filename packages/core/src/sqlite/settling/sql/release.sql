-- release: takes a claim back that never started: the attempt is refunded and its number free again, since the next claim's
-- nonce tells the two apart. Where a cancel was requested, the job is cancelled.
-- Changes nothing unless the lease still holds. Returns the job's queue and its new state, or none.
UPDATE jobs
   SET state = CASE WHEN cancel_requested_at IS NULL THEN 'pending' ELSE 'cancelled' END,
       finished_at = CASE WHEN cancel_requested_at IS NULL THEN NULL ELSE $now END,
       attempts = attempts - 1, last_attempt = last_attempt - 1,
       runner = NULL, nonce = NULL, cancel_requested_at = NULL, updated_at = $now
 WHERE seq = $seq AND last_attempt = $attempt AND nonce = $nonce
RETURNING queue, state;
