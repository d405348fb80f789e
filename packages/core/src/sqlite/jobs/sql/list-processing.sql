-- list-processing: the numbers of a page of the jobs that are processing behind `after`, the oldest first; of one queue, or of all. There are
-- never more than what the runners' workers hold.
SELECT seq FROM jobs INDEXED BY jobs_held
 WHERE runner IS NOT NULL AND seq > $after AND queue = coalesce($queue, queue) ORDER BY seq ASC LIMIT $limit;
