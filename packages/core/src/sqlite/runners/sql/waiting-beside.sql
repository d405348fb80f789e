-- waiting-beside: as `waiting`, but for the queues of a JSON array.
SELECT name, head_priority AS priority, head_seq AS seq FROM queues
 WHERE head_seq IS NOT NULL AND paused = 0 AND name NOT IN (SELECT value FROM json_each(CAST($excluded AS TEXT)))
 ORDER BY head_priority DESC, head_seq LIMIT CAST($limit AS INTEGER);
