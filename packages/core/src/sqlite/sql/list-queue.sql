-- list-queue: a page of one queue's jobs behind `after`, the oldest first.
SELECT * FROM jobs WHERE queue = $queue AND seq > $after ORDER BY seq ASC LIMIT $limit;
