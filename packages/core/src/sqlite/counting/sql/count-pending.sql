-- count-pending: moves a queue's counters by an operation's deltas, and finds the head of its line, which may be another one
-- now. Changes nothing when the queue is not known.
UPDATE queues
   SET scheduled = scheduled + ?2, pending = pending + ?3, processing = processing + ?4, failed = failed + ?5,
       completed = completed + ?6, dead = dead + ?7, cancelled = cancelled + ?8,
       (head_priority, head_seq) = (SELECT priority, seq FROM jobs
                                     WHERE state = 'pending' AND queue = queues.name ORDER BY priority DESC, seq LIMIT 1)
 WHERE name = ?1;
