-- some-dead-queue: the same for the jobs of one queue.
SELECT seq, queue FROM jobs WHERE state = 'dead' AND queue = $queue AND seq > $after ORDER BY seq LIMIT $limit;
