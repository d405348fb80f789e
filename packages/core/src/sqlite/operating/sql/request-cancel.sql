-- request-cancel: asks for the end of a job that is being executed. Asking again changes nothing.
UPDATE jobs SET cancel_requested_at = coalesce(cancel_requested_at, $now), updated_at = $now
 WHERE seq = $seq AND state = 'processing'
RETURNING *;
