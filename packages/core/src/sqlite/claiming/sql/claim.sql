-- claim: gives a pending job to a runner under a new lease (seq, last_attempt, nonce).
-- Changes nothing when it is not pending any more.
UPDATE jobs
   SET state = 'processing', attempts = attempts + 1, last_attempt = last_attempt + 1,
       runner = $runner, nonce = $nonce, updated_at = $now
 WHERE seq = $seq AND state = 'pending';
