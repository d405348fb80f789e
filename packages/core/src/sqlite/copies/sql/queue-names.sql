-- queue-names: every queue, by name, and how many jobs it has.
SELECT name, scheduled + pending + processing + failed + completed + dead + cancelled AS jobs FROM queues ORDER BY name;
