-- history: the first snapshot of each step, the oldest first.
SELECT at, enqueued, oldest_due_at AS oldestDueAt, jobs, totals FROM history
 WHERE at IN (SELECT min(at) FROM history WHERE at >= $since GROUP BY at / $step)
 ORDER BY at;
