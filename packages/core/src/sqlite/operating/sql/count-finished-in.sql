-- count-finished-in: how many jobs of one queue in one state finished before an instant.
SELECT count(*) AS jobs FROM jobs
 WHERE state = $state AND state <> 'processing' AND queue = $queue AND finished_at < $before;
