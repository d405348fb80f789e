-- queues: a page of them behind `after`, by name.
SELECT name, paused, scheduled, pending, processing, failed, completed, dead, cancelled FROM queues
 WHERE name > $after ORDER BY name LIMIT $limit;
