-- some-finished: the jobs in one state that finished first, before an instant.
SELECT seq, queue FROM jobs WHERE state = $state AND finished_at < $before ORDER BY finished_at LIMIT $limit;
