-- list-queue-state-reverse: the numbers of a page of one queue's jobs in one state that is not processing, behind `after`, the newest first.
SELECT seq FROM jobs WHERE state = $state AND state <> 'processing' AND queue = $queue AND seq < $after ORDER BY seq DESC LIMIT $limit;
