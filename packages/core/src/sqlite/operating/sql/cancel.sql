-- cancel: ends a waiting job.
UPDATE jobs SET state = 'cancelled', finished_at = $now, updated_at = $now
 WHERE seq = $seq AND state IN ('scheduled', 'pending', 'failed')
RETURNING *;
