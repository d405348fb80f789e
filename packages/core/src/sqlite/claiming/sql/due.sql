-- due: the jobs that became due first, at most `limit` of them.
SELECT seq, queue, state FROM (
  SELECT * FROM (SELECT seq, queue, state, run_at FROM jobs
                  WHERE state = 'scheduled' AND run_at <= $now ORDER BY run_at LIMIT $limit)
  UNION ALL
  SELECT * FROM (SELECT seq, queue, state, run_at FROM jobs
                  WHERE state = 'failed' AND run_at <= $now ORDER BY run_at LIMIT $limit)
) ORDER BY run_at LIMIT $limit;
