-- Version 5: a job waits since it was due, but not before it was there: its run_at may be of 1970.
DROP INDEX jobs_due;

-- Promotion and the next due job. OR and not IN: only so does `state = 'failed'` imply it.
CREATE INDEX jobs_due ON jobs (state, run_at) WHERE state = 'scheduled' OR state = 'failed';
-- The pending job that waits longest.
CREATE INDEX jobs_waiting ON jobs (max(run_at, created_at)) WHERE state = 'pending';
