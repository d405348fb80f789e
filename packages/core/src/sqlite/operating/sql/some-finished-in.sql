-- some-finished-in: the jobs of one queue in one state that finished before an instant, behind `after`, the oldest first.
SELECT seq FROM jobs
 WHERE state = $state AND state <> 'processing' AND queue = $queue AND seq > $after AND finished_at < $before
 ORDER BY seq LIMIT $limit;
