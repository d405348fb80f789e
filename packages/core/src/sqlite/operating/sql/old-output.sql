-- old-output: attempts with stored output whose job finished before an instant, behind `after`.
SELECT a.job AS seq, a.number AS attempt, a.finished_at AS finishedAt
  FROM attempts a JOIN jobs j ON j.seq = a.job
 WHERE a.output_kept = 1 AND a.finished_at < $before AND j.finished_at < $before
 ORDER BY a.finished_at LIMIT $limit;
