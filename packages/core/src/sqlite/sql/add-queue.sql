-- add-queue: makes a queue known. Changes nothing when it is.
INSERT INTO queues (name) VALUES ($name) ON CONFLICT DO NOTHING;
