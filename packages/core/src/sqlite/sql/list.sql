-- list: a page of all jobs behind `after`, the oldest first.
SELECT * FROM jobs WHERE seq > $after ORDER BY seq ASC LIMIT $limit;
