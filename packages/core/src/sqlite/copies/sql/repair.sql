-- repair: makes what was recovered of a store one that holds together: what hangs in the air goes. Counting is for `recount`.
-- Where nothing was lost it changes nothing.
INSERT OR IGNORE INTO attempts (job, number, runner, claimed_at)
  SELECT seq, last_attempt, runner, updated_at FROM jobs WHERE runner IS NOT NULL;
DELETE FROM attempts WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE seq = attempts.job);
DELETE FROM output
 WHERE NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.job = output.job AND attempts.number = output.attempt);
INSERT INTO store (identity) SELECT lower(hex(randomblob(8))) WHERE NOT EXISTS (SELECT 1 FROM store);
