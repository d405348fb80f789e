-- Version 4: jobs that are processing are found by their runner alone, who never has many: two index entries less to write
-- for each claim, and two less for each settle.
DROP INDEX jobs_by_state;
DROP INDEX jobs_by_queue;

CREATE INDEX jobs_by_state ON jobs (state, seq) WHERE state <> 'processing';
CREATE INDEX jobs_by_queue ON jobs (queue, state, seq) WHERE state <> 'processing';
