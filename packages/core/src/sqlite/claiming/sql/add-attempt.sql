-- add-attempt: the attempt that a claim begins.
INSERT INTO attempts (job, number, runner, claimed_at) VALUES ($job, $number, $runner, $now);
