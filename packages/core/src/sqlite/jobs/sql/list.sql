-- list: the numbers of a page of all jobs behind `after`, the oldest first.
SELECT seq FROM jobs WHERE seq > $after ORDER BY seq ASC LIMIT $limit;
