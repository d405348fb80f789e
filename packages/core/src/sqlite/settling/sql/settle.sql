-- settle: what a job becomes because of how its attempt ended.
-- Changes nothing unless the lease (seq, attempt, nonce) still holds, so a result that comes late is harmless.
-- A requested cancel wins over a verdict that would let the job run again.
UPDATE jobs
   SET (state, finished_at) = (
         SELECT v.state, CASE WHEN v.state IN ('completed', 'dead', 'cancelled') THEN $finishedAt END
           FROM (SELECT CASE WHEN cancel_requested_at IS NOT NULL AND $state IN ('failed', 'pending')
                             THEN 'cancelled' ELSE $state END AS state) v),
       run_at = coalesce($runAt, run_at), attempts = attempts - $refund, crashes = $crashes,
       runner = NULL, nonce = NULL, cancel_requested_at = NULL, updated_at = $now
 WHERE seq = $seq AND last_attempt = $attempt AND nonce = $nonce;
