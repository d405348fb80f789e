-- pause-all: pauses every queue.
UPDATE queues SET paused = 1;
