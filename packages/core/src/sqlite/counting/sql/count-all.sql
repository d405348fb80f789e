-- count-all: moves the sums over all queues, and how many these are.
UPDATE counters
   SET queues = queues + ?1, scheduled = scheduled + ?2, pending = pending + ?3, processing = processing + ?4,
       failed = failed + ?5, completed = completed + ?6, dead = dead + ?7, cancelled = cancelled + ?8;
