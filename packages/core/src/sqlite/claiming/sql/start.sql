-- start: notes which worker and process an attempt has. Changes nothing unless the lease still holds.
UPDATE attempts SET worker = $worker, pid = $pid, process_start = $processStart, started_at = $at
 WHERE job = $seq AND number = $attempt
   AND EXISTS (SELECT 1 FROM jobs WHERE seq = $seq AND last_attempt = $attempt AND nonce = $nonce);
