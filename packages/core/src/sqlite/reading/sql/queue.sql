-- queue: one of them, or none.
SELECT * FROM queues WHERE name = $name;
