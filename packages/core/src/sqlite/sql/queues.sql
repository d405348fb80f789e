-- queues: a page of them behind `after`, by name.
SELECT * FROM queues WHERE name > $after ORDER BY name LIMIT $limit;
