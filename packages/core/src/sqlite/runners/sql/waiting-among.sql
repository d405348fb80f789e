-- waiting-among: as `waiting`, of the queues of a JSON array alone: each is one search.
SELECT name, head_priority AS priority, head_seq AS seq FROM json_each(CAST($queues AS TEXT)) CROSS JOIN queues ON name = value
 WHERE head_seq IS NOT NULL AND paused = 0 ORDER BY head_priority DESC, head_seq LIMIT CAST($limit AS INTEGER);
