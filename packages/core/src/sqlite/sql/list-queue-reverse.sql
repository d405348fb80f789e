-- list-queue-reverse: a page of one queue's jobs behind `after`, the newest first.
SELECT * FROM jobs WHERE queue = $queue AND seq < $after ORDER BY seq DESC LIMIT $limit;
