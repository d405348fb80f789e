-- repair: makes what was recovered of a store one that holds together: what hangs in the air goes, what can be counted is counted.
-- Where nothing was lost it changes nothing.
INSERT OR IGNORE INTO queues (name) SELECT DISTINCT queue FROM jobs;
INSERT OR IGNORE INTO attempts (job, number, runner, claimed_at)
  SELECT seq, last_attempt, runner, updated_at FROM jobs WHERE runner IS NOT NULL;
DELETE FROM attempts WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE seq = attempts.job);
DELETE FROM output
 WHERE NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.job = output.job AND attempts.number = output.attempt);
DELETE FROM counters;
INSERT INTO counters (queue, state, jobs)
  SELECT queues.name, states.value, coalesce(counted.jobs, 0)
    FROM queues
    JOIN json_each('["scheduled","pending","processing","failed","completed","dead","cancelled"]') AS states
    LEFT JOIN (SELECT queue, state, count(*) AS jobs FROM jobs GROUP BY queue, state) AS counted
           ON counted.queue = queues.name AND counted.state = states.value;
INSERT INTO store (identity) SELECT lower(hex(randomblob(8))) WHERE NOT EXISTS (SELECT 1 FROM store);
