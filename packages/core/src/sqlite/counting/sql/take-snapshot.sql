-- take-snapshot: keeps what was counted so far, and how many jobs there are in each state.
INSERT INTO history (at, enqueued, oldest_due_at, jobs, totals)
SELECT $at,
       coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'jobs'), 0),
       (SELECT max(run_at, created_at) FROM jobs WHERE state = 'pending' ORDER BY max(run_at, created_at) LIMIT 1),
       (SELECT json_object('scheduled', scheduled, 'pending', pending, 'processing', processing, 'failed', failed,
                           'completed', completed, 'dead', dead, 'cancelled', cancelled) FROM counters),
       (SELECT json_group_array(json_array(series, bucket, count, sum_ms)) FROM totals);
