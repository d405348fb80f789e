-- add-counter: the counter of one queue and state, at 0. Changes nothing when it is there.
INSERT INTO counters (state, queue) VALUES ($state, $queue) ON CONFLICT DO NOTHING;
