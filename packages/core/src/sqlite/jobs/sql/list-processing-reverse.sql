-- list-processing-reverse: the numbers of a page of the jobs that are processing ahead of `after`, the newest first; of one queue, or of all.
-- There are never more than what the runners' workers hold.
SELECT seq FROM jobs INDEXED BY jobs_held
 WHERE runner IS NOT NULL AND seq < $after AND queue = coalesce($queue, queue) ORDER BY seq DESC LIMIT $limit;
