-- drop-queue: forgets a queue that has no job and nothing set.
DELETE FROM queues
 WHERE name = $name AND paused = 0 AND scheduled + pending + processing + failed + completed + dead + cancelled = 0;
