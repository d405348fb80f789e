-- list-queue-state: a page of one queue's jobs in one state behind `after`, the oldest first.
SELECT * FROM jobs WHERE state = $state AND queue = $queue AND seq > $after ORDER BY seq ASC LIMIT $limit;
