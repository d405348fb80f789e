-- count: moves a queue's counters by an operation's deltas. Changes nothing when the queue is not known.
UPDATE queues
   SET scheduled = scheduled + ?2, pending = pending + ?3, processing = processing + ?4, failed = failed + ?5,
       completed = completed + ?6, dead = dead + ?7, cancelled = cancelled + ?8
 WHERE name = ?1;
