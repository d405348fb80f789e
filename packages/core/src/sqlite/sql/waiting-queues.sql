-- waiting-queues: the queues that have something to claim and are not paused.
SELECT c.queue FROM counters c JOIN queues q ON q.name = c.queue
 WHERE c.state = 'pending' AND c.jobs > 0 AND q.paused = 0;
