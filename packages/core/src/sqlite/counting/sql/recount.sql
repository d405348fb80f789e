-- recount: makes the rows of queues and the sums over them of the jobs that are there. Where all is right it changes nothing.
UPDATE queues
   SET scheduled = 0, pending = 0, processing = 0, failed = 0, completed = 0, dead = 0, cancelled = 0,
       head_priority = NULL, head_seq = NULL;
INSERT INTO queues (name, scheduled, pending, processing, failed, completed, dead, cancelled, head_priority, head_seq)
SELECT name, scheduled, pending, processing, failed, completed, dead, cancelled,
       (SELECT priority FROM jobs WHERE state = 'pending' AND queue = name ORDER BY priority DESC, seq LIMIT 1),
       (SELECT seq FROM jobs WHERE state = 'pending' AND queue = name ORDER BY priority DESC, seq LIMIT 1)
  FROM (SELECT queue AS name,
               count(*) FILTER (WHERE state = 'scheduled') AS scheduled, count(*) FILTER (WHERE state = 'pending') AS pending,
               count(*) FILTER (WHERE state = 'processing') AS processing, count(*) FILTER (WHERE state = 'failed') AS failed,
               count(*) FILTER (WHERE state = 'completed') AS completed, count(*) FILTER (WHERE state = 'dead') AS dead,
               count(*) FILTER (WHERE state = 'cancelled') AS cancelled
          FROM jobs GROUP BY queue)
 WHERE true
    ON CONFLICT (name) DO UPDATE
   SET scheduled = excluded.scheduled, pending = excluded.pending, processing = excluded.processing, failed = excluded.failed,
       completed = excluded.completed, dead = excluded.dead, cancelled = excluded.cancelled,
       head_priority = excluded.head_priority, head_seq = excluded.head_seq;
DELETE FROM queues WHERE paused = 0 AND scheduled + pending + processing + failed + completed + dead + cancelled = 0;
DELETE FROM counters;
INSERT INTO counters
SELECT 1, count(*), coalesce(sum(scheduled), 0), coalesce(sum(pending), 0), coalesce(sum(processing), 0), coalesce(sum(failed), 0),
       coalesce(sum(completed), 0), coalesce(sum(dead), 0), coalesce(sum(cancelled), 0)
  FROM queues;
