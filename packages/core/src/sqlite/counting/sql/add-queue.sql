-- add-queue: makes a queue known, without a job.
INSERT INTO queues (name) VALUES ($name);
