-- busy-queues: the first by name of those that wait, work, have failed, or are held back.
SELECT name, paused, scheduled, pending, processing, failed, completed, dead, cancelled FROM queues
 WHERE scheduled + pending + processing + failed + dead + paused > 0 ORDER BY name LIMIT $limit;
