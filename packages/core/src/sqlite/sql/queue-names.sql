-- queue-names: every queue, and how many jobs it has.
SELECT name, (SELECT coalesce(sum(jobs), 0) FROM counters WHERE queue = name) AS jobs FROM queues ORDER BY name;
