-- retry: makes a job pending again as if it had never run; its history and the numbering of its attempts go on.
UPDATE jobs SET state = 'pending', attempts = 0, crashes = 0, run_at = $now, finished_at = NULL, updated_at = $now
 WHERE seq = $seq AND state <> 'processing'
RETURNING *;
