-- next-pending: the jobs of one queue that are to be claimed next.
SELECT seq, priority FROM jobs WHERE state = 'pending' AND queue = $queue ORDER BY priority DESC, seq LIMIT $limit;
