-- counters: how many jobs each queue has in each state, and whether it is paused.
SELECT c.queue, c.state, c.jobs, q.paused FROM counters c JOIN queues q ON q.name = c.queue ORDER BY c.queue;
